// The machine's own time.
import { performance } from 'node:perf_hooks';
import type { Clock } from '../ports/clock.ts';

export function systemClock(): Clock {
  return { now: () => Date.now(), elapsed: () => performance.now(), sleep };
}

async function sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal?.reason);
  const timer = setTimeout(resolve, durationMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
