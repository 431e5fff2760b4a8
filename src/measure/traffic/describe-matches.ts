// Says in requests what was matched: each route's traffic, and what belongs to none of them.
import type { Matches, NamedSeries } from './match-series.ts';
import type { ProductionBaseline, RouteTraffic } from '../../plan/production-baseline.ts';

const SECONDS_PER_DAY = 86_400;
const UNMATCHED_SHOWN = 50;

/** Latency and peak are asked for elsewhere. */
export function describeRoute(
  target: string,
  { routes }: Matches,
): Omit<RouteTraffic, 'peakRequestsPerSecond' | 'latency'> {
  const own = routes.get(target) ?? [];
  const requestsPerSecond = own.length === 0 ? null : sum(own);
  const sharedWith = [...routes].flatMap(([name, series]) =>
    name !== target && series.some((one) => own.includes(one)) ? [name] : [],
  );
  return {
    target,
    requestsPerSecond,
    requestsPerDay: requestsPerSecond === null ? null : requestsPerSecond * SECONDS_PER_DAY,
    names: [...new Set(own.map(nameOf))].sort(),
    sharedWith,
  };
}

export function describeRest(
  matches: Matches,
): Pick<ProductionBaseline, 'unmatched' | 'unmatchedLeftOut' | 'coverage'> {
  const matched = new Set([...matches.routes.values()].flat());
  const rest = [
    ...matches.unmatched.map((one) => ({ name: nameOf(one), requestsPerSecond: one.requestsPerSecond })),
    ...matches.nameless.map((one) => ({
      name: `without a route ${JSON.stringify(one.labels)}`,
      requestsPerSecond: one.requestsPerSecond,
    })),
  ].toSorted((one, other) => other.requestsPerSecond - one.requestsPerSecond);
  const all = sum([...matched]) + sum(rest);
  return {
    unmatched: rest.slice(0, UNMATCHED_SHOWN),
    unmatchedLeftOut: Math.max(0, rest.length - UNMATCHED_SHOWN),
    coverage: all > 0 ? Math.min(1, sum([...matched]) / all) : null,
  };
}

function nameOf({ method, path }: NamedSeries): string {
  return method === null ? path : `${method} ${path}`;
}

function sum(series: readonly { readonly requestsPerSecond: number }[]): number {
  return series.reduce((total, { requestsPerSecond }) => total + requestsPerSecond, 0);
}
