// The live heap of one side by the requests it has served, in one restart: all its processes together.
import type { Side } from '../../core/side.ts';
import type { EnduranceAnswer } from '../../ports/endurance-driver.ts';
import type { RuntimeCounters } from '../../ports/runtime-counters.ts';
import type { Point } from './theil-sen.ts';

/** Caches fill, code is compiled: the first readings tell of that, and this share of them is left out. */
const WARM_UP_SHARE = 0.25;

/** x in requests since the first reading, y in bytes. Processes that came or went meanwhile are left out; empty where all did. */
export function heapPoints({ readings }: EnduranceAnswer, side: Side): Point[] {
  const own = readings.filter((reading) => reading.side === side).map(({ processes }) => processes);
  const [first = [], ...others] = own;
  const lasting = new Set(
    first.map(({ pid }) => pid).filter((pid) => others.every((all) => all.some((one) => one.pid === pid))),
  );
  if (lasting.size === 0) return [];
  const sums = own.map((processes) => {
    const kept = processes.filter(({ pid }) => lasting.has(pid));
    return { requests: sum(kept, ({ requests }) => requests), bytes: sum(kept, liveBytes) };
  });
  const before = sums[0]?.requests ?? 0;
  return sums.map(({ requests, bytes }) => ({ x: requests - before, y: bytes }));
}

/** Without the warm-up, by a rule that does not look at the values. */
export function settledPoints(points: readonly Point[]): readonly Point[] {
  return points.slice(Math.ceil(WARM_UP_SHARE * (points.length - 1)));
}

/** Buffers lie outside of V8's heap, and leak no less. */
function liveBytes({ heapUsedBytes, externalBytes }: RuntimeCounters): number {
  return heapUsedBytes + externalBytes;
}

function sum(processes: readonly RuntimeCounters[], figure: (counters: RuntimeCounters) => number): number {
  return processes.reduce((total, counters) => total + figure(counters), 0);
}
