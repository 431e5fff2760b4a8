// The cost ledger: money is set aside before a call and settled after it, so that no interleaving spends more than allowed.
// Method: two-phase escrow, P. E. O'Neil, "The Escrow Transactional Method", ACM TODS 11 (1986).
import { join } from 'node:path';
import type { ModelUsage } from '../../ports/model.ts';
import type { ModelCatalogue } from '../model-catalogue.ts';
import { waitForLock } from '../store/lock.ts';
import type { Outside } from '../store/outside.ts';
import { balanceOf, type Balance } from './balance.ts';
import { refusalOf, type Refusal, type SpendingCaps } from './caps.ts';
import { appendEntry, dayOf, daysFrom, readDay, unreadDay, type DayFile } from './day-files.ts';
import { inTurn } from './in-turn.ts';
import type { LedgerEntry, Reserved } from './ledger-entry.ts';
import { costNanoUsd, worstCaseNanoUsd, type CallBounds } from './money.ts';

const DAY_MS = 86_400_000;
const LOCK_MS = 30_000;
/** Longer than any call may take. */
const EXPIRES_MS = 3_600_000;

export interface CallRequest extends CallBounds {
  readonly run: string;
  readonly user: string;
  readonly category: string;
  readonly task: string;
  readonly model: string;
}

export interface Reservation {
  readonly granted: true;
  readonly id: string;
  readonly worstNanoUsd: number;
  readonly request: CallRequest;
}

export interface Ledger {
  /** Sets the worst case aside, or says which cap forbids it. */
  reserve(request: CallRequest): Promise<Reservation | Refusal>;
  /** Books what a call really used, once; a call that was never made used nothing. Gives its cost in nano-dollars. */
  settle(reservation: Reservation, usage: ModelUsage): Promise<number>;
  /** The days from one on, and what of them is settled and open now. */
  read(fromDay: string): Promise<{ readonly days: readonly DayFile[]; readonly balance: Balance }>;
}

export interface LedgerSettings {
  /** Absolute path of a folder of its own. */
  readonly directory: string;
  readonly caps: SpendingCaps;
  readonly catalogue: ModelCatalogue;
}

export function openLedger({ directory, caps, catalogue }: LedgerSettings, outside: Outside): Ledger {
  const { clock, files, processes } = outside;
  const known = new Map<string, DayFile>();
  const alone = inTurn(() => waitForLock(join(directory, 'lock'), outside, { mostMs: LOCK_MS }));

  async function readFrom(fromDay: string): Promise<readonly DayFile[]> {
    const days = await daysFrom(directory, fromDay, files);
    return await Promise.all(
      days.map(async (day) => {
        const now = await readDay(directory, known.get(day) ?? unreadDay(day), files);
        known.set(day, now);
        return now;
      }),
    );
  }

  async function balanceNow(entries: readonly LedgerEntry[]): Promise<Balance> {
    const now = Math.floor(clock.now());
    const { open } = balanceOf(entries, { now, isGone: () => false });
    const gone = new Set<string>();
    for (const one of open.filter(({ expiresAt }) => now >= expiresAt)) {
      if ((await processes.stateOf(one.owner)) !== 'alive') gone.add(one.id);
    }
    return balanceOf(entries, { now, isGone: ({ id }: Reserved) => gone.has(id) });
  }

  const modelOf = (name: string) => {
    const model = catalogue.models[name];
    if (model === undefined) throw new Error(`The model catalogue has no prices of ${name}.`);
    return model;
  };

  return {
    reserve: (request) =>
      alone(async () => {
        const now = Math.floor(clock.now());
        const worstNanoUsd = worstCaseNanoUsd(request, modelOf(request.model));
        const monthStart = `${dayOf(now).slice(0, 7)}-01`;
        const runStart = dayOf(now - 2 * DAY_MS);
        const days = await readFrom(monthStart < runStart ? monthStart : runStart);
        const balance = await balanceNow(days.flatMap(({ entries }) => entries));
        const refusal = refusalOf({ ...request, worstNanoUsd, now }, balance, caps);
        if (refusal !== null) return refusal;
        const id = processes.uniqueName();
        const owner = await processes.self();
        const account = accountOf(request, { id, at: now });
        const entry = {
          kind: 'reserved',
          ...account,
          worstNanoUsd,
          expiresAt: now + EXPIRES_MS,
          owner,
        } as const;
        await appendEntry(directory, entry, outside);
        return { granted: true, id, worstNanoUsd, request };
      }),
    settle: ({ id, request }, usage) =>
      alone(async () => {
        const cost = costNanoUsd(usage, modelOf(request.model), request);
        const account = accountOf(request, { id, at: Math.floor(clock.now()) });
        const { inputTokens, outputTokens, cacheWriteTokens, cacheReadTokens } = usage;
        const tokens = { inputTokens, outputTokens, cacheWriteTokens, cacheReadTokens };
        await appendEntry(directory, { kind: 'settled', ...account, nanoUsd: cost, ...tokens }, outside);
        return cost;
      }),
    async read(fromDay) {
      const days = await readFrom(fromDay);
      return { days, balance: await balanceNow(days.flatMap(({ entries }) => entries)) };
    },
  };
}

function accountOf(request: CallRequest, stamp: { readonly id: string; readonly at: number }) {
  const { run, user, category, task, model } = request;
  return { ...stamp, run, user, category, task, model };
}
