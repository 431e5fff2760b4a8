// From rounds to series: one number per metric, process and round.
import type { MetricId } from '../../core/metric.ts';
import type { Series } from '../measurement.ts';
import { cpuRounds } from './cpu-rounds.ts';
import type { SideRound } from './send-load.ts';

export interface LaneRound {
  /** Number of the fresh processes, from 0, among those this route was measured in. */
  readonly restart: number;
  /** Null where the driver gave no figures. */
  readonly base: SideRound | null;
  readonly head: SideRound | null;
  /** The second process of base; absent where none ran. */
  readonly control?: SideRound | null;
}

type Reading = (round: SideRound) => number | null;

const READINGS = {
  'errors-per-request': (round) => failureRatio(round),
  'response-bytes': (round) => round.responseBytes,
  'allocated-per-request-bytes': perRequest(({ counters }) => counters?.allocatedBytes ?? null),
  'gc-per-request-ms': perRequest(({ counters }) => counters?.gcMs ?? null),
  'heap-used-bytes': (round) => round.counters?.heapUsedBytes ?? null,
  'rss-bytes': (round) => round.rssBytes,
  'event-loop-delay-p99-ms': (round) => round.counters?.eventLoopDelayP99Ms ?? null,
  'latency-p50-ms': (round) => round.latencyMs?.p50 ?? null,
  'latency-p95-ms': (round) => round.latencyMs?.p95 ?? null,
  'latency-p99-ms': (round) => round.latencyMs?.p99 ?? null,
  'throughput-per-sec': (round) =>
    round.durationMs > 0 ? ((round.responses - round.non2xx) / round.durationMs) * 1000 : null,
} as const satisfies Partial<Record<MetricId, Reading>>;

/** What no process of either side could tell has no series. */
export function loadSeries(rounds: readonly LaneRound[]): Series[] {
  const cpu: Series = { metric: 'cpu-per-request-ms', rounds: cpuRounds(rounds) };
  const read = Object.entries(READINGS).map(([metric, reading]): Series => {
    const valueOf = (round: SideRound | null): number | null => (round === null ? null : reading(round));
    return {
      metric,
      rounds: rounds.map(({ restart, base, head, control }) => ({
        restart,
        base: valueOf(base),
        head: valueOf(head),
        ...(control === undefined ? {} : { control: valueOf(control) }),
      })),
    };
  });
  return [cpu, ...read].filter((series) =>
    series.rounds.some(({ base, head }) => base !== null || head !== null),
  );
}

function perRequest(counted: Reading): Reading {
  return (round) => {
    const amount = counted(round);
    return amount === null || round.served === 0 ? null : amount / round.served;
  };
}

/** Share of requests that got no 2xx; null where nothing was even tried. */
export function failureRatio(round: SideRound): number | null {
  const tried = round.responses + round.errors;
  return tried === 0 ? null : (round.non2xx + round.errors) / tried;
}
