// The latency of each route in production. Buckets of several series are added before the quantile is taken; quantiles are averaged
// only where there are no buckets, and that is told.
import type { TrafficQueries } from './conventions.ts';
import { fillQuery, hasMatchers } from './fill-query.ts';
import type { NamedSeries } from './match-series.ts';
import { labelKey, type MetricsSeries, type MetricsServer } from './metrics-server.ts';
import type { RouteTraffic } from '../../plan/production-baseline.ts';
import { Problem } from '../../core/problem.ts';

export interface LatencyQuestion {
  readonly server: MetricsServer;
  readonly queries: TrafficQueries;
  readonly window: string;
  readonly select: string;
  readonly atMs: number;
  /** Whether the metric itself holds quantiles. */
  readonly isApproximate: boolean;
}

type Latency = NonNullable<RouteTraffic['latency']>;
type LatencyReader = (series: readonly NamedSeries[]) => Promise<Latency | null>;

const QUANTILES = [0.5, 0.95, 0.99] as const;

/** What answers for one route after the other; a query without `$matchers` is asked once for all. */
export async function openLatency(question: LatencyQuestion): Promise<LatencyReader> {
  const { latency } = question.queries;
  if (latency === null) return () => Promise.resolve(null);
  if (hasMatchers(latency)) return (series) => askForRoute(question, latency, series);
  const answers = await Promise.all(
    QUANTILES.map((quantile) =>
      question.server.query(
        fillQuery(latency, { window: question.window, select: question.select, quantile }),
        question.atMs,
      ),
    ),
  );
  const tables = answers.map((answer) => new Map(answer.map((one) => [labelKey(one.labels), lastOf(one)])));
  return (series) => Promise.resolve(averageOf(series, tables, question));
}

async function askForRoute(
  question: LatencyQuestion,
  query: string,
  series: readonly NamedSeries[],
): Promise<Latency | null> {
  const { window, select } = question;
  const { matchers, isWhole } = matchersOf(series);
  const values = await Promise.all(
    QUANTILES.map(async (quantile) => {
      const filled = fillQuery(query, { window, select, quantile, matchers });
      const answer = await question.server.query(filled, question.atMs);
      if (answer.length > 1) throw manyValues(answer.length, filled);
      return lastOf(answer[0]);
    }),
  );
  return latencyOf(values, question, question.isApproximate || !isWhole);
}

/** Where names stand in different labels, those of the first: no one selector takes both. */
function matchersOf(series: readonly NamedSeries[]) {
  const routeLabel = series[0]?.routeLabel ?? '';
  const methodLabel = series[0]?.methodLabel ?? null;
  const same = series.filter((one) => one.routeLabel === routeLabel && one.methodLabel === methodLabel);
  const valuesOf = (label: string) => [...new Set(same.flatMap(({ labels }) => labels[label] ?? []))].sort();
  const matchers = new Map([[routeLabel, valuesOf(routeLabel)]]);
  if (methodLabel !== null) matchers.set(methodLabel, valuesOf(methodLabel));
  return { matchers, isWhole: same.length === series.length };
}

/** Weighted by traffic, which is between the true quantile's bounds but not it. */
function averageOf(
  series: readonly NamedSeries[],
  tables: readonly ReadonlyMap<string, number | null>[],
  question: LatencyQuestion,
): Latency | null {
  const values = tables.map((table) => {
    const known = series.flatMap(({ labels, requestsPerSecond }) => {
      const value = table.get(labelKey(labels)) ?? null;
      return value === null ? [] : [{ value, weight: requestsPerSecond }];
    });
    const weights = known.reduce((sum, { weight }) => sum + weight, 0);
    return weights > 0 ? known.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights : null;
  });
  return latencyOf(values, question, question.isApproximate || series.length > 1);
}

function latencyOf(
  values: readonly (number | null)[],
  { queries }: LatencyQuestion,
  isApproximate: boolean,
): Latency | null {
  const perUnit = queries.unit === 's' ? 1000 : 1;
  const [p50Ms = null, p95Ms = null, p99Ms = null] = values.map((value) =>
    value === null ? null : value * perUnit,
  );
  return p50Ms === null && p95Ms === null && p99Ms === null ? null : { p50Ms, p95Ms, p99Ms, isApproximate };
}

function lastOf(series: MetricsSeries | undefined): number | null {
  const value = series?.points.at(-1)?.value;
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function manyValues(count: number, query: string): Problem {
  return new Problem('config-invalid', {
    what: `\`production.queries.latency\` gave ${count} values for one route: ${query}`,
    mend: 'Add the series up, e.g. `histogram_quantile($quantile, sum by (le) (rate(x_bucket{$matchers}[$window])))`.',
  });
}
