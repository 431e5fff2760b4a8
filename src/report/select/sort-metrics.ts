// Which rows a reader wants first: what got worse, facts before timings, and the gravest target of a metric on top.
import type { Conclusion, MetricComparison } from '../../compare/comparison.ts';
import { isMetricId, METRICS } from '../../core/metric.ts';
import type { Report } from '../report.ts';
import { byEvidence } from './evidence-words.ts';

export interface SortedMetrics {
  /** Regressed rows, then improved ones. */
  readonly changed: readonly MetricComparison[];
  readonly inconclusive: readonly MetricComparison[];
  readonly equivalent: readonly MetricComparison[];
}

export function sortMetrics({ comparison }: Report): SortedMetrics {
  const of = (conclusion: Conclusion) =>
    comparison.metrics.filter((row) => row.conclusion === conclusion).toSorted(byWeight);
  return {
    changed: [...of('regressed'), ...of('improved')],
    inconclusive: of('inconclusive'),
    equivalent: of('equivalent'),
  };
}

/** The rows that moved furthest, in the order they came. */
export function furthest(rows: readonly MetricComparison[], most: number): readonly MetricComparison[] {
  const kept = new Set(rows.toSorted((one, other) => distance(other) - distance(one)).slice(0, most));
  return rows.filter((row) => kept.has(row));
}

/** Watched metrics are shown but cannot fail a pull request. */
export function isWatched(row: MetricComparison): boolean {
  return isMetricId(row.metric) && METRICS[row.metric].role === 'watch';
}

function byWeight(one: MetricComparison, other: MetricComparison): number {
  return byEvidence(one, other) || distance(other) - distance(one);
}

/** How far a ratio is from 1, the same for twice and for half. */
function distance({ ratio }: MetricComparison): number {
  if (ratio === null) return Number.MAX_VALUE;
  return ratio > 0 ? Math.abs(Math.log(ratio)) : Number.MAX_VALUE;
}
