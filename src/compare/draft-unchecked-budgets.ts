// A budget that nothing was held against must not look like a budget that was kept.
import type { Config } from '../config/config.ts';
import { isMetricId, METRICS } from '../core/metric.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Comparison } from './comparison.ts';
import { inSentence } from './describe-change.ts';
import { type Draft, NO_EVIDENCE } from './draft.ts';

/** Budgets of targets that were measured, for metrics of which head gave no value. The one for all targets is not asked. */
export function draftUncheckedBudgets(
  measurements: readonly Measurement[],
  { comparison, config }: { readonly comparison: Comparison; readonly config: Config },
): Draft[] {
  return Object.entries(config.budgets).flatMap(([target, limits]) => {
    const measured = measurements.filter((one) => one.target === target && one.outcome.status === 'measured');
    const [first] = measured;
    // What was not measured at all says so itself.
    if (first === undefined) return [];
    const valued = comparison.metrics.filter((row) => row.target === target && row.head !== null);
    return Object.keys(limits)
      .filter(isMetricId)
      .filter((metric) => !valued.some((row) => row.metric === metric))
      .map((metric) => ({
        finding: {
          kind: 'budget',
          gate: first.gate,
          target,
          severity: 'warning' as const,
          title: `${target}: its budget for ${inSentence(METRICS[metric].label)} was not checked`,
          detail: `The ${first.gate} gate gave no value of ${metric} on head. Name a metric it measures under budgets, or take this budget out.`,
          evidence: NO_EVIDENCE,
        },
        location: null,
        clues: [],
        route: null,
        subject: `unchecked ${metric}`,
        size: 0,
      }));
  });
}
