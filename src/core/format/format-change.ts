// How far head is from base: a percentage while it is small, a factor once it has doubled.
import { formatNumber } from './format-number.ts';

interface Change {
  readonly base: number | null;
  readonly head: number | null;
  readonly ratio: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** `×25.5`, `+12.3 %`, `−40 %`, `±0 %`; words where no ratio can be told. */
export function formatChange({ base, head, ratio }: Change): string {
  if (ratio === null) return withoutRatio(base, head);
  return isFactor(ratio) ? `×${formatNumber(ratio)}` : `${signed(ratio)} %`;
}

/** `[10.1, 14.6]` in the unit of the change, `[24, 27.1]` for factors; empty for exact numbers. */
export function formatInterval({ ratio, interval }: Change): string {
  if (ratio === null || interval === null) return '';
  const { low, high } = interval;
  if (isFactor(ratio)) return `[${formatNumber(low)}, ${formatNumber(high)}]`;
  return `[${bound(low)}, ${bound(high)}]`;
}

/** The change with its interval, where it has one. */
export function formatChangeWithInterval(change: Change): string {
  return `${formatChange(change)} ${formatInterval(change)}`.trim();
}

function isFactor(ratio: number): boolean {
  return ratio >= 2;
}

function withoutRatio(base: number | null, head: number | null): string {
  if (base === null && head === null) return 'no values';
  if (base === null) return 'only on head';
  if (head === null) return 'only on base';
  return head === base ? '±0 %' : 'from zero';
}

function signed(ratio: number): string {
  const text = percent(ratio);
  if (text === '0') return '±0';
  return ratio > 1 ? `+${text}` : `−${text}`;
}

function bound(ratio: number): string {
  const text = percent(ratio);
  return ratio < 1 && text !== '0' ? `−${text}` : text;
}

/** One decimal below 100 %, none above; the sign is the caller's. */
function percent(ratio: number): string {
  const value = Math.abs(ratio - 1) * 100;
  return value >= 99.95 ? formatNumber(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
}
