// What to reach, where, and by which bottlenecks: a goal per number that this change made worse or that misses its budget.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../../core/document.ts';
import { GATE_IDS } from '../../../core/gate-id.ts';
import { METRIC_UNITS } from '../../../core/metric.ts';
import type { Bottleneck } from '../../bottleneck.ts';
import type { BaselineReport } from './baseline-report.ts';

export const optimizationTargetsSchema = documentSchema('optimization-targets', {
  targets: z.array(
    z.strictObject({
      /** 1 is the most urgent. */
      priority: z.int().min(1),
      gate: z.enum(GATE_IDS),
      target: z.string(),
      metric: z.string(),
      unit: z.enum(METRIC_UNITS),
      now: z.number(),
      goal: z.number(),
      /** Where the goal comes from. */
      because: z.string(),
      /** Ids of the bottlenecks to mend for it, the dearest first. */
      bottlenecks: z.array(z.string()),
    }),
  ),
});

export type OptimizationTargets = DeepReadonly<z.infer<typeof optimizationTargetsSchema>>;
type Target = OptimizationTargets['targets'][number];

/** A target is reached when head is as good as base was; mending what was there before is a goal by the share it would free. */
export function optimizationTargets(
  baseline: BaselineReport,
  bottlenecks: readonly Bottleneck[],
): OptimizationTargets {
  const drafts = baseline.targets.flatMap(({ gate, target, metrics, felt, weight }) => {
    const blamed = bottlenecks.filter(({ targets }) => targets.includes(target));
    const regressed = metrics
      .filter(({ conclusion }) => conclusion === 'regressed')
      .toSorted((one, other) => growth(other) - growth(one));
    const main = regressed.find(({ metric }) => metric === felt?.metric) ?? regressed[0];
    const ids = blamed.map(({ id }) => id);
    if (main?.base != null && main.head !== null) {
      const { metric, unit, base, head } = main;
      const because = 'what base takes, measured side by side';
      const lost = (felt?.headMs ?? 0) - (felt?.baseMs ?? 0);
      return [
        {
          lost: lost * weight,
          row: { gate, target, metric, unit, now: head, goal: base, because, bottlenecks: ids },
        },
      ];
    }
    const share = Math.min(
      0.9,
      blamed.reduce((sum, { cost }) => sum + (cost.share ?? 0), 0),
    );
    if (felt?.headMs == null || share === 0) return [];
    const because = `the ${Math.round(share * 100)} % of its time that these bottlenecks take`;
    const row = {
      gate,
      target,
      metric: felt.metric,
      unit: 'ms' as const,
      now: felt.headMs,
      goal: felt.headMs * (1 - share),
      because,
      bottlenecks: ids,
    };
    return [{ lost: felt.headMs * share * weight, row }];
  });
  return {
    document: 'optimization-targets',
    version: 1,
    targets: drafts
      .toSorted((one, other) => other.lost - one.lost)
      .map(({ row }, at): Target => ({ priority: at + 1, ...row })),
  };
}

function growth({ ratio }: BaselineReport['targets'][number]['metrics'][number]): number {
  return ratio === null ? 0 : Math.max(ratio, 1 / ratio);
}
