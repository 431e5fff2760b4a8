// What each decision rule found of each effect in so many seconds, and what it would find at perfcrew's false alarms.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';
import { KINDS } from './pool.ts';

export const OWN = 'perfcrew';
/** Its smallest change worth telling set to nothing: what its statistics alone would find. */
export const OWN_WITHOUT_FLOOR = 'perfcrew, `thresholds` of both numbers 0';
export const SECONDS = [10, 20, 30, 45, 60] as const;

const cellSchema = z.strictObject({
  kind: z.enum(KINDS),
  percent: z.number(),
  rule: z.string(),
  seconds: z.number(),
  trials: z.int(),
  /** Trials in which head was called slower. */
  slower: z.int(),
  /** Seconds until the rule had its answer, on average. */
  meanSeconds: z.number(),
  /**
   * The same with the threshold set so that it calls one half of the unchanged code's samples slower no more often than
   * perfcrew does, for either half; null for perfcrew, which is set by nobody.
   */
  slowerAtEqual: z.number().nullable(),
  /** How often that threshold calls the other half slower. */
  alarmsElsewhere: z.number().nullable(),
});

export const powerSchema = z.strictObject({
  ...resultHead,
  pools: z.array(
    z.strictObject({ kind: z.enum(KINDS), percent: z.number(), restarts: z.int(), blocks: z.int() }),
  ),
  rules: z.array(z.strictObject({ name: z.string(), source: z.string(), design: z.string() })),
  cells: z.array(cellSchema),
});

export type Power = z.infer<typeof powerSchema>;
export type PowerCell = z.infer<typeof cellSchema>;

/** The smallest threshold that no more than so many of these scores exceed. */
export function thresholdFor(scores: readonly number[], alarms: number): number {
  return scores.toSorted((one, other) => other - one)[alarms] ?? -Infinity;
}
