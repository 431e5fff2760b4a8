// The raw rounds of a timed metric: each pair as a line from base to head, restart by restart.
import type { Series } from '../../../measure/measurement.ts';
import { markup, type Markup } from '../markup.ts';
import { linearScale } from './scale.ts';

const WIDTH = 1000;
const HEIGHT = 100;
/** More pairs than this are a blur: later ones are left to the table. */
const MOST_ROUNDS = 240;

export interface PairChart {
  readonly chart: Markup;
  /** Ends of the vertical axis, in the metric's unit. */
  readonly low: number;
  readonly high: number;
  readonly restarts: number;
}

/** Three paths in all: lines, base squares, head dots; strokes keep their size when the chart is stretched. Null without values. */
export function pairChart({ rounds }: Series, label: string): PairChart | null {
  const shown = rounds.slice(0, MOST_ROUNDS);
  const values = shown.flatMap(({ base, head }) => [base, head].filter((value) => value !== null));
  if (values.length === 0) return null;
  const scale = linearScale(values);
  const y = (value: number) => Number((HEIGHT - (scale.at(value) / 100) * HEIGHT).toFixed(1));
  const restarts = [...new Set(shown.map(({ restart }) => restart))];
  const column = WIDTH / restarts.length;
  const places = new Map(restarts.map((restart, place) => [restart, place * column]));
  const lines: string[] = [];
  const dots = { base: [] as string[], head: [] as string[] };
  for (const { restart, base, head } of shown) {
    const left = places.get(restart) ?? 0;
    const from = `${Math.round(left + column * 0.28)} `;
    const to = `${Math.round(left + column * 0.72)} `;
    if (base !== null) dots.base.push(`M${from}${y(base)}h0`);
    if (head !== null) dots.head.push(`M${to}${y(head)}h0`);
    if (base !== null && head !== null) lines.push(`M${from}${y(base)}L${to}${y(head)}`);
  }
  const walls = restarts.slice(1).map((_, place) => `M${Math.round((place + 1) * column)} 0V${HEIGHT}`);
  const chart = markup`<svg class="pairs" viewBox="0 -6 ${WIDTH} ${HEIGHT + 12}" preserveAspectRatio="none" role="img" aria-label="${label}">
    <path class="walls" d="${walls.join('')}"/><path class="ties" d="${lines.join('')}"/>
    <path class="dots base" d="${dots.base.join('')}"/><path class="dots head" d="${dots.head.join('')}"/>
  </svg>`;
  return { chart, low: scale.low, high: scale.high, restarts: restarts.length };
}
