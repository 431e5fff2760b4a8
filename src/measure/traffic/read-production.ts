// Asks the metrics server what production does with the configured routes, and gathers the answers into the baseline.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import { Problem } from '../../core/problem.ts';
import { findConvention, KNOWN_METRICS, KNOWN_METRICS_QUERY, type TrafficQueries } from './conventions.ts';
import { describeRest, describeRoute } from './describe-matches.ts';
import { parseDuration, printDuration } from './duration.ts';
import { fillQuery } from './fill-query.ts';
import { matchSeries, ROUTE_LABELS, type Matches } from './match-series.ts';
import { labelKey, type MetricsServer } from './metrics-server.ts';
import type { ProductionBaseline, RouteTraffic } from '../../plan/production-baseline.ts';
import { openLatency } from './read-latency.ts';
import type { ProductionSettings } from '../../config/production.ts';

export interface ProductionRequest {
  readonly settings: Pick<ProductionSettings, 'window' | 'select' | 'queries'>;
  readonly routes: readonly RouteTarget[];
  /** The end of the window. */
  readonly nowMs: number;
}

/** A week by the hour, and never so short that a server scraped every minute has too few samples for a rate. */
const STEPS = 168;
const SHORTEST_STEP_MS = 300_000;

export async function readProduction(
  request: ProductionRequest,
  server: MetricsServer,
): Promise<ProductionBaseline> {
  const { settings, routes, nowMs } = request;
  const { window, select } = settings;
  const windowMs = parseDuration(window);
  const { queries, metric, isApproximate } = await chooseQueries(request, server);
  const answer = await server.query(fillQuery(queries.traffic, { window, select }), nowMs);
  const series = answer.flatMap(({ labels, points }) => {
    const requestsPerSecond = points.at(-1)?.value ?? Number.NaN;
    return Number.isFinite(requestsPerSecond) && requestsPerSecond >= 0
      ? [{ labels, requestsPerSecond }]
      : [];
  });
  const matches = matchSeries(routes, series);
  refuseEmpty(series.length, matches, window);
  const stepMs = Math.min(windowMs, Math.max(SHORTEST_STEP_MS, Math.round(windowMs / STEPS)));
  const span = { fromMs: nowMs - windowMs + stepMs, toMs: nowMs, stepMs };
  const steps = await server.queryRange(
    fillQuery(queries.traffic, { window: printDuration(stepMs), select }),
    span,
  );
  const pointsOf = new Map(steps.map(({ labels, points }) => [labelKey(labels), points]));
  const latencyOf = await openLatency({ server, queries, window, select, atMs: nowMs, isApproximate });
  const found: RouteTraffic[] = [];
  for (const route of routes) {
    const own = matches.routes.get(routeName(route)) ?? [];
    const latency = own.length === 0 ? null : await latencyOf(own);
    const peak = peakOf(own.map(({ labels }) => pointsOf.get(labelKey(labels)) ?? []));
    found.push({ ...describeRoute(routeName(route), matches), peakRequestsPerSecond: peak, latency });
  }
  return {
    document: 'production-baseline',
    version: 1,
    window: { from: iso(nowMs - windowMs), to: iso(nowMs), stepMs },
    metric,
    routes: found,
    ...describeRest(matches),
  };
}

async function chooseQueries({ settings, nowMs }: ProductionRequest, server: MetricsServer): Promise<Chosen> {
  if (settings.queries !== null) return { queries: settings.queries, metric: null, isApproximate: false };
  const asked = fillQuery(KNOWN_METRICS_QUERY, settings);
  const known = await server.query(asked, nowMs);
  const found = findConvention(new Set(known.flatMap(({ labels }) => labels['__name__'] ?? [])));
  if (found !== null) return { ...found, isApproximate: found.kind === 'summary' };
  throw new Problem('config-invalid', {
    what: `The metrics server has none of the metrics perfcrew knows: ${KNOWN_METRICS.join(', ')}.`,
    mend: 'Write the query for your own metric into `production.queries.traffic`.',
  });
}

interface Chosen {
  readonly queries: TrafficQueries;
  readonly metric: string | null;
  readonly isApproximate: boolean;
}

function refuseEmpty(seriesCount: number, matches: Matches, window: string): void {
  if (seriesCount === 0) {
    throw new Problem('config-invalid', {
      what: `The traffic query found no requests in the last ${window}.`,
      mend: 'Try the query in the server’s own page, and set `production.window` to a time with traffic.',
    });
  }
  if (matches.nameless.length === seriesCount) {
    throw new Problem('config-invalid', {
      what: `None of the ${seriesCount} series of the traffic query names a route (${ROUTE_LABELS.join(', ')}).`,
      mend: 'Group the query by the label that holds the route, or rename it with `label_replace(…, "route", …)`.',
    });
  }
}

/** The highest sum of the series at one moment. */
function peakOf(
  series: readonly (readonly { readonly atMs: number; readonly value: number }[])[],
): number | null {
  const sums = new Map<number, number>();
  for (const { atMs, value } of series.flat()) {
    if (Number.isFinite(value)) sums.set(atMs, (sums.get(atMs) ?? 0) + Math.max(0, value));
  }
  return sums.size === 0 ? null : Math.max(...sums.values());
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
