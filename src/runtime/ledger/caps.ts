// How much may be spent, and the one cap that a further call would break.
import { z } from 'zod';
import { spentNanoUsd, type Balance } from './balance.ts';
import { dayOf } from './day-files.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { nanoUsd, usd } from './money.ts';

const HOUR_MS = 3_600_000;
const amountSchema = z.number().min(0).max(1_000_000);

export const spendingCapsSchema = z.strictObject({
  /** USD a run may cost. */
  runUsd: amountSchema.default(1),
  /** Runs with a model that one user may begin within an hour. */
  runsPerUserHour: z.int().min(0).default(5),
  /** USD of one UTC day and month over all runs; null leaves them open. */
  dayUsd: amountSchema.nullable().default(null),
  monthUsd: amountSchema.nullable().default(null),
  /** Jobs that do the run at the same time and cannot see each other's ledgers: each may take its part of what is left. */
  jobs: z.int().min(1).max(1000).default(1),
});

export type SpendingCaps = Readonly<z.infer<typeof spendingCapsSchema>>;

export interface Refusal {
  readonly granted: false;
  readonly cap: 'run' | 'runs-per-user-hour' | 'day' | 'month';
  readonly what: string;
  readonly mend: string;
}

export interface Asked {
  readonly run: string;
  readonly user: string;
  readonly worstNanoUsd: number;
  readonly now: number;
}

export function refusalOf(asked: Asked, balance: Balance, caps: SpendingCaps): Refusal | null {
  const { run, user, now, worstNanoUsd } = asked;
  const begun = firstReservations(balance, user);
  const recent = [...begun].filter(([name, at]) => name !== run && at > now - HOUR_MS).length;
  if (!begun.has(run) && recent >= caps.runsPerUserHour) {
    return {
      granted: false,
      cap: 'runs-per-user-hour',
      what: `${user} began ${recent} runs with a model within the last hour; ${caps.runsPerUserHour} are allowed.`,
      mend: 'Wait, or raise `crew.budget.runs_per_user_per_hour`.',
    };
  }
  const amounts = [
    { cap: 'run', key: 'usd_per_run', limitUsd: caps.runUsd, counts: (one: LedgerEntry) => one.run === run },
    {
      cap: 'day',
      key: 'usd_per_day',
      limitUsd: caps.dayUsd,
      counts: (one: LedgerEntry) => isSame(one.at, now, 10),
    },
    {
      cap: 'month',
      key: 'usd_per_month',
      limitUsd: caps.monthUsd,
      counts: (one: LedgerEntry) => isSame(one.at, now, 7),
    },
  ] as const;
  for (const { cap, key, limitUsd, counts } of amounts) {
    if (limitUsd === null) continue;
    const own = spentNanoUsd(balance, (one) => counts(one) && one.run === run);
    const others = spentNanoUsd(balance, (one) => counts(one) && one.run !== run);
    // The jobs of the run that are out of sight are taken to spend as much as this one.
    if (others + caps.jobs * (own + worstNanoUsd) <= nanoUsd(limitUsd)) continue;
    const share = caps.jobs === 1 ? '' : `, shared by ${caps.jobs} jobs`;
    return {
      granted: false,
      cap,
      what: `This call may cost ${money(worstNanoUsd)}; of the ${limitUsd} USD a ${cap} may cost${share}, ${money(own + others)} are spent or set aside.`,
      mend: `Go on without a model, or raise \`crew.budget.${key}\`.`,
    };
  }
  return null;
}

/** When each run of a user first set money aside. */
function firstReservations({ settled, open }: Balance, user: string): ReadonlyMap<string, number> {
  const begun = new Map<string, number>();
  for (const one of [...settled, ...open]) {
    if (one.user === user) begun.set(one.run, Math.min(one.at, begun.get(one.run) ?? one.at));
  }
  return begun;
}

function isSame(at: number, now: number, letters: number): boolean {
  return dayOf(at).slice(0, letters) === dayOf(now).slice(0, letters);
}

function money(amount: number): string {
  return `${Number(usd(amount).toFixed(4))} USD`;
}
