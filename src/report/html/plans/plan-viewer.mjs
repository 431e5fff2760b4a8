// The plan viewer inside its frame: PEV2 over the plan and the statement that the frame carries as data.
// `npm run generate` bundles this file into plan-script.ts; the page holds it as data and runs it only in such frames.
import { Plan } from 'pev2';
import { createApp, h } from 'vue';

// A frame without an origin is refused any storage, even a look at it; PEV2 keeps there whether its grid was seen.
const kept = new Map();
Object.defineProperty(window, 'localStorage', {
  value: {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
  },
});

// In a frame made of text an address is taken for one of the page around it; only PEV2's own places are gone to.
document.addEventListener('click', (event) => {
  const address = event.target.closest('a[href]')?.getAttribute('href') ?? '';
  if (address === '' || event.defaultPrevented) return;
  event.preventDefault();
  if (address.startsWith('#')) location.hash = address;
});

const planSource = document.getElementById('plan').textContent;
createApp({ render: () => h(Plan, { planSource, planQuery: '' }) }).mount('#viewer');
