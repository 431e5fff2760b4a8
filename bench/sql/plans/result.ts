// What the plan bench keeps of each case, and how often a rule is right.
import { z } from 'zod';
import { resultHead } from '../../kit/result-file.ts';
import { COST_LIMIT } from './judge-case.ts';

const workSchema = z.strictObject({ blocks: z.number(), rows: z.number() });
const pairSchema = z.strictObject({ base: workSchema.nullable(), head: workSchema });

const trialSchema = z.strictObject({
  schema: z.string(),
  name: z.string(),
  mutation: z.string(),
  harmful: z.boolean(),
  findings: z.array(z.string()),
  costRatio: z.number().nullable(),
  newScan: z.boolean(),
  small: pairSchema,
  /** Base and head on the larger copy; for a new query base is head's with the index it lacks. */
  large: pairSchema,
});
export type PlanTrial = z.infer<typeof trialSchema>;

const unchangedSchema = z.strictObject({ runs: z.int(), alarms: z.array(z.string()) });

export const sqlPlansSchema = z.strictObject({
  ...resultHead,
  /** How many times the rows of the seed the larger copy has. */
  scale: z.number(),
  trials: z.array(trialSchema),
  /** The same queries on base and on a copy of it. */
  cloned: unchangedSchema,
  /** The same, where the copy's statistics were taken again. */
  resampled: unchangedSchema,
});
export type SqlPlans = z.infer<typeof sqlPlansSchema>;

export const RULES: readonly {
  readonly name: string;
  readonly flags: (trial: Omit<PlanTrial, 'harmful'>) => boolean;
}[] = [
  { name: 'perfcrew', flags: ({ findings }) => findings.length > 0 },
  {
    name: 'planner cost above 110 % of base',
    flags: ({ costRatio }) => costRatio !== null && costRatio > COST_LIMIT,
  },
  { name: 'a new sequential scan', flags: ({ newScan }) => newScan },
];

/** Twice the blocks, or twice the rows, and more than a little of either: harm that a user of the larger copy would notice. */
export function isHarmOnLarge({ base, head }: PlanTrial['large']): boolean {
  if (base === null) throw new Error('Nothing to hold the larger copy against.');
  const grew = (before: number, after: number, least: number) =>
    after >= before * 2 && after - before >= least;
  return grew(base.blocks, head.blocks, 100) || grew(base.rows, head.rows, 10_000);
}

export interface Score {
  readonly found: number;
  readonly harmful: number;
  readonly falseAlarms: number;
  readonly harmless: number;
}

export function score(trials: readonly PlanTrial[], flags: (trial: PlanTrial) => boolean): Score {
  const harmful = trials.filter((trial) => trial.harmful);
  const harmless = trials.filter((trial) => !trial.harmful);
  return {
    found: harmful.filter(flags).length,
    harmful: harmful.length,
    falseAlarms: harmless.filter(flags).length,
    harmless: harmless.length,
  };
}
