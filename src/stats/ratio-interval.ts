// The ratio head / base with its interval from paired rounds nested in restarts: the one number most readers look at.
import { halfWidth, nestedEstimate, type NestedEstimate } from './nested-estimate.ts';

export interface Pair {
  /** Pairs of one restart of the processes are not independent of each other. */
  readonly restart: number;
  readonly base: number;
  readonly head: number;
}

/**
 * Spread (standard deviation) of the ratio from one start of the processes to the next on unchanged code, as a fraction.
 * Two processes with 2 % each, of which the ratio sees both: √2 × 2 % = 2.8 %, rounded up.
 */
const RESTART_SPREAD = 0.03;

/**
 * Estimate of log(head / base). Logarithms make the ratio symmetric (twice as slow is as far from 1 as twice as fast) and
 * the noise of durations, which is multiplicative, additive: Fleming and Wallace, CACM 29 (1986). Null where a value is not
 * positive or there are fewer than two pairs.
 */
export function logRatioEstimate(pairs: readonly Pair[]): NestedEstimate | null {
  if (pairs.some(({ base, head }) => base <= 0 || head <= 0)) return null;
  return nestedEstimate(
    byRestart(pairs, ({ base, head }) => Math.log(head / base)),
    RESTART_SPREAD,
  );
}

/** Estimate of head - base, for numbers that may be zero; null where there are fewer than two pairs or all values are zero. */
export function differenceEstimate(pairs: readonly Pair[]): NestedEstimate | null {
  const level =
    pairs.reduce((sum, { base, head }) => sum + Math.abs(base) + Math.abs(head), 0) / (2 * pairs.length);
  if (!(level > 0)) return null;
  return nestedEstimate(
    byRestart(pairs, ({ base, head }) => head - base),
    RESTART_SPREAD * level,
  );
}

/** The ratio with the interval that holds the true one with this confidence. */
export function ratioInterval(
  pairs: readonly Pair[],
  confidence: number,
): { readonly ratio: number; readonly low: number; readonly high: number } | null {
  const estimate = logRatioEstimate(pairs);
  if (estimate === null) return null;
  const half = halfWidth(estimate, confidence);
  return {
    ratio: Math.exp(estimate.centre),
    low: Math.exp(estimate.centre - half),
    high: Math.exp(estimate.centre + half),
  };
}

function byRestart(pairs: readonly Pair[], valueOf: (pair: Pair) => number): number[][] {
  const groups = new Map<number, number[]>();
  for (const pair of pairs) {
    const group = groups.get(pair.restart);
    if (group === undefined) groups.set(pair.restart, [valueOf(pair)]);
    else group.push(valueOf(pair));
  }
  return [...groups.values()];
}
