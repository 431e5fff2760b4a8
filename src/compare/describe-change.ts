// Says in words how a metric changed: `server CPU per request 8.1 × (0.5 ms → 4.1 ms)`.
import type { MetricComparison } from './comparison.ts';
import { formatNumber, formatValue } from './format-value.ts';

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
    row.base === null || row.head === null ? '' : ` (${valueOf(row.base)} → ${valueOf(row.head)})`;
  return `${shortChange(row)}${values}`;

  function valueOf(value: number): string {
    return formatValue(value, row.unit);
  }
}

/** Distance from "the same", equal for twice and for half; infinite from or to zero. */
export function changeSize({ ratio, base, head }: MetricComparison): number {
  if (ratio !== null && ratio > 0) return Math.abs(Math.log(ratio));
  return base === head ? 0 : Infinity;
}

/** The label as it stands within a sentence: proper names keep their capitals. */
export function inSentence(label: string): string {
  const words = label.split(' ');
  const isName =
    words[0] === 'Lighthouse' || (words.length > 1 && words.every((word) => /^[A-Z]/.test(word)));
  return isName ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function shortChange({ label, ratio }: MetricComparison): string {
  return `${inSentence(label)} ${factor(ratio)}`;
}

function factor(ratio: number | null): string {
  if (ratio === null) return 'up from zero';
  if (ratio <= 0) return 'down to zero';
  if (ratio >= 2) return `${formatNumber(ratio)} ×`;
  if (ratio <= 0.5) return `${formatNumber(1 / ratio)} × lower`;
  const percent = formatNumber(Math.abs(ratio - 1) * 100);
  return ratio < 1 ? `−${percent} %` : `+${percent} %`;
}
