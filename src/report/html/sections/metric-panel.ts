// One metric of one target: its change, and the rounds it was drawn from.
import type { MetricComparison } from '../../../compare/comparison.ts';
import type { Series } from '../../../measure/measurement.ts';
import { formatChangeWithInterval } from '../../../core/format/format-change.ts';
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import { plural } from '../../../core/format/plural.ts';
import { confirmedWords, evidenceWord } from '../../select/evidence-words.ts';
import { pairChart } from '../charts/pair-chart.ts';
import { twoBars } from '../charts/two-bars.ts';
import { markup, type Markup } from '../markup.ts';

const MOST_ROUNDS = 120;

export function metricPanel(row: MetricComparison, series: Series | undefined): Markup {
  return markup`<div class="panel ${row.conclusion}">
  <p class="panel-head"><span>${row.label}</span> <strong>${formatChangeWithInterval(row)}</strong></p>
  <p class="panel-kind">${[evidenceWord(row), confirmedWords(row)].filter((words) => words !== null).join(', ')}</p>
  ${row.evidence === 'exact' || series === undefined ? twoBars(row) : rounds(row, series)}
</div>`;
}

function rounds(row: MetricComparison, series: Series): Markup {
  const value = (amount: number | null) => formatQuantity(amount, row.unit);
  const label = `${row.label}: ${plural(series.rounds.length, 'round')}, median ${value(row.base)} on base and ${value(row.head)} on head`;
  const drawn = pairChart(series, label);
  if (drawn === null) return twoBars(row);
  return markup`<div class="rounds"><div class="ends" aria-hidden="true"><span>${value(drawn.high)}</span><span>${value(Math.max(0, drawn.low))}</span></div><div class="plane">${drawn.chart}</div></div>
  <p class="key"><span class="base">base ${value(row.base)}</span> <span class="head">head ${value(row.head)}</span> <span>${plural(drawn.restarts, 'restart')}</span></p>
  ${row.conclusion === 'equivalent' ? null : roundTable(row, series)}`;
}

function roundTable(row: MetricComparison, { rounds }: Series): Markup {
  const shown = rounds.slice(0, MOST_ROUNDS);
  const hidden = rounds.length - shown.length;
  return markup`<details class="raw"><summary>${plural(rounds.length, 'round')} as a table</summary><table><thead><tr><th scope="col">Restart</th><th scope="col" class="num">Base</th><th scope="col" class="num">Head</th></tr></thead><tbody>${shown.map(
    ({ restart, base, head }) =>
      markup`<tr><td>${restart + 1}</td><td class="num">${formatQuantity(base, row.unit)}</td><td class="num">${formatQuantity(head, row.unit)}</td></tr>`,
  )}</tbody></table>${hidden > 0 ? markup`<p>…and ${hidden} more, in the data of this page.</p>` : null}</details>`;
}
