// What a series of A/A reviews came to: each trial as it was, and the shares that are held against the goals.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';
import type { Report } from '../../src/report/report.ts';
import { SERVER_NAMES, type ServerName } from '../apps/servers.ts';

const trialSchema = z.strictObject({
  server: z.enum(SERVER_NAMES),
  seed: z.int(),
  wallMs: z.number(),
  verdict: z.enum(['pass', 'fail', 'neutral']),
  compared: z.int(),
  equivalent: z.int(),
  inconclusive: z.int(),
  unmeasured: z.int(),
  /** What was called a change though there is none. */
  changed: z.array(
    z.strictObject({
      gate: z.string(),
      target: z.string(),
      metric: z.string(),
      conclusion: z.enum(['regressed', 'improved']),
      ratio: z.number().nullable(),
    }),
  ),
  /** Why the verdict is a fail, in its words. */
  failures: z.array(z.string()),
});

export const falseAlarmsSchema = z.strictObject({ ...resultHead, trials: z.array(trialSchema) });
export type FalseAlarms = z.infer<typeof falseAlarmsSchema>;
export type FalseAlarmTrial = z.infer<typeof trialSchema>;

export function trialOf(
  { comparison, verdict }: Pick<Report, 'comparison' | 'verdict'>,
  at: { readonly server: ServerName; readonly seed: number; readonly wallMs: number },
): FalseAlarmTrial {
  const rows = comparison.metrics;
  const count = (conclusion: string): number => rows.filter((row) => row.conclusion === conclusion).length;
  return {
    ...at,
    verdict: verdict.conclusion,
    compared: rows.length,
    equivalent: count('equivalent'),
    inconclusive: count('inconclusive'),
    unmeasured: comparison.unmeasured.length,
    changed: rows.flatMap(({ gate, target, metric, conclusion, ratio }) =>
      conclusion === 'regressed' || conclusion === 'improved'
        ? [{ gate, target, metric, conclusion, ratio }]
        : [],
    ),
    failures: verdict.reasons.filter(({ effect }) => effect === 'fail').map(({ message }) => message),
  };
}

export interface FalseAlarmRow {
  readonly server: ServerName | 'all';
  readonly reviews: number;
  readonly compared: number;
  readonly changed: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly unmeasured: number;
  /** Of a review, on average; null where there was none. */
  readonly meanWallMs: number | null;
}

/** A row for each server that was reviewed, and one for all of them. */
export function summarize(trials: readonly FalseAlarmTrial[]): FalseAlarmRow[] {
  const servers = SERVER_NAMES.filter((server) => trials.some((trial) => trial.server === server));
  return [...servers, 'all' as const].map((server) => {
    const own = trials.filter((trial) => server === 'all' || trial.server === server);
    const sum = (pick: (trial: FalseAlarmTrial) => number): number =>
      own.reduce((total, trial) => total + pick(trial), 0);
    return {
      server,
      reviews: own.length,
      compared: sum(({ compared }) => compared),
      changed: sum(({ changed }) => changed.length),
      failed: sum(({ verdict }) => Number(verdict === 'fail')),
      inconclusive: sum(({ inconclusive }) => inconclusive),
      unmeasured: sum(({ unmeasured }) => unmeasured),
      meanWallMs: own.length === 0 ? null : sum(({ wallMs }) => wallMs) / own.length,
    };
  });
}
