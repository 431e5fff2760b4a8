// One row of numbers, the same in every table of the comment.
import type { MetricComparison } from '../../compare/comparison.ts';
import { formatChange, formatInterval } from '../../core/format/format-change.ts';
import { formatQuantity } from '../../core/format/format-quantity.ts';
import { confirmedWords, evidenceWord } from '../select/evidence-words.ts';
import { isWatched } from '../select/sort-metrics.ts';
import { codeSpan, escapeProse } from '../../core/markdown/escape-markdown.ts';

/** Target, metric, base → head, change with interval, what it rests on. */
export function metricCells(row: MetricComparison): readonly string[] {
  return [
    codeSpan(row.target, 60),
    escapeProse(row.label, 60),
    `${unbroken(formatQuantity(row.base, row.unit))} → ${unbroken(formatQuantity(row.head, row.unit))}`,
    [formatChange(row), formatInterval(row)].map(unbroken).join(' ').trim(),
    [evidenceWord(row), confirmedWords(row)].filter((words) => words !== null).join(', '),
  ];
}

/** A number and its unit stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export function conclusionCell(row: MetricComparison): string {
  switch (row.conclusion) {
    case 'regressed':
      return isWatched(row) ? '⚠️ worse (watched)' : '❌ worse';
    case 'improved':
      return '✅ better';
    case 'equivalent':
      return 'equivalent';
    case 'inconclusive':
      return '❔ unsure';
  }
}
