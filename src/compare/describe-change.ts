// Says in words how a metric changed: `server CPU per request ×8.1 (0.5 ms → 4.1 ms)`.
import { formatChange } from '../core/format/format-change.ts';
import { isMetricId, METRICS } from '../core/metric.ts';
import { formatQuantity } from '../core/format/format-quantity.ts';
import type { MetricComparison } from './comparison.ts';

/** All changes as one phrase, the largest first and with its values; beyond three the rest is counted. */
export function describeChanges(rows: readonly MetricComparison[]): string {
  const sorted = rows.toSorted((one, other) => changeSize(other) - changeSize(one));
  const shown = sorted
    .slice(0, 3)
    .map((row, index) => (index === 0 ? describeChange(row) : shortChange(row)));
  const more = sorted.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}

export function describeChange(row: MetricComparison): string {
  const values =
    row.base === null || row.head === null
      ? ''
      : ` (${formatQuantity(row.base, row.unit)} → ${formatQuantity(row.head, row.unit)})`;
  return `${shortChange(row)}${values}`;
}

/** Distance from "the same", equal for twice and for half. From or to zero it is told by the smallest change worth telling. */
export function changeSize({ metric, ratio, base, head }: MetricComparison): number {
  if (ratio !== null && ratio > 0) return Math.abs(Math.log(ratio));
  if (base === head || base === null || head === null) return 0;
  const least = isMetricId(metric) ? METRICS[metric].minimumChange : 0;
  return least > 0 ? Math.abs(Math.log((head + least) / (base + least))) : Infinity;
}

/** The label as it stands within a sentence: proper names keep their capitals. */
export function inSentence(label: string): string {
  const words = label.split(' ');
  const isName =
    words[0] === 'Lighthouse' || (words.length > 1 && words.every((word) => /^[A-Z]/.test(word)));
  return isName ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function shortChange(row: MetricComparison): string {
  return `${inSentence(row.label)} ${formatChange(row)}`;
}
