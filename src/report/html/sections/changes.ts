// The forest plot: every ratio on one scale, with its interval and the band below which nothing is called a change.
import type { MetricComparison } from '../../../compare/comparison.ts';
import { formatChange, formatInterval } from '../../../core/format/format-change.ts';
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { isQuiet } from '../../select/is-quiet.ts';
import { confirmedWords, EVIDENCE_LEGEND, evidenceWord } from '../../select/evidence-words.ts';
import { isWatched, sortMetrics } from '../../select/sort-metrics.ts';
import { timesWorse } from '../../select/times-worse.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { formatShare } from '../../text/noise-text.ts';
import { forestAxis, forestScale, forestStrip } from '../charts/forest-strip.ts';
import { markup, type Markup } from '../markup.ts';

export function changesSection(report: Report): Markup | null {
  const { changed, inconclusive, equivalent } = sortMetrics(report);
  const moved = [...changed, ...inconclusive];
  if (moved.length + equivalent.length === 0) return null;
  const quiet = isQuiet(report) ? markup`open` : markup``;
  return markup`<section id="changes"><h2>Base against head</h2>
  <p class="lead">Head ÷ base on a logarithmic scale, turned so that worse is always to the right. Whiskers are the interval of a noisy metric; the shaded band is what could not be told from noise today: inside it no change is called one. ${EVIDENCE_LEGEND}</p>
  ${legend()}
  ${moved.length === 0 ? null : forest(moved, 'Metrics that changed or stayed uncertain')}
  ${
    equivalent.length === 0
      ? null
      : markup`<details ${quiet}><summary>${plural(equivalent.length, 'equivalent metric')}</summary>${forest(equivalent, 'Metrics proven equivalent')}</details>`
  }
</section>`;
}

function legend(): Markup {
  const key = (conclusion: string, path: Markup, text: string) =>
    markup`<span class="mark ${conclusion}"><svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">${path}</svg>${text}</span>`;
  return markup`<p class="legend">${key('regressed', markup`<path d="M-6 -6L7 0L-6 6Z"/>`, 'worse')} ${key('improved', markup`<path d="M6 -6L-7 0L6 6Z"/>`, 'better')} ${key('inconclusive', markup`<circle r="5" class="hollow"/>`, 'unsure')} ${key('equivalent', markup`<circle r="4"/>`, 'equivalent')}</p>`;
}

function forest(rows: readonly MetricComparison[], caption: string): Markup {
  const scale = forestScale(rows);
  return markup`<table class="forest" data-sortable><caption class="unseen">${caption}</caption>
  <thead><tr><th scope="col">Target and metric</th><th scope="col" class="num">Base</th><th scope="col" class="num">Head</th><th scope="col" class="num">Change</th><th scope="col" class="plot" data-fixed><span class="sides"><span>← better</span><span>worse →</span></span>${forestAxis(scale)}</th></tr></thead>
  <tbody>${rows.map((row) => forestRow(row, markup`${forestStrip(row, scale)}`))}</tbody></table>`;
}

function forestRow(row: MetricComparison, strip: Markup): Markup {
  const interval = formatInterval(row);
  const need =
    row.need === null ? null : markup`<span class="need">To settle it: ${cutText(row.need, 120)}</span>`;
  return markup`<tr class="${row.conclusion}">
  <th scope="row" data-sort="${row.target} ${row.label}"><span class="of">${cutText(row.target, 80)}</span><span class="metric">${row.label} <span class="class" data-tip="${classTip(row)}" tabindex="0">${evidenceWord(row)}${isWatched(row) ? ', watched' : ''}</span></span>${repeated(row)}${need}</th>
  <td class="num" data-sort="${row.base ?? ''}" data-label="Base">${formatQuantity(row.base, row.unit)}</td>
  <td class="num" data-sort="${row.head ?? ''}" data-label="Head">${formatQuantity(row.head, row.unit)}</td>
  <td class="num change" data-sort="${timesWorse(row)?.point ?? ''}" data-label="Change"><strong>${formatChange(row)}</strong> <span class="interval">${interval}</span> <span class="unseen">${spoken(row)}</span></td>
  <td class="plot">${strip}</td></tr>`;
}

function classTip(row: MetricComparison): string {
  const kind =
    row.evidence === 'exact'
      ? 'Repeats to the digit on the same code.'
      : `${plural(row.pairs, 'pair')} of runs.`;
  const noise = row.noise === null ? '' : ` Base differs from base by up to ±${formatShare(row.noise)}.`;
  const least = row.detectable ?? row.floor;
  const watched = isWatched(row) ? ' Shown, but it cannot fail a pull request.' : '';
  return `${kind}${noise} Changes below ${formatShare(least)} are not called one.${watched}`;
}

/** A change found was looked for again; whether it came back is told either way. */
function repeated(row: MetricComparison): Markup | null {
  const words = confirmedWords(row);
  return words === null
    ? null
    : markup`<span class="repeated ${row.confirmed === true ? 'yes' : 'no'}">${row.confirmed === true ? '✓' : '✗'} ${words}</span>`;
}

function spoken({ conclusion }: MetricComparison): string {
  return { regressed: 'worse', improved: 'better', equivalent: 'equivalent', inconclusive: 'unsure' }[
    conclusion
  ];
}
