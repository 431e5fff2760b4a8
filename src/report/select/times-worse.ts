// One direction for every chart: above 1 is worse, whether the metric should be low or high.
import type { MetricComparison } from '../../compare/comparison.ts';

export interface TimesWorse {
  readonly point: number;
  /** Ends of the interval; both equal the point for exact numbers. */
  readonly low: number;
  readonly high: number;
}

/** Null where head and base have no ratio that a logarithm can show. */
export function timesWorse({ ratio, interval, better }: MetricComparison): TimesWorse | null {
  if (ratio === null || !Number.isFinite(ratio) || ratio <= 0) return null;
  const low = Math.max(interval?.low ?? ratio, Number.MIN_VALUE);
  const high = Math.max(interval?.high ?? ratio, Number.MIN_VALUE);
  return better === 'lower'
    ? { point: ratio, low, high }
    : { point: 1 / ratio, low: 1 / high, high: 1 / low };
}
