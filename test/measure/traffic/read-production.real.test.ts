// Reads traffic and latency from a real Prometheus that scrapes a real server.
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { connectPrometheus } from '../../../src/io/prometheus/connect-prometheus.ts';
import { isProblem } from '../../../src/core/problem.ts';
import { findConvention } from '../../../src/measure/traffic/conventions.ts';
import { fillQuery } from '../../../src/measure/traffic/fill-query.ts';
import type { MetricsServer } from '../../../src/measure/traffic/metrics-server.ts';
import { productionBaselineSchema } from '../../../src/plan/production-baseline.ts';
import { readProduction } from '../../../src/measure/traffic/read-production.ts';
import { productionSchema, type ProductionSettings } from '../../../src/config/production.ts';
import {
  findPrometheus,
  LOGIN,
  startPrometheus,
  until,
  WITHOUT_PROMETHEUS,
} from '../../io/prometheus/start-prometheus.ts';
import { startSmallShop } from '../../io/prometheus/small-shop.ts';

const program = findPrometheus();

const { routes } = configSchema.parse({
  targets: {
    routes: [
      { path: '/users/42?full=1' },
      { path: '/users/me' },
      { path: '/orders', method: 'POST' },
      { path: '/nobody-asks' },
    ],
  },
}).targets;

/** 30 + 10 to a user, 20 to /users/me, 20 orders, 20 to what is not configured: of 100 between two scrapes. */
const SERVED = [
  { labels: 'method="GET",route="/users/:id",status_code="200"', count: 30, seconds: 0.02 },
  { labels: 'method="get",route="/users/{id}/",status_code="200"', count: 10, seconds: 0.3 },
  { labels: 'method="GET",route="/users/me",status_code="200"', count: 20, seconds: 0.07 },
  { labels: 'method="POST",route="/orders",status_code="201"', count: 15, seconds: 0.07 },
  { labels: 'method="POST",route="/orders",status_code="500"', count: 5, seconds: 0.07 },
  { labels: 'method="GET",route="/orders",status_code="200"', count: 20, seconds: 0.07 },
];

function connect(url: string, environment: Record<string, string> = { PROMETHEUS_LOGIN: LOGIN }) {
  const settings = productionSchema.parse({ prometheus: { url, basic_auth_env: 'PROMETHEUS_LOGIN' } });
  return connectPrometheus(settings.prometheus, { environment, signal: new AbortController().signal });
}

/** Until the server has seen enough of every series for a rate. */
function readWhenThere(server: MetricsServer, queries: ProductionSettings['queries']) {
  return until(async () => {
    try {
      const settings = { window: '1m', select: 'job="shop"', queries };
      const baseline = await readProduction({ settings, routes, nowMs: Date.now() }, server);
      return baseline.routes.some(({ latency }) => latency !== null) ? baseline : null;
    } catch (error) {
      if (isProblem(error) && /none of the metrics|found no requests/.test(error.message)) return null;
      throw error;
    }
  });
}

describe.skipIf(program === null)(`a real Prometheus (skipped where there is ${WITHOUT_PROMETHEUS})`, () => {
  test('gives routes their traffic and latency: histograms, own queries, summaries', async () => {
    await using shop = await startSmallShop('http_request_duration_seconds', SERVED);
    await using prometheus = await startPrometheus(program ?? '', shop.address);
    const server = connect(prometheus.url);

    const baseline = await readWhenThere(server, null);
    expect(productionBaselineSchema.parse(baseline)).toEqual(baseline);
    expect(baseline.metric).toBe('http_request_duration_seconds');
    const [user, me, order, nobody] = baseline.routes;
    expect(user?.names).toEqual(['GET /users/:id', 'GET /users/{id}/']);
    expect(me?.names).toEqual(['GET /users/me']);
    expect((user?.requestsPerSecond ?? 0) / (me?.requestsPerSecond ?? 1)).toBeCloseTo(2, 6);
    expect((order?.requestsPerSecond ?? 0) / (me?.requestsPerSecond ?? 1)).toBeCloseTo(1, 6);
    expect(user?.requestsPerDay).toBeCloseTo((user?.requestsPerSecond ?? 0) * 86_400, 3);
    expect(user?.peakRequestsPerSecond).toBeGreaterThan(0);
    expect(nobody).toMatchObject({ requestsPerSecond: null, latency: null, names: [] });
    // 30 of 40 lie between 10 and 50 ms, 10 between 100 and 500: the added buckets, read linearly.
    expect(user?.latency?.p50Ms).toBeCloseTo(10 + 40 * (20 / 30), 6);
    expect(user?.latency?.p95Ms).toBeCloseTo(100 + 400 * (8 / 10), 6);
    expect(user?.latency?.isApproximate).toBe(false);
    expect(baseline.unmatched.map(({ name }) => name)).toEqual(['GET /orders']);
    expect(baseline.coverage).toBeCloseTo(0.8, 6);

    const elsewhere = { window: '1m', select: 'job="staging"', queries: null };
    await expect(readProduction({ settings: elsewhere, routes, nowMs: Date.now() }, server)).rejects.toThrow(
      /none of the metrics/,
    );

    const own = await readWhenThere(server, {
      traffic: 'sum by (route, method) (rate(shop_seconds_count[$window]))',
      latency: 'avg by (method, route) (shop_seconds{quantile="$quantile"})',
      unit: 's',
    });
    expect(own.metric).toBeNull();
    expect(own.routes[1]?.latency).toEqual({ p50Ms: 70, p95Ms: 70, p99Ms: 70, isApproximate: false });
    expect(own.routes[0]?.latency?.p50Ms).toBeCloseTo((30 * 20 + 10 * 300) / 40, 6);
    expect(own.routes[0]?.latency?.isApproximate).toBe(true);

    const summary = await readWhenThere(server, {
      traffic: 'sum by (method, route) (rate(shop_seconds_count[$window]))',
      latency: 'avg(avg_over_time((shop_seconds{quantile="$quantile",$matchers} >= 0)[$window:]))',
      unit: 's',
    });
    expect(summary.routes[1]?.latency?.p99Ms).toBeCloseTo(70, 6);

    const many = readProduction(
      {
        settings: {
          window: '1m',
          select: '',
          queries: {
            traffic: 'rate(shop_seconds_count[$window])',
            latency: 'shop_seconds{$matchers}',
            unit: 's',
          },
        },
        routes,
        nowMs: Date.now(),
      },
      server,
    );
    await expect(many).rejects.toThrow(/gave \d+ values for one route/);
  });

  test('understands every query that perfcrew would ask by itself', async () => {
    await using shop = await startSmallShop('unknown_seconds', SERVED);
    await using prometheus = await startPrometheus(program ?? '', shop.address);
    const server = connect(prometheus.url);
    for (const names of [['http_server_requests_seconds'], ['http_server_requests_seconds_count']]) {
      const queries = findConvention(new Set(names))?.queries;
      const filling = {
        window: '5m',
        select: '',
        quantile: 0.95,
        matchers: new Map([['uri', ['/a.b"\\', '/c|{d}']]]),
      };
      for (const query of [queries?.traffic ?? '', queries?.latency ?? '']) {
        await expect(server.query(fillQuery(query, filling), Date.now())).resolves.toEqual([]);
      }
    }
    await expect(
      readProduction(
        { settings: { window: '7d', select: '', queries: null }, routes, nowMs: Date.now() },
        server,
      ),
    ).rejects.toThrow(/none of the metrics perfcrew knows/);
  });

  test('is told apart from one that refuses: the wrong password, a broken query', async () => {
    await using shop = await startSmallShop('http_request_duration_seconds', SERVED);
    await using prometheus = await startPrometheus(program ?? '', shop.address);
    const refused = connect(prometheus.url, { PROMETHEUS_LOGIN: 'reader:wrong-password' });
    await expect(refused.query('up', Date.now())).rejects.toThrow(/answered 401/);
    await expect(refused.query('up', Date.now())).rejects.not.toThrow(/wrong-password/);
    await expect(connect(prometheus.url).query('sum by (', Date.now())).rejects.toThrow(
      /bad_data.*parse error/,
    );
  });
});
