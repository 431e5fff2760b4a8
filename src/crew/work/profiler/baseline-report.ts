// Where the code under review stands, target by target, before anybody mends it: what every later claim is compared with.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../../core/document.ts';
import { GATE_IDS } from '../../../core/gate-id.ts';
import { METRIC_UNITS } from '../../../core/metric.ts';
import type { Evidence } from '../evidence.ts';
import type { HotFunction } from './hot-function.ts';
import { targetTimes } from './target-times.ts';
import { targetWeights } from './target-weights.ts';

const numberSchema = z.strictObject({
  metric: z.string(),
  label: z.string(),
  unit: z.enum(METRIC_UNITS),
  base: z.number().nullable(),
  head: z.number().nullable(),
  /** head / base, 1 is the same. */
  ratio: z.number().nullable(),
  conclusion: z.enum(['regressed', 'improved', 'equivalent', 'inconclusive']),
});

export const baselineReportSchema = documentSchema('baseline-report', {
  base: z.string(),
  head: z.string(),
  targets: z.array(
    z.strictObject({
      gate: z.enum(GATE_IDS),
      target: z.string(),
      /** Asked this often, relative to the average target. */
      weight: z.number(),
      /** The one number its users feel. */
      felt: z
        .strictObject({ metric: z.string(), baseMs: z.number().nullable(), headMs: z.number().nullable() })
        .nullable(),
      metrics: z.array(numberSchema),
      hotFunctions: z.array(
        z.strictObject({
          name: z.string(),
          path: z.string(),
          line: z.int().min(1),
          /** Part of the target's CPU time, 0 to 1. */
          selfShare: z.number(),
        }),
      ),
    }),
  ),
  unmeasured: z.array(
    z.strictObject({ gate: z.enum(GATE_IDS), target: z.string(), reason: z.string(), mend: z.string() }),
  ),
});

export type BaselineReport = DeepReadonly<z.infer<typeof baselineReportSchema>>;

const MOST_HOT_FUNCTIONS = 10;

export function baselineReport(
  { pullRequest, comparison, config }: Pick<Evidence, 'pullRequest' | 'comparison' | 'config'>,
  hot: readonly HotFunction[],
): BaselineReport {
  const times = new Map(targetTimes(comparison).map((time) => [`${time.gate} ${time.target}`, time]));
  const weights = targetWeights(config);
  const byTarget = Map.groupBy(comparison.metrics, ({ gate, target }) => `${gate} ${target}`);
  return {
    document: 'baseline-report',
    version: 1,
    base: pullRequest.base.sha,
    head: pullRequest.head.sha,
    targets: [...byTarget].flatMap(([key, rows]) => {
      const [first] = rows;
      if (first === undefined) return [];
      const { gate, target } = first;
      const time = times.get(key);
      return [
        {
          gate,
          target,
          weight: weights.get(target) ?? 1,
          felt: time === undefined ? null : { metric: time.metric, baseMs: time.baseMs, headMs: time.headMs },
          metrics: rows.map(({ metric, label, unit, base, head, ratio, conclusion }) => ({
            metric,
            label,
            unit,
            base,
            head,
            ratio,
            conclusion,
          })),
          hotFunctions: hot
            .filter((place) => place.target === target && (gate === 'load' || gate === 'command'))
            .toSorted((one, other) => other.selfShare - one.selfShare)
            .slice(0, MOST_HOT_FUNCTIONS)
            .map(({ name, path, line, selfShare }) => ({ name, path, line, selfShare })),
        },
      ];
    }),
    unmeasured: comparison.unmeasured.map(({ gate, target, reason, mend }) => ({
      gate,
      target,
      reason,
      mend,
    })),
  };
}
