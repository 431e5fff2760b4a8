// Sends recorded reports over HTTP to a receiver that holds them against the rules of OTLP/JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeExport, sendReview } from '../../../src/io/otlp/send-review.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';
import { reportSchema, type Report } from '../../../src/report/report.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { startReceiver } from './receiver.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'reports');
const SECRET = 'very-secret-key';

function readReport(name: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')));
}

const slow = readReport('slow-branch');

function outside(environment: Record<string, string>) {
  return { environment, clock: fakeClock(), signal: new AbortController().signal };
}

function textsOf(attributes: readonly { key: string; value: object }[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

describe('a review sent by OTLP', () => {
  test('gives a gauge per metric with a point per target and side', async () => {
    await using receiver = await startReceiver();
    const outcomes = await sendReview(
      slow,
      outside({
        OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/otlp/`,
        OTEL_EXPORTER_OTLP_HEADERS: `api-key=${SECRET},x-tenant=a%20b`,
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=ci',
      }),
    );
    expect(outcomes.map(({ signal, status }) => [signal, status])).toEqual([
      ['metrics', 'sent'],
      ['traces', 'sent'],
    ]);
    expect(receiver.requests.map(({ path }) => path).sort()).toEqual(['/otlp/v1/metrics', '/otlp/v1/traces']);
    expect(receiver.requests[0]?.headers).toMatchObject({ 'api-key': SECRET, 'x-tenant': 'a b' });
    const [sent] = receiver.metrics[0]?.resourceMetrics ?? [];
    expect(textsOf(sent?.resource.attributes ?? [])).toEqual({
      'service.name': 'perfcrew',
      'service.version': slow.perfcrew,
      'deployment.environment.name': 'ci',
    });
    const metrics = sent?.scopeMetrics[0]?.metrics ?? [];
    const values = slow.comparison.metrics.flatMap(({ base, head }) => [base, head]);
    const points = metrics.flatMap(({ gauge }) => gauge.dataPoints);
    expect(points.length).toBe(values.filter((value) => value !== null).length);
    const row = slow.comparison.metrics.find(
      ({ metric, target }) => metric === 'latency-p50-ms' && target === 'GET /api/orders',
    );
    const latency = metrics.find(({ name }) => name === 'perfcrew.latency_p50');
    expect(latency).toMatchObject({ unit: 's', description: row?.label });
    const orders = latency?.gauge.dataPoints.map(({ attributes, asDouble }) => ({
      ...textsOf(attributes),
      asDouble,
    }));
    expect(orders).toContainEqual({
      'perfcrew.gate': 'load',
      'perfcrew.target': 'GET /api/orders',
      'perfcrew.side': 'head',
      'perfcrew.conclusion': row?.conclusion,
      'vcs.owner.name': 'acme',
      'vcs.repository.name': 'shop',
      'vcs.change.id': '128',
      'vcs.ref.head.revision': slow.pullRequest.head.sha,
      'vcs.ref.base.revision': slow.pullRequest.base.sha,
      asDouble: (row?.head ?? 0) / 1000,
    });
  });

  test('gives a trace whose phases lie in the review, below the trace of the job', async () => {
    await using receiver = await startReceiver();
    await sendReview(
      slow,
      outside({
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
        TRACEPARENT: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      }),
    );
    expect(receiver.metrics).toEqual([]);
    const spans = receiver.traces[0]?.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    const [root, ...others] = spans;
    expect(root).toMatchObject({ name: 'perfcrew review', parentSpanId: 'b7ad6b7169203331' });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(
      new Set(['0af7651916cd43dd8448eb211c80319c']),
    );
    expect(BigInt(root?.endTimeUnixNano ?? 0) / 1_000_000n).toBe(BigInt(Date.parse(slow.finishedAt)));
    const phases = others.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
    expect(phases.map(({ name }) => name)).toEqual(slow.phases.map(({ name }) => name));
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    for (const span of others) {
      const parent = byId.get(span.parentSpanId ?? '');
      expect(BigInt(span.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(parent?.startTimeUnixNano ?? 0));
      // To the microsecond, to which both are rounded.
      expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(parent?.endTimeUnixNano ?? 0) + 1000n);
    }
  });

  test('holds no code, no statement, no title and no header', async () => {
    await using receiver = await startReceiver();
    const statement = 'select secret_column from customers';
    const hostile: Report = {
      ...slow,
      pullRequest: { ...slow.pullRequest, title: statement, body: statement, author: statement },
      findings: slow.findings.map((finding) => ({ ...finding, detail: statement, title: statement })),
    };
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: `api-key=${SECRET}`,
    };
    await sendReview(hostile, outside(environment));
    const sent = receiver.requests.map(({ text }) => text).join('\n');
    expect(receiver.metrics.length + receiver.traces.length).toBe(2);
    for (const path of slow.change.paths) expect(sent).not.toContain(path);
    expect(sent).not.toContain('secret');
  });

  test('is sent again after 429 and 503, when Retry-After says so', async () => {
    const first = { status: 429, headers: { 'retry-after': '7' } };
    await using receiver = await startReceiver([first, { status: 503 }]);
    const away = outside({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/v1/metrics` });
    const outcomes = await sendReview(slow, away);
    expect(outcomes).toMatchObject([{ signal: 'metrics', status: 'sent', remark: null }]);
    expect(receiver.requests.length).toBe(3);
    // 7 s as told, then the second step of the exponential wait: 2 s, a quarter more or less.
    expect(away.clock.elapsed()).toBeGreaterThanOrEqual(7000 + 1500);
    expect(away.clock.elapsed()).toBeLessThanOrEqual(7000 + 2500);
  });

  test.for([
    [{ status: 400, body: 'bad json' }, /answered 400: bad json/],
    [{ status: 401, body: `no ${SECRET} here` }, /answered 401: no \*\*\* here/],
    [{ status: 307, headers: { location: 'http://elsewhere.example/' } }, /answered 307/],
    [{ status: 429, headers: { 'retry-after': '3600' } }, /answered 429/],
    [{ status: 500 }, /answered 500/],
  ] as const)(
    'is told, not thrown, and not tried again where it was refused with %o',
    async ([reply, said]) => {
      await using receiver = await startReceiver([reply]);
      const [outcome] = await sendReview(
        slow,
        outside({
          OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/v1/metrics`,
          OTEL_EXPORTER_OTLP_HEADERS: `api-key=${SECRET}`,
        }),
      );
      expect(outcome?.status).toBe('failed');
      expect(outcome === undefined ? '' : describeExport([outcome])).toMatch(said);
      expect(receiver.requests.length).toBe(1);
    },
  );

  test('tells what the receiver threw away', async () => {
    const body = '{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"too old"}}';
    await using receiver = await startReceiver([{ status: 200, body }]);
    const environment = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/v1/metrics` };
    const [outcome] = await sendReview(slow, outside(environment));
    expect(outcome === undefined ? '' : describeExport([outcome])).toMatch(
      /sent, 3 rejected by the receiver: too old$/,
    );
  });

  test('is given up where nobody listens, after five tries', async () => {
    const port = await loopbackNetwork().freePort();
    const [outcome] = await sendReview(
      slow,
      outside({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${port}/v1/traces` }),
    );
    expect(outcome === undefined ? '' : describeExport([outcome])).toMatch(/tried 5 times\): ECONNREFUSED/);
  });
});
