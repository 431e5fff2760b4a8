// What the bench of migrations writes down, and the counts that follow from it.
import { z } from 'zod';
import { resultHead } from '../../kit/result-file.ts';

const trialSchema = z.object({
  sql: z.string(),
  /** Done before, and judged by nobody. */
  before: z.string().nullable(),
  wrapped: z.boolean(),
  /** Majors on which all that follows is the same. */
  majors: z.array(z.number()),
  harm: z.enum(['lasts', 'waits', 'rows', 'breaks', 'empties', 'slows', 'fails']).nullable(),
  manual: z.string(),
  /** What the second session saw. */
  seen: z.string(),
  /** Whether that agrees with the label. */
  agrees: z.boolean(),
  /** Rules with severity warning or error. */
  perfcrew: z.array(z.string()),
  squawk: z.array(z.string()),
});
export type MigrationTrial = z.infer<typeof trialSchema>;

export const sqlMigrationsSchema = z.object({
  ...resultHead,
  squawk: z.string(),
  squawkExcluded: z.array(z.string()),
  servers: z.array(z.object({ major: z.number(), version: z.string() })),
  trials: z.array(trialSchema),
});
export type SqlMigrations = z.infer<typeof sqlMigrationsSchema>;

export interface Counts {
  readonly found: number;
  readonly missed: number;
  readonly wolf: number;
  readonly silent: number;
}

export function count(trials: readonly MigrationTrial[], linter: 'perfcrew' | 'squawk'): Counts {
  const number = (harmful: boolean, told: boolean) =>
    trials.filter((trial) => (trial.harm !== null) === harmful && trial[linter].length > 0 === told).length;
  return {
    found: number(true, true),
    missed: number(true, false),
    wolf: number(false, true),
    silent: number(false, false),
  };
}

/** Trials of one major each, folded where several are the same. */
export function foldMajors(trials: readonly MigrationTrial[]): MigrationTrial[] {
  const folded = new Map<string, MigrationTrial>();
  for (const trial of trials) {
    const key = JSON.stringify({ ...trial, majors: [] });
    const known = folded.get(key);
    folded.set(key, known === undefined ? trial : { ...known, majors: [...known.majors, ...trial.majors] });
  }
  return [...folded.values()];
}
