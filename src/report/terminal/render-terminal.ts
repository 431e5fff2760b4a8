// What the command line prints at the end: the verdict, why, the numbers that moved, and what is missing.
import type { MetricComparison } from '../../compare/comparison.ts';
import type { Finding } from '../../compare/finding.ts';
import { formatChangeWithInterval } from '../../core/format/format-change.ts';
import { formatQuantity } from '../../core/format/format-quantity.ts';
import { plural } from '../../core/format/plural.ts';
import { isReviewer } from '../../core/reading-gates.ts';
import type { Report } from '../report.ts';
import { sortFindings } from '../select/sort-findings.ts';
import { evidenceWord } from '../select/evidence-words.ts';
import { noiseToday } from '../select/noise-today.ts';
import { sortMetrics } from '../select/sort-metrics.ts';
import { looseReasons } from '../select/sort-reasons.ts';
import { cleanBlock, cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import { noiseLine } from '../text/noise-text.ts';
import { alignColumns } from './align-columns.ts';
import { paintFor, type Paint } from './paint.ts';
import { queryLines } from './query-lines.ts';
import { productionLines } from './production-lines.ts';
import { wrapText } from './wrap-text.ts';

export interface TerminalOptions {
  readonly color: boolean;
  readonly width: number;
}

const MOST_ROWS = 20;
const MOST_FINDINGS = 10;
const MOST_LINES = 6;
const MOST_TARGETS = 3;
const WORDS = { pass: 'PASS', fail: 'FAIL', neutral: 'NEUTRAL' } as const;

export function renderTerminal(report: Report, { color, width }: TerminalOptions): string {
  const paint = paintFor(color);
  const room = Math.max(40, Math.min(width, 160));
  const blocks = [
    verdictLine(report, paint, room),
    ...findingLines(report, paint, room),
    reasonLines(report, paint, room),
    changedLines(report, paint, room),
    queryLines(report, paint, room),
    unmeasuredLines(report, paint, room),
    skippedLines(report, paint, room),
    productionLines(report, paint, room),
    dimmed(noiseLine(noiseToday(report), 3), paint, room),
    dimmed(countLine(report), paint, room),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function verdictLine({ verdict }: Report, paint: Paint, width: number): string {
  const tone = { pass: paint.good, fail: paint.bad, neutral: paint.unsure }[verdict.conclusion];
  const word = WORDS[verdict.conclusion];
  const [first = '', ...rest] = wrapText(`${word}  ${visible(verdict.headline, 400)}`, width).split('\n');
  return [`${tone(paint.bold(word))}${first.slice(word.length)}`, ...rest].join('\n');
}

function findingLines(report: Report, paint: Paint, width: number): readonly string[] {
  const { loud } = sortFindings(report);
  const shown = loud.slice(0, MOST_FINDINGS).map((finding) => findingLine(finding, paint, width));
  const hidden = loud.length - shown.length;
  return hidden > 0
    ? [...shown, `  …and ${plural(hidden, 'more finding', 'more findings')} in the report.`]
    : shown;
}

function findingLine({ severity, title, detail, location }: Finding, paint: Paint, width: number): string {
  const mark = severity === 'error' ? paint.bad('✗') : paint.unsure('!');
  const place =
    location === null ? [] : [`  ${paint.dim(visible(`${location.path}:${location.line}`, 200))}`];
  const lines = cleanBlock(detail.slice(0, 4000))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, MOST_LINES);
  return [
    `${mark} ${paint.bold(wrapText(visible(title, 300), width, '  ').trimStart())}`,
    ...place,
    ...lines.map((line) => wrapText(visible(line, 400), width, '  ')),
  ].join('\n');
}

function reasonLines(report: Report, paint: Paint, width: number): string {
  const { unmeasured } = report.comparison;
  return looseReasons(report)
    .filter(
      ({ effect, gate, target }) =>
        // Told below, with its mend.
        effect === 'fail' || !unmeasured.some((one) => one.gate === gate && one.target === (target ?? gate)),
    )
    .slice(0, MOST_FINDINGS)
    .map(({ effect, message }) => {
      const mark = effect === 'fail' ? paint.bad('✗') : paint.unsure('?');
      return `${mark} ${wrapText(visible(message, 400), width, '  ').trimStart()}`;
    })
    .join('\n');
}

function changedLines(report: Report, paint: Paint, width: number): string {
  const { changed } = sortMetrics(report);
  const rows = changed.slice(0, MOST_ROWS).map(metricCells);
  if (rows.length === 0) return '';
  const lines = alignColumns({
    head: ['', 'target', 'metric', 'base', 'head', 'change', 'evidence'],
    align: 'lllrrrl',
    rows,
    width,
  });
  const tones = changed.map(({ conclusion }) => (conclusion === 'improved' ? paint.good : paint.bad));
  const [head = '', ...body] = lines;
  const hidden = changed.length - rows.length;
  return [
    paint.dim(head),
    ...body.map((line, row) => (tones[row] ?? paint.dim)(line)),
    ...(hidden > 0 ? [`…and ${hidden} more`] : []),
  ].join('\n');
}

function metricCells(row: MetricComparison): readonly string[] {
  return [
    row.conclusion === 'improved' ? 'better' : 'worse',
    visible(row.target, 36),
    visible(row.label, 30),
    formatQuantity(row.base, row.unit),
    formatQuantity(row.head, row.unit),
    formatChangeWithInterval(row),
    `${evidenceWord(row)}${row.confirmed === null ? '' : row.confirmed ? ', repeated' : ', not repeated'}`,
  ];
}

/** Once per cause: an app that does not start keeps several gates from measuring. */
function unmeasuredLines({ comparison }: Report, paint: Paint, width: number): string {
  const causes = [...Map.groupBy(comparison.unmeasured, ({ reason }) => reason)];
  const shown = causes.slice(0, MOST_FINDINGS).map(([reason, rows]) => {
    const mend = rows[0]?.mend ?? '';
    const what = `${unmeasuredNames(rows)}: ${visible(reason, 300)}`;
    return `${paint.unsure('?')} ${wrapText(what, width, '  ').trimStart()}\n${wrapText(`→ ${visible(mend, 300)}`, width, '  ')}`;
  });
  const hidden = causes.length - shown.length;
  if (shown.length === 0) return '';
  return ['Not measured:', ...shown, ...(hidden > 0 ? [`…and ${hidden} more`] : [])].join('\n');
}

/** `load, profile of GET /a, GET /b and 3 more`. */
function unmeasuredNames(rows: Report['comparison']['unmeasured']): string {
  const gates = [...new Set(rows.map(({ gate }) => gate))].join(', ');
  const targets = [
    ...new Set(rows.filter(({ gate, target }) => gate !== target).map(({ target }) => target)),
  ];
  if (targets.length === 0) return gates;
  const hidden = targets.length - MOST_TARGETS;
  const more = hidden > 0 ? ` and ${hidden} more` : '';
  return `${gates} of ${visible(targets.slice(0, MOST_TARGETS).join(', '), 200)}${more}`;
}

/** Where no speed was measured, why: nobody should take such a pass for more than it is. */
function skippedLines({ comparison, plan }: Report, paint: Paint, width: number): string {
  const runnable = plan.skipped.filter(({ gate }) => !isReviewer(gate));
  if (comparison.metrics.length + comparison.unmeasured.length > 0 || runnable.length === 0) return '';
  const lines = [...Map.groupBy(runnable, ({ reason }) => reason)].map(([reason, gates]) =>
    wrapText(`${gates.map(({ gate }) => gate).join(', ')}: ${visible(reason, 300)}`, width, '  '),
  );
  return paint.dim(['Skipped (`--level comprehensive` runs all there is):', ...lines].join('\n'));
}

function countLine(report: Report): string {
  const { changed, equivalent, inconclusive } = sortMetrics(report);
  return `${plural(report.comparison.metrics.length, 'metric')}: ${changed.length} changed, ${equivalent.length} equivalent, ${inconclusive.length} inconclusive. Risk ${report.risk.score} of 100 (${report.risk.level}).`;
}

function dimmed(text: string, paint: Paint, width: number): string {
  return text === '' ? '' : paint.dim(wrapText(visible(text, 900), width));
}

function visible(text: string, limit: number): string {
  return cutText(cleanLine(text.slice(0, limit * 4)), limit);
}
