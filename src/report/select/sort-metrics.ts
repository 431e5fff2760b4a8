// Which rows a reader wants first: what changed, the gravest on top.
import type { Conclusion, MetricComparison } from '../../compare/comparison.ts';
import { isMetricId, METRICS } from '../../core/metric.ts';
import type { Report } from '../report.ts';

export interface SortedMetrics {
  /** Regressed rows, then improved ones. */
  readonly changed: readonly MetricComparison[];
  readonly inconclusive: readonly MetricComparison[];
  readonly equivalent: readonly MetricComparison[];
}

export function sortMetrics({ comparison }: Report): SortedMetrics {
  const of = (conclusion: Conclusion) => comparison.metrics.filter((row) => row.conclusion === conclusion);
  return {
    changed: [...of('regressed').toSorted(byWeight), ...of('improved').toSorted(byWeight)],
    inconclusive: of('inconclusive').toSorted(byWeight),
    equivalent: of('equivalent'),
  };
}

/** Watched metrics are shown but cannot fail a pull request. */
export function isWatched(row: MetricComparison): boolean {
  return isMetricId(row.metric) && METRICS[row.metric].role === 'watch';
}

function byWeight(one: MetricComparison, other: MetricComparison): number {
  return Number(isWatched(one)) - Number(isWatched(other)) || distance(other) - distance(one);
}

/** How far a ratio is from 1, the same for twice and for half. */
function distance({ ratio }: MetricComparison): number {
  if (ratio === null) return Number.MAX_VALUE;
  return ratio > 0 ? Math.abs(Math.log(ratio)) : Number.MAX_VALUE;
}
