// How long one use of each target takes, in the number its users feel: the latency of a route, the paint or the blocked time of
// a page, the run of a query or command.
import type { Comparison, MetricComparison } from '../../../compare/comparison.ts';

export interface TargetTime {
  readonly gate: MetricComparison['gate'];
  readonly target: string;
  readonly metric: string;
  readonly label: string;
  /** Milliseconds; null where that side was not measured. */
  readonly baseMs: number | null;
  readonly headMs: number | null;
  /** What head adds, never below 0. */
  readonly lostMs: number;
  /** The part of head's time in which the processor works, 0 to 1; 1 where nobody counted. The rest is waiting, which no profile sees. */
  readonly busyShare: number;
}

/** By gate, the first that was measured; of several in one list the one that grew most. */
const FELT: Readonly<Record<string, readonly (readonly string[])[]>> = {
  load: [['latency-p50-ms'], ['cpu-per-request-ms']],
  page: [
    ['lcp-ms', 'tbt-ms', 'longest-task-ms'],
    ['main-thread-ms', 'script-ms'],
  ],
  query: [['execution-ms']],
  command: [['duration-ms'], ['result-ms']],
};

/** One row a target; targets without any such number are left out. */
export function targetTimes({ metrics }: Comparison): readonly TargetTime[] {
  const byTarget = Map.groupBy(metrics, ({ gate, target }) => `${gate} ${target}`);
  return [...byTarget.values()].flatMap((rows) => {
    const [first] = rows;
    const lists = first === undefined ? undefined : FELT[first.gate];
    for (const names of lists ?? []) {
      const felt = rows
        .filter(({ metric, head }) => names.includes(metric) && head !== null)
        .map((row) => timeOf(row, busyShareOf(rows)));
      const [worst] = felt.toSorted((one, other) => other.lostMs - one.lostMs);
      if (worst !== undefined) return [worst];
    }
    return [];
  });
}

function timeOf(
  { gate, target, metric, label, base, head }: MetricComparison,
  busyShare: number,
): TargetTime {
  const lostMs = base === null || head === null ? 0 : Math.max(0, head - base);
  return { gate, target, metric, label, baseMs: base, headMs: head, lostMs, busyShare };
}

/** Utilization law: throughput × service demand (Denning and Buzen, Computing Surveys 10, 1978). */
function busyShareOf(rows: readonly MetricComparison[]): number {
  const headOf = (name: string): number | null => rows.find(({ metric }) => metric === name)?.head ?? null;
  const perSecond = headOf('throughput-per-sec');
  const cpuMs = headOf('cpu-per-request-ms');
  return perSecond === null || cpuMs === null ? 1 : Math.min(1, (perSecond * cpuMs) / 1000);
}
