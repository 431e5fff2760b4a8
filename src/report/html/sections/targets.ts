// A card for each target with the raw rounds behind its numbers; targets where nothing moved are folded.
import type { MetricComparison } from '../../../compare/comparison.ts';
import type { Measurement, Observation } from '../../../measure/measurement.ts';
import { formatDuration } from '../../../core/format/format-duration.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { byEvidence } from '../../select/evidence-words.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { sideBySide } from '../charts/side-by-side.ts';
import { markup, type Markup } from '../markup.ts';
import { metricPanel } from './metric-panel.ts';

type State = 'changed' | 'unsure' | 'unmeasured' | 'equivalent';
const ORDER: Readonly<Record<State, number>> = { changed: 0, unmeasured: 1, unsure: 2, equivalent: 3 };

interface TargetCard {
  readonly measurement: Measurement;
  readonly rows: readonly MetricComparison[];
  readonly state: State;
}

export function targetsSection(report: Report): Markup | null {
  const rowsOf = Map.groupBy(report.comparison.metrics, ({ gate, target }) => `${gate} ${target}`);
  const cards = report.measurements
    .map((measurement): TargetCard => {
      const rows = rowsOf.get(`${measurement.gate} ${measurement.target}`) ?? [];
      return { measurement, rows, state: stateOf(measurement, rows) };
    })
    .toSorted((one, other) => ORDER[one.state] - ORDER[other.state]);
  if (cards.length === 0) return null;
  return markup`<section id="targets"><h2>Targets</h2>
  ${filters(cards)}
  <div class="targets">${cards.map(targetCard)}</div>
  <p class="nothing" hidden>No target matches.</p>
</section>`;
}

function stateOf({ outcome }: Measurement, rows: readonly MetricComparison[]): State {
  if (outcome.status === 'unmeasured') return 'unmeasured';
  const has = (...conclusions: readonly string[]) => rows.some((row) => conclusions.includes(row.conclusion));
  if (has('regressed', 'improved')) return 'changed';
  return has('inconclusive') ? 'unsure' : 'equivalent';
}

/** Shown by the page's script alone: without it every card is there. */
function filters(cards: readonly TargetCard[]): Markup {
  const count = (state: State) => cards.filter((card) => card.state === state).length;
  const button = (state: State | 'all', name: string, amount: number) =>
    markup`<button type="button" data-filter="${state}" aria-pressed="${state === 'all' ? 'true' : 'false'}">${name} <span>${amount}</span></button>`;
  return markup`<div class="filters" hidden role="group" aria-label="Which targets to show">
    ${button('all', 'All', cards.length)} ${button('changed', 'Changed', count('changed'))} ${button('unsure', 'Unsure', count('unsure'))} ${button('unmeasured', 'Not measured', count('unmeasured'))} ${button('equivalent', 'Equivalent', count('equivalent'))}
    <label><span class="unseen">Find a target</span><input type="search" placeholder="Find a target" data-search></label>
  </div>`;
}

function targetCard({ measurement, rows, state }: TargetCard): Markup {
  const { gate, target, durationMs } = measurement;
  const open = state === 'changed' || state === 'unmeasured' ? markup`open` : markup``;
  return markup`<details class="card target ${state}" data-state="${state}" data-name="${target}" ${open}>
  <summary><span class="tag">${gate}</span> <span class="name">${cutText(target, 160)}</span> <span class="gist">${gist(state, rows)}</span> <span class="took">${formatDuration(durationMs)}</span></summary>
  ${body(measurement, rows)}
</details>`;
}

function gist(state: State, rows: readonly MetricComparison[]): string {
  const count = (conclusion: string) => rows.filter((row) => row.conclusion === conclusion).length;
  if (state === 'unmeasured') return 'not measured';
  if (state === 'equivalent') return rows.length === 0 ? 'no numbers' : 'equivalent';
  const parts = [
    { amount: count('regressed'), word: 'worse' },
    { amount: count('improved'), word: 'better' },
    { amount: count('inconclusive'), word: 'unsure' },
  ];
  return parts.flatMap(({ amount, word }) => (amount === 0 ? [] : [`${amount} ${word}`])).join(', ');
}

function body({ outcome }: Measurement, rows: readonly MetricComparison[]): Markup {
  if (outcome.status === 'unmeasured') {
    return markup`<p class="why"><strong>${cutText(outcome.reason, 600)}</strong></p><p class="mend">→ ${cutText(outcome.mend, 600)}</p>`;
  }
  const panels = rows.toSorted(byConclusion).map((row) =>
    metricPanel(
      row,
      outcome.series.find(({ metric }) => metric === row.metric),
    ),
  );
  const seen = outcome.observations.slice(0, 20);
  return markup`<div class="panels">${panels}</div>${
    seen.length === 0
      ? null
      : markup`<details class="seen"><summary>${plural(seen.length, 'observation')}</summary><ul>${seen.map(observationItem)}</ul></details>`
  }`;
}

/** A finding shows its evidence itself; the tables of the others stand here. */
function observationItem({ title, side, severity, evidence }: Observation): Markup {
  const shown = side === 'head' && severity !== 'note' ? null : sideBySide(evidence);
  return markup`<li>${cutText(title, 300)} <span class="tag">${side}</span>${shown}</li>`;
}

function byConclusion(one: MetricComparison, other: MetricComparison): number {
  const rank = { regressed: 0, improved: 0, inconclusive: 1, equivalent: 2 };
  return rank[one.conclusion] - rank[other.conclusion] || byEvidence(one, other);
}
