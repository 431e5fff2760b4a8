// Time that jumps to the next sleeper as soon as everybody waits, and names a run in which nobody would ever wake.
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets time pass until the promise settles. */
  drive<Value>(what: Promise<Value>): Promise<Value>;
  readonly sleepers: number;
}

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

export function virtualClock(): VirtualClock {
  let elapsedMs = 0;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => Date.UTC(2026, 0, 1) + elapsedMs,
    elapsed: () => elapsedMs,
    get sleepers() {
      return sleepers.size;
    },
    async sleep(durationMs, signal) {
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { wakeMs: elapsedMs + durationMs, wake: resolve };
      sleepers.add(sleeper);
      const onAbort = (): void => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        await promise;
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    async drive(what) {
      let isOver = false;
      const over = (): void => {
        isOver = true;
      };
      what.then(over, over);
      for (;;) {
        // All that can happen without time passing has happened when the event loop turns.
        await setImmediate();
        if (isOver) return await what;
        const wakeMs = Math.min(...[...sleepers].map((sleeper) => sleeper.wakeMs));
        if (wakeMs === Infinity) throw new Error('Everybody waits and nobody sleeps: the run is locked up.');
        elapsedMs = wakeMs;
        for (const sleeper of sleepers)
          if (sleeper.wakeMs <= wakeMs) {
            sleepers.delete(sleeper);
            sleeper.wake();
          }
      }
    },
  };
}
