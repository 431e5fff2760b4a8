// Base against head, metric by metric: a ratio with its interval and what may be concluded from it.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { GATE_IDS } from '../core/gate-id.ts';
import { EVIDENCE, METRIC_UNITS } from '../core/metric.ts';

const CONCLUSIONS = ['regressed', 'improved', 'equivalent', 'inconclusive'] as const;

const metricComparisonSchema = z.strictObject({
  gate: z.enum(GATE_IDS),
  target: z.string(),
  metric: z.string(),
  label: z.string(),
  unit: z.enum(METRIC_UNITS),
  better: z.enum(['lower', 'higher']),
  /** What the number rests on (metric.ts); all but `exact` ones are noisy and need the interval. */
  evidence: z.enum(EVIDENCE),
  /** Medians of the rounds, in the metric's unit; null where a side never gave a value. */
  base: z.number().nullable(),
  head: z.number().nullable(),
  /** head / base, 1 = the same; null where base is 0 or missing. */
  ratio: z.number().nullable(),
  /** Confidence interval of the ratio; null for exact numbers. */
  interval: z.strictObject({ low: z.number(), high: z.number(), confidence: z.number() }).nullable(),
  pairs: z.int().min(0),
  /** Changes smaller than this fraction are never called a change (0.03 = 3 %). */
  floor: z.number().min(0),
  /** Smallest change that this row could have been called today, as a fraction: floor, interval and noise together. Null for exact numbers. */
  detectable: z.number().min(0).nullable(),
  /** How far base is from base (its second process): 95 % of such ratios lie within ± this fraction. Null where no control ran. */
  noise: z.number().min(0).nullable(),
  /** Whether fresh processes repeated the change after it was found; null where nothing had to be confirmed. */
  confirmed: z.boolean().nullable(),
  conclusion: z.enum(CONCLUSIONS),
  /** For inconclusive rows: what would settle it, e.g. `about 14 more rounds`. */
  need: z.string().nullable(),
});

const unmeasuredSchema = z.strictObject({
  gate: z.enum(GATE_IDS),
  target: z.string(),
  reason: z.string(),
  mend: z.string(),
  causedByHead: z.boolean(),
});

export const comparisonSchema = documentSchema('comparison', {
  metrics: z.array(metricComparisonSchema),
  unmeasured: z.array(unmeasuredSchema),
});

export type Comparison = DeepReadonly<z.infer<typeof comparisonSchema>>;
export type MetricComparison = Comparison['metrics'][number];
export type Conclusion = (typeof CONCLUSIONS)[number];
