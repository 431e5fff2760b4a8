// How far the machine was from itself today: what no reader should take for a change.
import type { MetricComparison } from '../../../compare/comparison.ts';
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { byEvidence, evidenceWord } from '../../select/evidence-words.ts';
import { noiseToday, type MetricNoise } from '../../select/noise-today.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { formatShare, formatSpread } from '../../text/noise-text.ts';
import { markup, type Markup } from '../markup.ts';

const MOST_TARGETS = 100;

export function noiseSection(report: Report): Markup | null {
  const metrics = noiseToday(report);
  if (metrics.length === 0) return null;
  return markup`<section id="noise"><h2>Noise of today</h2>
  <p class="lead">Base was also measured against itself, in a second process beside the first: 95 % of those ratios lie within the noise given here. From that, from the rounds there was time for and from the metric’s floor follows the smallest change that could have been called one; smaller ones would not have been seen.</p>
  <div class="scroll" tabindex="0" role="group" aria-label="Noise of each metric"><table><thead><tr><th scope="col">Metric</th><th scope="col">Evidence</th><th scope="col" class="num">Base against base</th><th scope="col" class="num">Could be seen from</th><th scope="col" class="num">Targets</th></tr></thead><tbody>${metrics.map(metricRow)}</tbody></table></div>
  ${byTarget(report)}
</section>`;
}

function metricRow(metric: MetricNoise): Markup {
  return markup`<tr><th scope="row">${metric.label}${metric.isWatched ? markup` <span class="tag">watched</span>` : null}</th><td>${evidenceWord(metric)}</td><td class="num">${formatSpread(metric.noise, '±')}</td><td class="num">${formatSpread(metric.detectable)}</td><td class="num">${metric.targets}</td></tr>`;
}

function byTarget({ comparison }: Report): Markup {
  const noisy = comparison.metrics.filter(({ noise, detectable }) => noise !== null || detectable !== null);
  const groups = [...Map.groupBy(noisy, ({ gate, target }) => JSON.stringify([gate, target])).values()];
  const hidden = groups.length - MOST_TARGETS;
  return markup`<details><summary>${plural(groups.length, 'target')}, one by one</summary><div class="noises">${groups.slice(0, MOST_TARGETS).map(targetTable)}</div>${hidden > 0 ? markup`<p class="more">…and ${hidden} more, in the data of this page.</p>` : null}</details>`;
}

function targetTable(rows: readonly MetricComparison[]): Markup {
  const [first] = rows;
  const name = first === undefined ? '' : `${first.gate} of ${cutText(first.target, 120)}`;
  return markup`<table class="noise"><caption>${name}</caption><thead><tr><th scope="col">Metric</th><th scope="col" class="num">Base</th><th scope="col" class="num">Noise</th><th scope="col" class="num">Could be seen from</th></tr></thead><tbody>${rows
    .toSorted(byEvidence)
    .map(
      (row) =>
        markup`<tr><th scope="row">${row.label}</th><td class="num">${formatQuantity(row.base, row.unit)}</td><td class="num">${row.noise === null ? '–' : `±${formatShare(row.noise)}`}</td><td class="num">${row.detectable === null ? '–' : formatShare(row.detectable)}</td></tr>`,
    )}</tbody></table>`;
}
