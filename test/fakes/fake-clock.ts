// Time that passes only when somebody sleeps or the test says so.
import type { Clock } from '../../src/ports/clock.ts';

export interface FakeClock extends Clock {
  pass(durationMs: number): void;
}

export function fakeClock(startedAt = Date.UTC(2026, 0, 1)): FakeClock {
  let elapsedMs = 0;
  return {
    now: () => startedAt + elapsedMs,
    elapsed: () => elapsedMs,
    pass(durationMs) {
      elapsedMs += durationMs;
    },
    async sleep(durationMs, signal) {
      signal?.throwIfAborted();
      elapsedMs += durationMs;
    },
  };
}
