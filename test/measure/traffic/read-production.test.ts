// What a metrics server says, turned into traffic, weights and what is left over.
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { findConvention } from '../../../src/measure/traffic/conventions.ts';
import { parseDuration, printDuration } from '../../../src/measure/traffic/duration.ts';
import { fillQuery } from '../../../src/measure/traffic/fill-query.ts';
import type { MetricsSeries, MetricsServer } from '../../../src/measure/traffic/metrics-server.ts';
import { readProduction } from '../../../src/measure/traffic/read-production.ts';
import { productionSchema } from '../../../src/config/production.ts';
import { weighRoutes } from '../../../src/measure/traffic/weigh-routes.ts';

const NOW_MS = Date.UTC(2026, 0, 8);

function routesAt(...paths: string[]) {
  return configSchema.parse({ targets: { routes: paths.map((path) => ({ path })) } }).targets.routes;
}

function series(labels: Record<string, string>, ...values: number[]): MetricsSeries {
  return { labels, points: values.map((value, index) => ({ atMs: NOW_MS + index, value })) };
}

/** Answers `traffic` and `latency` alike at every moment, and remembers what it was asked. */
function serverWith(traffic: MetricsSeries[], latency: MetricsSeries[] = []) {
  const asked: string[] = [];
  const server: MetricsServer = {
    query(promql) {
      asked.push(promql);
      return Promise.resolve(promql.startsWith('latency') ? latency : traffic);
    },
    queryRange(promql) {
      asked.push(promql);
      return Promise.resolve(traffic);
    },
  };
  return { server, asked };
}

const OWN = {
  traffic: 'traffic{$select}[$window]',
  latency: 'latency{$matchers}[$window] $quantile',
  unit: 'ms',
} as const;
const settings = { window: '7d', select: 'env="prod"', queries: OWN };

describe('production', () => {
  test('adds up what matches one route, and asks for its latency as one', async () => {
    const { server, asked } = serverWith(
      [
        series({ method: 'GET', route: '/users/:id', pod: 'a' }, 3, 6),
        series({ method: 'GET', route: '/users/:id', pod: 'b' }, 5, 4),
        series({ method: 'GET', route: '/users/{id}' }, 1, 1),
        series({ method: 'DELETE', route: '/users/:id' }, 9, 9),
        series({ method: 'GET', route: '/users/me' }, 2, 2),
        series({ pod: 'c' }, 1, 1),
      ],
      [series({}, 12)],
    );
    const routes = routesAt('/users/7');
    const baseline = await readProduction({ settings, routes, nowMs: NOW_MS }, server);
    expect(baseline.routes).toEqual([
      {
        target: 'GET /users/7',
        requestsPerSecond: 11,
        requestsPerDay: 11 * 86_400,
        peakRequestsPerSecond: 11,
        latency: { p50Ms: 12, p95Ms: 12, p99Ms: 12, isApproximate: false },
        names: ['GET /users/:id', 'GET /users/{id}'],
        sharedWith: [],
      },
    ]);
    expect(baseline.unmatched.map(({ name }) => name)).toEqual([
      'DELETE /users/:id',
      'GET /users/me',
      'without a route {"pod":"c"}',
    ]);
    expect(baseline.coverage).toBeCloseTo(11 / 23, 12);
    expect(baseline.window).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-08T00:00:00.000Z',
      stepMs: 3_600_000,
    });
    expect(asked).toContain(String.raw`latency{route=~"/users/:id|/users/\\{id\\}",method="GET"}[7d] 0.99`);
    expect(asked).toContain('traffic{env="prod"}[1h]');
  });

  test('weighs routes by their traffic, the usual one with 1', async () => {
    const { server } = serverWith([
      series({ route: '/busy' }, 30),
      series({ route: '/items/:id' }, 12),
      series({ route: '/idle' }, 0),
    ]);
    const routes = routesAt('/busy', '/items/1', '/items/2', '/idle', '/unknown');
    const baseline = await readProduction({ settings, routes, nowMs: NOW_MS }, server);
    expect(baseline.routes[1]?.sharedWith).toEqual(['GET /items/2']);
    // (30 + 6 + 6 + 0) / 4 = 10.5 is the mean; of what production does not know it says nothing.
    expect(weighRoutes(routes, baseline)).toEqual([
      { target: 'GET /busy', weight: 30 / 10.5 },
      { target: 'GET /items/1', weight: 6 / 10.5 },
      { target: 'GET /items/2', weight: 6 / 10.5 },
      { target: 'GET /idle', weight: 0.01 },
    ]);
    const [busy, ...others] = routes;
    const own = busy === undefined ? routes : [{ ...busy, weight: 5 }, ...others];
    expect(weighRoutes(own, baseline).map(({ target }) => target)).not.toContain('GET /busy');
  });

  test('says what to do where the answer is of no use', async () => {
    const routes = routesAt('/users/7');
    const request = { settings, routes, nowMs: NOW_MS };
    await expect(readProduction(request, serverWith([]).server)).rejects.toThrow(/found no requests/);
    const nameless = serverWith([series({ pod: 'a' }, 1)]).server;
    await expect(readProduction(request, nameless)).rejects.toThrow(/None of the 1 series .* names a route/);
  });
});

test.for([
  [['http_request_duration_seconds_bucket', 'http_request_duration_seconds_count'], 'classic-histogram'],
  [['http_request_duration_seconds'], 'native-histogram'],
  [['http_request_duration_seconds', 'http_request_duration_seconds_bucket'], 'classic-histogram'],
  [['http_server_requests_seconds', 'http_server_requests_seconds_count'], 'summary'],
  [['go_goroutines'], undefined],
] as const)('%o is read as %s', ([names, kind]) => {
  expect(findConvention(new Set(names))?.kind).toBe(kind);
});

test('a dollar in a pattern stays where it is', () => {
  const query = 'rate(x{path!~"^/static$"}[$window]) > $windows';
  expect(fillQuery(query, { window: '1d', select: '' })).toBe('rate(x{path!~"^/static$"}[1d]) > $windows');
});

test.for([
  ['7d', 604_800_000, '7d'],
  ['1d12h', 129_600_000, '36h'],
  ['90s', 90_000, '90s'],
  ['1m', 60_000, '1m'],
  ['250ms', 250, '250ms'],
] as const)('%s is %d ms, and printed as %s', ([text, durationMs, printed]) => {
  expect(parseDuration(text)).toBe(durationMs);
  expect(printDuration(durationMs)).toBe(printed);
});

test('the settings refuse a window that is none', () => {
  const prometheus = { url: 'https://prometheus.example.com' };
  expect(productionSchema.parse({ prometheus })).toMatchObject({ window: '7d', queries: null });
  for (const window of ['7', 'week', '7d; drop', '']) {
    expect(productionSchema.safeParse({ prometheus, window }).success).toBe(false);
  }
});
