// Opens the plan viewer where the reader asks for it, in a frame that can reach neither the page nor the network.
// `npm run generate` bundles this file into plan-script.ts, which the page carries and names by hash.

const textOf = (id) => document.getElementById(id).textContent;

for (const figure of document.querySelectorAll('[data-plans]')) {
  figure.querySelector('[data-plan-tools]').hidden = false;
  let shown = '';
  const buttons = [...figure.querySelectorAll('[data-plan-show]')];
  const panes = figure.querySelector('[data-plan-panes]');
  const show = (wanted) => {
    // The viewer puts its diagram into the middle once: where the width changes, it starts anew.
    const both = wanted === 'both';
    if (panes.classList.toggle('both', both) !== (shown === 'both'))
      for (const frame of panes.querySelectorAll('iframe')) frame.remove();
    shown = wanted;
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.dataset.planShow === wanted));
    for (const pane of figure.querySelectorAll('[data-plan]')) {
      pane.hidden = !both && pane.dataset.side !== wanted;
      if (!pane.hidden && !pane.querySelector('iframe')) pane.append(frameOf(pane));
    }
  };
  const fold = figure.closest('details');
  // A viewer laid out inside a folded part has no size to draw on.
  fold.addEventListener('toggle', () => show(buttons.at(-1).dataset.planShow), { once: true });
  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.planShow));
}

/** The plan is a data block that nothing inside can close; the frame inherits the page's policy, and so its hash of the viewer. */
function frameOf(pane) {
  const frame = document.createElement('iframe');
  frame.title = pane.dataset.title;
  frame.sandbox = 'allow-scripts';
  frame.srcdoc = `<!doctype html><html lang="en"><meta charset="utf-8"><style>${textOf('plan-style')}</style><div id="viewer"></div><script type="application/json" id="plan">${textOf(pane.dataset.plan)}</script><script>${textOf('plan-viewer')}</script></html>`;
  return frame;
}
