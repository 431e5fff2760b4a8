// What the queries cost, the dearest first, and the plans behind it: in the viewer people know, and as text.
import { SIDES, type Side } from '../../../core/side.ts';
import type { MetricComparison } from '../../../compare/comparison.ts';
import { formatChange } from '../../../core/format/format-change.ts';
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import type { Report } from '../../report.ts';
import { queryCosts } from '../../select/query-costs.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { sideBySide } from '../charts/side-by-side.ts';
import { embedJson } from '../embed-json.ts';
import { markup, type Markup } from '../markup.ts';
import type { QueryPlans } from '../plans/query-plans.ts';

const MOST = 100;

/** Null where no query was measured. */
export function queriesSection(report: Report, plans: readonly QueryPlans[]): Markup | null {
  const costs = queryCosts(report);
  if (costs.length + plans.length === 0) return null;
  const rank = new Map(costs.map(({ target }, place) => [target, place]));
  const rankOf = ({ target }: QueryPlans) => rank.get(target) ?? costs.length;
  const sorted = plans.toSorted((one, other) => rankOf(one) - rankOf(other));
  return markup`<section id="queries"><h2>Queries</h2>
  ${costs.length === 0 ? null : costTable(costs)}
  ${sorted.map((query, place) => card({ query, place, cost: costs.find(({ target }) => target === query.target) }))}
</section>`;
}

function costTable(costs: readonly MetricComparison[]): Markup {
  const hidden = costs.length - MOST;
  return markup`<p class="lead">One run of each query, the dearest on head first: the blocks of 8 kB it touches or, where it was not run, what the planner expects it to cost.</p>
  <div class="scroll" tabindex="0" role="group" aria-label="What the queries cost"><table><thead><tr><th scope="col">Query</th><th scope="col">Measured as</th><th scope="col" class="num">Base</th><th scope="col" class="num">Head</th><th scope="col" class="num">Change</th></tr></thead>
  <tbody>${costs.slice(0, MOST).map(costRow)}</tbody></table></div>
  ${hidden > 0 ? markup`<p class="more">…and ${hidden} cheaper ones, in the data of this page.</p>` : null}`;
}

function costRow(row: MetricComparison): Markup {
  const tone = { regressed: 'bad', improved: 'good', inconclusive: '', equivalent: '' }[row.conclusion];
  return markup`<tr><th scope="row">${cutText(row.target, 160)}</th><td>${row.label}</td><td class="num">${formatQuantity(row.base, row.unit)}</td><td class="num">${formatQuantity(row.head, row.unit)}</td><td class="num ${tone}">${formatChange(row)}</td></tr>`;
}

interface Card {
  readonly query: QueryPlans;
  readonly place: number;
  readonly cost: MetricComparison | undefined;
}

/** The viewer is made when the card is opened; without JavaScript the trees below it say the same. */
function card({ query: { gate, target, sides }, place, cost }: Card): Markup {
  const name = cutText(target, 160);
  const shown = SIDES.filter((side) => sides[side] !== null);
  const gist =
    cost === undefined
      ? ''
      : `${formatQuantity(cost.base, cost.unit)} on base, ${formatQuantity(cost.head, cost.unit)} on head`;
  return markup`<details class="card flame plans"><summary><span class="tag">plan</span> <span class="tag">${gate}</span> <span class="name">${name}</span> <span class="gist">${gist}</span></summary>
  <figure data-plans aria-label="Plans of ${name}">
    <div class="flame-tools" data-plan-tools hidden><span role="group" aria-label="Which plan to show">Plan of: ${choices(shown)}</span></div>
    <div class="plan-panes" data-plan-panes>${shown.map(
      (side) =>
        markup`${embedJson(`plan-${place}-${side}`, sides[side]?.answer)}<div class="plan-pane" data-plan="plan-${place}-${side}" data-side="${side}" data-title="Plan of ${name} on ${side}" hidden><p>${side}</p></div>`,
    )}</div>
    <figcaption><details class="raw"><summary>As text</summary>${sideBySide({ base: sides.base?.tree ?? null, head: sides.head?.tree ?? null })}</details></figcaption>
  </figure></details>`;
}

/** The last one is shown first. */
function choices(shown: readonly Side[]): readonly Markup[] {
  const both = shown.length === 2 ? ['both'] : [];
  return [...both, ...shown].map(
    (choice) =>
      markup`<button type="button" data-plan-show="${choice}" aria-pressed="false">${choice === 'both' ? 'base and head' : choice}</button> `,
  );
}
