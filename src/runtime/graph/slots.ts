// The places of one tier: so many tasks at once, so many starts a minute, everybody's turn in a fair order.
import type { Clock } from '../../ports/clock.ts';
import { fairQueue } from './fair-queue.ts';
import { rateWindow } from './rate-window.ts';

export interface TierLimit {
  /** Tasks at once; null is no limit. */
  readonly concurrency: number | null;
  /** Starts in any 60 s; null is no limit. */
  readonly startsPerMinute: number | null;
}

/**
 * Who goes first: tasks that only go on have started before and would otherwise hold others up; a start on a guess
 * takes only what nobody else wants.
 */
export type SlotClass = 'resume' | 'start' | 'guess';

export interface SlotRequest {
  readonly kind: SlotClass;
  /** Whose turn it is: owners take turns, so that many workers of one coordinator keep nobody waiting. */
  readonly owner: string;
  readonly signal: AbortSignal;
}

export interface Slots {
  /** Rejects with the signal's reason when it aborts first. */
  acquire(request: SlotRequest): Promise<void>;
  release(): void;
}

export function openSlots(limit: TierLimit, clock: Clock): Slots {
  const queues = { resume: fairQueue(), start: fairQueue(), guess: fairQueue() };
  const rate = rateWindow(limit.startsPerMinute);
  const most = limit.concurrency ?? Infinity;
  let used = 0;
  let alarm: AbortController | null = null;

  const admits = (kind: SlotClass): boolean =>
    used < most && (kind === 'resume' || rate.waitMs(clock.elapsed()) === 0);
  const take = (kind: SlotClass): void => {
    used += 1;
    if (kind !== 'resume') rate.count(clock.elapsed());
  };

  function serve(): void {
    for (const kind of ['resume', 'start', 'guess'] as const)
      while (queues[kind].size > 0 && admits(kind)) {
        take(kind);
        queues[kind].shift()?.();
      }
    const isLate = queues.start.size + queues.guess.size > 0 && used < most;
    if (isLate && alarm === null) void wake();
    if (queues.start.size + queues.guess.size === 0) alarm?.abort();
  }

  /** One timer for all who wait for the rate; gone when nobody waits. */
  async function wake(): Promise<void> {
    const mine = new AbortController();
    alarm = mine;
    try {
      await clock.sleep(Math.max(1, Math.ceil(rate.waitMs(clock.elapsed()))), mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) throw error;
    } finally {
      alarm = null;
      serve();
    }
  }

  return {
    async acquire({ kind, owner, signal }) {
      signal.throwIfAborted();
      const isFirst = queues.resume.size === 0 && (kind === 'resume' || queues.start.size === 0);
      if (isFirst && queues[kind].size === 0 && admits(kind)) return take(kind);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const leave = queues[kind].push(owner, resolve);
      const onAbort = (): void => {
        if (!leave()) return;
        reject(signal.reason);
        serve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      serve();
      try {
        await promise;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    release() {
      used -= 1;
      serve();
    },
  };
}
