// From rounds to series: one number per metric, side and round.
import type { MetricId } from '../../core/metric.ts';
import type { Series } from '../measurement.ts';
import type { SideRound } from './send-load.ts';

export interface LoadPair {
  readonly restart: number;
  readonly base: SideRound | null;
  readonly head: SideRound | null;
}

const READINGS = {
  'latency-p50-ms': (round) => round.latencyMs?.p50 ?? null,
  'latency-p95-ms': (round) => round.latencyMs?.p95 ?? null,
  'latency-p99-ms': (round) => round.latencyMs?.p99 ?? null,
  'throughput-per-sec': (round) =>
    round.durationMs > 0 ? ((round.responses - round.non2xx) / round.durationMs) * 1000 : null,
  'cpu-per-request-ms': (round) => (round.served > 0 ? round.cpuMs / round.served : null),
  'rss-bytes': (round) => round.rssBytes,
  'errors-per-request': (round) => failureRatio(round),
  'response-bytes': (round) => round.responseBytes,
} as const satisfies Partial<Record<MetricId, (round: SideRound) => number | null>>;

export function loadSeries(pairs: readonly LoadPair[]): Series[] {
  return Object.entries(READINGS).map(([metric, read]) => ({
    metric,
    rounds: pairs.map((pair) => ({
      restart: pair.restart,
      base: pair.base === null ? null : read(pair.base),
      head: pair.head === null ? null : read(pair.head),
    })),
  }));
}

/** Share of requests that got no 2xx; null where nothing was even tried. */
export function failureRatio(round: SideRound): number | null {
  const tried = round.responses + round.errors;
  return tried === 0 ? null : (round.non2xx + round.errors) / tried;
}
