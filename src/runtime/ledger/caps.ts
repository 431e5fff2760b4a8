// How much may be spent, and the one cap that a further call would break.
import { z } from 'zod';
import { spentNanoUsd, type Balance } from './balance.ts';
import { dayOf } from './day-files.ts';
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
      mend: 'Wait, or raise the cap runsPerUserHour.',
    };
  }
  const amounts = [
    { cap: 'run', key: 'runUsd', limitUsd: caps.runUsd, counts: (one: { run: string }) => one.run === run },
    {
      cap: 'day',
      key: 'dayUsd',
      limitUsd: caps.dayUsd,
      counts: (one: { at: number }) => isSame(one.at, now, 10),
    },
    {
      cap: 'month',
      key: 'monthUsd',
      limitUsd: caps.monthUsd,
      counts: (one: { at: number }) => isSame(one.at, now, 7),
    },
  ] as const;
  for (const { cap, key, limitUsd, counts } of amounts) {
    if (limitUsd === null) continue;
    const spent = spentNanoUsd(balance, counts);
    if (spent + worstNanoUsd <= nanoUsd(limitUsd)) continue;
    return {
      granted: false,
      cap,
      what: `This call may cost ${money(worstNanoUsd)}; of the ${limitUsd} USD a ${cap} may cost, ${money(spent)} are spent or set aside.`,
      mend: `Go on without a model, ask for a shorter answer, or raise the cap ${key}.`,
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
