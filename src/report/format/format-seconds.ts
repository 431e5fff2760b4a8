// Rows of times read best in one unit.
import { formatNumber } from '../../core/format/format-number.ts';

/** `61.2 s`, `0.18 s`, `312 s`. */
export function formatSeconds(durationMs: number): string {
  return `${formatNumber(Math.round(durationMs / 10) / 100)} s`;
}
