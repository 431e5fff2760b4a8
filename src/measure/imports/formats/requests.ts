// Requests of a load test, one by one, become what perfcrew's own load gate measures: latency, failures, throughput.
import type { NamedNumbers } from '../imported.ts';
import type { Problem } from '../../../core/problem.ts';
import { unreadable, type Source } from '../refuse.ts';
import { latencies } from './format.ts';

export interface Request {
  readonly name: string;
  readonly durationMs: number;
  readonly succeeded: boolean;
  /** When it began or ended (the tools differ), in milliseconds; null where the file does not say. */
  readonly atMs: number | null;
}

export const MOST_REQUESTS = 1_000_000;

export function tooManyRequests(source: Source): Problem {
  return unreadable(source, {
    what: `holds more than ${MOST_REQUESTS} requests`,
    mend: "Make the test shorter (a minute is plenty for a comparison), or import the tool's summary.",
  });
}

/** An answer that failed is often a quick one, so that only those that succeeded count for latency. */
export function numbersOfRequests(requests: readonly Request[]): NamedNumbers[] {
  const spanSeconds = spanOf(requests) / 1000;
  return [...Map.groupBy(requests, ({ name }) => name)].flatMap(([name, group]) => {
    const good = group.filter(({ succeeded }) => succeeded).map(({ durationMs }) => durationMs);
    const failed = (group.length - good.length) / group.length;
    const rate = group.length / spanSeconds;
    return [
      ...(good.length === 0 ? [] : latencies(name, good)),
      summary(name, {
        metric: 'errors-per-request',
        statistic: 'fraction',
        value: failed,
        count: group.length,
      }),
      ...(Number.isFinite(rate)
        ? [
            summary(name, {
              metric: 'throughput-per-sec',
              statistic: 'rate',
              value: rate,
              count: group.length,
            }),
          ]
        : []),
    ];
  });
}

interface Summary {
  readonly metric: NamedNumbers['metric'];
  readonly statistic: 'rate' | 'fraction';
  readonly value: number;
  readonly count: number | null;
}

export function summary(name: string, { metric, ...rest }: Summary): NamedNumbers {
  return { name, metric, numbers: { kind: 'summary', ...rest } };
}

/** From the first moment known to the last; all requests of a test share it. */
function spanOf(requests: readonly Request[]): number {
  let from = Infinity;
  let to = -Infinity;
  for (const { atMs, durationMs } of requests) {
    if (atMs === null) return 0;
    from = Math.min(from, atMs);
    to = Math.max(to, atMs + durationMs);
  }
  return to - from;
}
