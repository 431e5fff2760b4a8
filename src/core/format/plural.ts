// Counted things, spelled right.
import { formatNumber } from './format-number.ts';

/** `1 file`, `3 files`, `2 queries` (with the plural given). */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
