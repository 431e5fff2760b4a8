// What common client libraries call the duration of a request, and how each kind of metric is asked.

export interface TrafficQueries {
  /** Requests per second by method and route. */
  readonly traffic: string;
  readonly latency: string | null;
  readonly unit: 's' | 'ms';
}

export type MetricKind = 'classic-histogram' | 'native-histogram' | 'summary';

interface Convention {
  readonly metric: string;
  readonly labels: string;
  readonly unit: 's' | 'ms';
}

/**
 * OpenTelemetry's semantic conventions (stable, then the ones before), prom-client and its middlewares for Express, Fastify and
 * Koa (and many of other languages), Micrometer (Spring). Labels a metric does not have do no harm in a grouping.
 */
const CONVENTIONS: readonly Convention[] = [
  { metric: 'http_server_request_duration_seconds', labels: 'http_request_method, http_route', unit: 's' },
  { metric: 'http_request_duration_seconds', labels: 'method, route, path, handler', unit: 's' },
  { metric: 'http_server_duration_milliseconds', labels: 'http_method, http_route', unit: 'ms' },
  { metric: 'http_request_duration_ms', labels: 'method, route, path', unit: 'ms' },
  { metric: 'http_server_requests_seconds', labels: 'method, uri', unit: 's' },
  { metric: 'http_request_summary_seconds', labels: 'method, route, path', unit: 's' },
];

/** Which of the known metrics the server has, by name; cheap, as it looks at one moment. */
export const KNOWN_METRICS_QUERY = `count by (__name__) ({__name__=~"(${CONVENTIONS.map(({ metric }) => metric).join('|')})(_bucket|_count)?",$select})`;

export interface Found {
  readonly metric: string;
  readonly kind: MetricKind;
  readonly queries: TrafficQueries;
}

/** The first known metric among the names; a histogram kept in both forms is read in the classic one. */
export function findConvention(names: ReadonlySet<string>): Found | null {
  for (const convention of CONVENTIONS) {
    const { metric } = convention;
    const kind = kindOf(metric, names);
    if (kind !== null)
      return { metric, kind, queries: { ...queriesOf(convention, kind), unit: convention.unit } };
  }
  return null;
}

export const KNOWN_METRICS: readonly string[] = CONVENTIONS.map(({ metric }) => metric);

function kindOf(metric: string, names: ReadonlySet<string>): MetricKind | null {
  if (names.has(`${metric}_bucket`)) return 'classic-histogram';
  if (names.has(`${metric}_count`)) return 'summary';
  return names.has(metric) ? 'native-histogram' : null;
}

function queriesOf({ metric, labels }: Convention, kind: MetricKind): Omit<TrafficQueries, 'unit'> {
  switch (kind) {
    case 'classic-histogram':
      return {
        traffic: `sum by (${labels}) (rate(${metric}_count{$select}[$window]))`,
        latency: `histogram_quantile($quantile, sum by (le) (rate(${metric}_bucket{$matchers,$select}[$window])))`,
      };
    case 'native-histogram':
      return {
        traffic: `histogram_count(sum by (${labels}) (rate(${metric}{$select}[$window])))`,
        latency: `histogram_quantile($quantile, sum(rate(${metric}{$matchers,$select}[$window])))`,
      };
    case 'summary':
      // Quantiles cannot be added up: the mean over processes and time says about what they were. NaN (nobody asked) is left out.
      return {
        traffic: `sum by (${labels}) (rate(${metric}_count{$select}[$window]))`,
        latency: `avg(avg_over_time((${metric}{quantile="$quantile",$matchers,$select} >= 0)[$window:]))`,
      };
  }
}
