// One row of numbers, the same in every table of the comment.
import type { MetricComparison } from '../../compare/comparison.ts';
import { formatChangeWithInterval } from '../format/format-change.ts';
import { formatQuantity } from '../format/format-quantity.ts';
import { isWatched } from '../select/sort-metrics.ts';
import { codeSpan, escapeProse } from './escape-markdown.ts';

/** Target, metric, base → head, change with interval, class. */
export function metricCells(row: MetricComparison): readonly string[] {
  return [
    codeSpan(row.target, 60),
    escapeProse(row.label, 60),
    `${formatQuantity(row.base, row.unit)} → ${formatQuantity(row.head, row.unit)}`,
    formatChangeWithInterval(row),
    row.evidence,
  ];
}

export function conclusionCell(row: MetricComparison): string {
  switch (row.conclusion) {
    case 'regressed':
      return isWatched(row) ? '⚠️ worse (watched)' : '❌ worse';
    case 'improved':
      return '✅ better';
    case 'unchanged':
      return 'same';
    case 'inconclusive':
      return '❔ unsure';
  }
}
