// What the Node processes of an app counted between two readings, summed over them.
import type { CounterDifference } from '../../ports/load-driver.ts';
import type { RuntimeCounters } from '../../ports/runtime-counters.ts';

/** Null where no process answered both times: a process counted only once may have done anything before. */
export function countersBetween(
  before: readonly RuntimeCounters[],
  after: readonly RuntimeCounters[],
): CounterDifference | null {
  const pairs = after.flatMap((now) => {
    const earlier = before.find(({ pid }) => pid === now.pid);
    return earlier === undefined ? [] : [{ earlier, now }];
  });
  if (pairs.length === 0) return null;
  const grown = (read: (counters: RuntimeCounters) => number): number =>
    pairs.reduce((sum, { earlier, now }) => sum + Math.max(0, read(now) - read(earlier)), 0);
  const delays = pairs.flatMap(({ now }) => now.eventLoopDelayP99Ms ?? []);
  return {
    processes: pairs.length,
    cpuMs: grown(({ cpuMs }) => cpuMs),
    allocatedBytes: grown(({ allocatedBytes }) => allocatedBytes),
    gcMs: grown(({ gcMs }) => gcMs),
    heapUsedBytes: pairs.reduce((sum, { now }) => sum + now.heapUsedBytes, 0),
    eventLoopDelayP99Ms: delays.length === 0 ? null : Math.max(...delays),
  };
}
