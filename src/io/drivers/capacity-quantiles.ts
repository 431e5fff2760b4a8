// The three quantiles every stretch of load is told by.
import { exactQuantile } from './exact-quantile.ts';

/** Null where there are no samples. */
export function latencyQuantiles(
  samplesMs: readonly number[],
): { p50: number; p95: number; p99: number } | null {
  const ascending = samplesMs.toSorted((one, other) => one - other);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((fraction) => exactQuantile(ascending, fraction));
  return p50 == null || p95 == null || p99 == null ? null : { p50, p95, p99 };
}
