// The cost ledger: money is set aside before a call and settled after it, so that no interleaving spends more than allowed.
// Method: two-phase escrow, P. E. O'Neil, "The Escrow Transactional Method", ACM TODS 11 (1986). What is set aside is on the disk
// before the call is made; what it really cost is written behind, for until it is read the worst case stands in its place.
import { join } from 'node:path';
import type { ModelUsage } from '../../ports/model.ts';
import type { ModelCatalogue } from '../model-catalogue.ts';
import { waitForLock } from '../store/lock.ts';
import type { Outside } from '../store/outside.ts';
import { balanceOf, type Balance } from './balance.ts';
import { refusalOf, type Refusal, type SpendingCaps } from './caps.ts';
import { appendEntries, dayOf, dayReader, type DayFile } from './day-files.ts';
import { inGroups } from './in-groups.ts';
import type { LedgerEntry, Reserved, Settled } from './ledger-entry.ts';
import { costNanoUsd, worstCaseNanoUsd, type CallBounds } from './money.ts';

const DAY_MS = 86_400_000;
const LOCK_MS = 30_000;
const NOTHING: Balance = { settled: [], open: [] };

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
  /** Sets the worst case aside, or says which cap forbids it. On the disk when it returns. */
  reserve(request: CallRequest): Promise<Reservation | Refusal>;
  /**
   * Books what a call really used, once; a call that was never made used nothing. Gives its cost in nano-dollars. `uncertain`:
   * nobody said how much it wrote, as where a stream was cut, so that it costs what was set aside.
   */
  settle(reservation: Reservation, usage: ModelUsage, certainty?: 'certain' | 'uncertain'): number;
  /** The refusal that a run of this user would meet at its first call, whatever that costs; null where there is none. */
  refusalToBegin(run: { readonly run: string; readonly user: string }): Promise<Refusal | null>;
  /** The days from one on, and what of them is settled and open now. */
  read(fromDay: string): Promise<{ readonly days: readonly DayFile[]; readonly balance: Balance }>;
  /** Everything settled so far is on the disk when it returns. */
  flush(): Promise<void>;
}

export interface LedgerSettings {
  /** Absolute path of a folder of its own. */
  readonly directory: string;
  readonly caps: SpendingCaps;
  readonly catalogue: ModelCatalogue;
}

type Step =
  | { readonly kind: 'settle'; readonly entry: Settled }
  | {
      readonly kind: 'reserve';
      readonly request: CallRequest;
      readonly resolve: (answer: Reservation | Refusal) => void;
      readonly reject: (error: unknown) => void;
    };

export function openLedger({ directory, caps, catalogue }: LedgerSettings, outside: Outside): Ledger {
  const { clock, processes } = outside;
  const readFrom = dayReader(directory, outside);
  const queue = inGroups<Step>({
    lock: () => waitForLock(join(directory, 'lock'), outside, { mostMs: LOCK_MS }),
    commit,
    fail(steps, error) {
      for (const step of steps) if (step.kind === 'reserve') step.reject(error);
      return steps.filter(({ kind }) => kind === 'settle');
    },
  });

  async function commit(steps: readonly Step[]): Promise<void> {
    const now = Math.floor(clock.now());
    const settled = steps.flatMap((step) => (step.kind === 'settle' ? [step.entry] : []));
    const asking = steps.filter((step) => step.kind === 'reserve');
    const granted: Reserved[] = [];
    const answers: (() => void)[] = [];
    let balance = asking.length === 0 ? NOTHING : await balanceOfCaps(now, settled);
    for (const { request, resolve } of asking) {
      const worstNanoUsd = worstCaseNanoUsd(request, modelOf(request.model));
      const refusal = refusalOf({ ...request, worstNanoUsd, now }, balance, caps);
      if (refusal !== null) {
        answers.push(() => resolve(refusal));
        continue;
      }
      const id = processes.uniqueName();
      const entry: Reserved = { kind: 'reserved', ...accountOf(request, { id, at: now }), worstNanoUsd };
      granted.push(entry);
      balance = { ...balance, open: [...balance.open, entry] };
      answers.push(() => resolve({ granted: true, id, worstNanoUsd, request }));
    }
    await appendEntries(directory, [...settled, ...granted], outside);
    for (const answer of answers) answer();
  }

  /** A run may have begun the day before, and at the start of a month that is another month. */
  async function balanceOfCaps(now: number, settled: readonly LedgerEntry[] = []): Promise<Balance> {
    const monthStart = `${dayOf(now).slice(0, 7)}-01`;
    const runStart = dayOf(now - 2 * DAY_MS);
    const days = await readFrom(monthStart < runStart ? monthStart : runStart);
    return balanceOf([...days.flatMap(({ entries }) => entries), ...settled]);
  }

  const modelOf = (name: string) => {
    const model = catalogue.models[name];
    if (model === undefined) throw new Error(`The model catalogue has no prices of ${name}.`);
    return model;
  };

  return {
    reserve(request) {
      // Before it is queued: one caller's mistake must not fail the group.
      modelOf(request.model);
      const { promise, resolve, reject } = Promise.withResolvers<Reservation | Refusal>();
      queue.add({ kind: 'reserve', request, resolve, reject });
      return promise;
    },
    settle({ id, request, worstNanoUsd }, usage, certainty = 'certain') {
      const known = costNanoUsd(usage, modelOf(request.model), request);
      const nanoUsd = certainty === 'certain' ? known : Math.max(known, worstNanoUsd);
      const account = accountOf(request, { id, at: Math.floor(clock.now()) });
      const { inputTokens, outputTokens, cacheWriteTokens, cacheReadTokens } = usage;
      const tokens = { inputTokens, outputTokens, cacheWriteTokens, cacheReadTokens };
      queue.add({ kind: 'settle', entry: { kind: 'settled', ...account, nanoUsd, ...tokens } });
      return nanoUsd;
    },
    async refusalToBegin(run) {
      await queue.drained();
      const now = Math.floor(clock.now());
      return refusalOf({ ...run, worstNanoUsd: 0, now }, await balanceOfCaps(now), caps);
    },
    async read(fromDay) {
      await queue.drained();
      const days = await readFrom(fromDay);
      return { days, balance: balanceOf(days.flatMap(({ entries }) => entries)) };
    },
    flush: () => queue.drained(),
  };
}

function accountOf(request: CallRequest, stamp: { readonly id: string; readonly at: number }) {
  const { run, user, category, task, model } = request;
  return { ...stamp, run, user, category, task, model };
}
