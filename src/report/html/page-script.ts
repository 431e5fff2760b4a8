// The little the page does by itself: filter targets, sort tables, show tips, switch light and dark. It reads fine without.

/** Only this script may run: the page's policy names its hash. */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const one = (query) => document.querySelector(query);

  const theme = one('[data-theme-switch]');
  if (theme) {
    theme.hidden = false;
    theme.addEventListener('click', () => {
      const dark = getComputedStyle(document.documentElement).getPropertyValue('--is-dark').trim() === '1';
      document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    });
  }

  const filters = one('.filters');
  if (filters) {
    let state = 'all';
    const search = one('[data-search]');
    const apply = () => {
      const words = search.value.trim().toLowerCase();
      let shown = 0;
      for (const card of all('.target')) {
        const fits = (state === 'all' || card.dataset.state === state) && card.dataset.name.toLowerCase().includes(words);
        card.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      one('.nothing').hidden = shown > 0;
    };
    filters.hidden = false;
    search.addEventListener('input', apply);
    for (const button of all('[data-filter]', filters)) {
      button.addEventListener('click', () => {
        state = button.dataset.filter;
        for (const other of all('[data-filter]', filters)) other.setAttribute('aria-pressed', String(other === button));
        apply();
      });
    }
  }

  for (const table of all('table[data-sortable]')) {
    const body = table.tBodies[0];
    all('thead th:not([data-fixed])', table).forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') !== 'descending';
        for (const other of all('th[aria-sort]', table)) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const key = (row) => row.cells[column].dataset.sort;
        const order = (a, b) =>
          column === 0 ? key(b).localeCompare(key(a)) : (Number(key(b)) || 0) - (Number(key(a)) || 0);
        body.append(...[...body.rows].sort((a, b) => (down ? order(a, b) : order(b, a))));
      });
    });
  }

  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('role', 'tooltip');
  document.body.append(tip);
  const show = (event) => {
    const source = event.target.closest ? event.target.closest('[data-tip]') : null;
    tip.hidden = !source;
    if (!source) return;
    tip.textContent = source.dataset.tip;
    const place = source.getBoundingClientRect();
    const left = Math.min(Math.max(8, place.left + place.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
    tip.style.left = left + scrollX + 'px';
    tip.style.top = place.bottom + scrollY + 8 + 'px';
  };
  for (const name of ['pointerover', 'focusin']) document.addEventListener(name, show);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') tip.hidden = true; });

  addEventListener('beforeprint', () => {
    for (const part of all('details.changed, details.unmeasured, details.evidence')) part.open = true;
  });
})();
`;

/** SHA-256 of the script above in Base64; the tests say what to put here after a change. */
export const PAGE_SCRIPT_HASH = 'sha256-x8S62S6kihps3rZRi+gRGPPJpinadHzeNUPGXuyfysA=';
