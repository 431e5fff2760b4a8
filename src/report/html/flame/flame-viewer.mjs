// The flame graphs of the report's page: d3-flame-graph with the page's colours, a search, a tip and both sides' widths.
// `npm run generate` bundles this file into flame-script.ts, which the page carries and names by hash.
import flamegraph from 'd3-flame-graph';
import { select } from 'd3-selection';

const CELL = 20;
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

for (const figure of document.querySelectorAll('[data-flame]')) {
  // Inside a folded part there is no width to draw on yet.
  const fold = figure.closest('details');
  if (fold && !fold.open) fold.addEventListener('toggle', () => draw(figure), { once: true });
  else draw(figure);
}

function draw(figure) {
  const root = JSON.parse(figure.querySelector('script').textContent);
  const host = figure.querySelector('[data-flame-host]');
  const told = figure.querySelector('[data-flame-told]');
  const base = (frame) => Math.max(0, frame.v - frame.d);
  const size = (frame) => Math.max(frame.v, base(frame));
  let side = root.v > 0 ? 'head' : 'base';
  let found = '';

  const shown = (frame) => (side === 'head' ? frame.v : base(frame));
  const largest = Math.max(1e-9, ...deltasBelow(root));
  const unit = Math.max(root.v, base(root));
  const time = (us) => (us >= 1000 ? `${digits(us / 1000)} ms` : `${digits(us)} µs`);
  const signed = (us) => (us === 0 ? '±0' : `${us > 0 ? '+' : '−'}${time(Math.abs(us))}`);
  const sentence = ({ data }) =>
    `${data.n}: ${time(base(data))} on base, ${time(data.v)} on head, ${signed(data.d)} (${digits((100 * size(data)) / unit)} % of the request)`;

  const tip = () => {};
  tip.show = (event, node) => {
    const box = document.querySelector('.tip');
    told.textContent = sentence(node);
    if (!box) return;
    box.textContent = sentence(node);
    box.hidden = false;
    box.style.left = `${Math.max(8, Math.min(event.pageX + 12, scrollX + innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${event.pageY + 16}px`;
  };
  tip.hide = () => {
    const box = document.querySelector('.tip');
    if (box) box.hidden = true;
  };

  const chart = flamegraph()
    .width(host.clientWidth)
    .cellHeight(CELL)
    .minFrameSize(1.5)
    .inverted(true)
    .transitionDuration(calm ? 0 : 250)
    .sort((one, other) => size(other.data) - size(one.data))
    // The search asks for the value of a node, everything else for that of its data.
    .getValue((frame) => shown(frame.data ?? frame))
    .getName(({ data }) => (Math.abs(data.d) > largest * 0.05 ? `${signed(data.d)}  ${data.n}` : data.n))
    .setColorMapper((node) => colorOf(node, largest))
    .setSearchMatch((node, term) => node.data.n.toLowerCase().includes(term.toLowerCase()))
    .setSearchHandler((frames, sum) => {
      told.textContent = `${frames.length} ${frames.length === 1 ? 'bar' : 'bars'} found, ${time(sum)} on ${side}`;
    })
    .onClick((node) => {
      told.textContent = sentence(node);
    })
    .tooltip(tip);
  chart.setDetailsHandler(() => {});
  chart.resetHeightOnZoom?.(true);

  select(host).datum(root).call(chart);
  figure.querySelector('[data-flame-tools]').hidden = false;
  host.hidden = false;
  if (host.clientWidth > 0) chart.width(host.clientWidth).update();

  figure.querySelector('[data-flame-search]').addEventListener('input', (event) => {
    found = event.target.value.trim();
    if (found === '') {
      told.textContent = '';
      chart.clear();
    } else chart.search(found);
  });
  figure.querySelector('[data-flame-reset]').addEventListener('click', () => {
    chart.resetZoom();
  });
  for (const button of figure.querySelectorAll('[data-flame-side]')) {
    button.setAttribute('aria-pressed', String(button.dataset.flameSide === side));
    button.addEventListener('click', () => {
      side = button.dataset.flameSide;
      for (const other of figure.querySelectorAll('[data-flame-side]'))
        other.setAttribute('aria-pressed', String(other === button));
      chart.update();
    });
  }
  let width = host.clientWidth;
  new ResizeObserver(() => {
    if (host.clientWidth === width || host.clientWidth === 0) return;
    width = host.clientWidth;
    chart.width(width).update();
  }).observe(host);
}

/** Worse and better in the page's own two colours, the stronger the more of the change a frame holds. */
function colorOf({ data, highlight }, largest) {
  if (highlight) return 'var(--flame-found)';
  const strength = Math.sqrt(Math.min(1, Math.abs(data.d) / largest));
  if (strength < 0.1) return 'var(--flame-same)';
  const tone = data.d > 0 ? 'var(--flame-worse)' : 'var(--flame-better)';
  return `color-mix(in oklab, ${tone} ${Math.round(15 + 85 * strength)}%, var(--flame-same))`;
}

/** Of what the root called: the root itself always holds the whole change. */
function deltasBelow(root) {
  const deltas = [];
  const open = [...root.c];
  for (let frame = open.pop(); frame; frame = open.pop()) {
    deltas.push(Math.abs(frame.d));
    for (const child of frame.c) open.push(child);
  }
  return deltas.length === 0 ? [Math.abs(root.d)] : deltas;
}

function digits(value) {
  return String(Number(value.toPrecision(3)));
}
