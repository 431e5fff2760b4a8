// Which rows of the table speak for one target: the gate metrics that changed beyond doubt.
import type { GateId } from '../core/gate-id.ts';
import { isMetricId, METRICS } from '../core/metric.ts';
import type { Comparison, Conclusion, MetricComparison } from './comparison.ts';

interface Target {
  readonly gate: GateId;
  readonly target: string;
}

export function gateRegressions(comparison: Comparison, target: Target): MetricComparison[] {
  return gateRows(comparison, target).filter(({ conclusion }) => conclusion === 'regressed');
}

function gateRows({ metrics }: Comparison, { gate, target }: Target): MetricComparison[] {
  return metrics.filter((row) => row.gate === gate && row.target === target && isGateMetric(row.metric));
}

/** `watch` metrics are shown and never decide. */
export function isGateMetric(metric: string): boolean {
  return isMetricId(metric) && METRICS[metric].role === 'gate';
}

/** Gate rows of one conclusion, by target in the order of the table. */
export function gateRowsByTarget(comparison: Comparison, conclusion: Conclusion): MetricComparison[][] {
  const rows = comparison.metrics.filter((row) => row.conclusion === conclusion && isGateMetric(row.metric));
  return [...Map.groupBy(rows, ({ gate, target }) => `${gate} ${target}`).values()];
}
