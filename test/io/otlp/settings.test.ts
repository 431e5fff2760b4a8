// The variables of OpenTelemetry, as its specification reads them.
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../src/core/metric.ts';
import { instrumentOf } from '../../../src/io/otlp/compose-metrics.ts';
import { destinationOf } from '../../../src/io/otlp/settings.ts';

const COMMON = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example.com/base' };

describe('where a signal is sent', () => {
  test.for([
    [COMMON, 'https://otlp.example.com/base/v1/metrics'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, 'http://collector:4318/v1/metrics'],
    [{ ...COMMON, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://other:1/as-is' }, 'http://other:1/as-is'],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://other:1' }, 'http://other:1/'],
  ] as const)('%o → %s', ([environment, url]) => {
    expect(destinationOf('metrics', environment)).toMatchObject({ url: new URL(url) });
  });

  test.for([
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' },
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://other:1/' },
    { ...COMMON, OTEL_SDK_DISABLED: 'true' },
    { ...COMMON, OTEL_METRICS_EXPORTER: 'none' },
  ])('nowhere with %o', (environment) => {
    expect(destinationOf('metrics', environment)).toBeNull();
  });

  test.for([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /not an http or https address/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://me:hunter2@collector' }, /without a user/],
    [{ ...COMMON, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /gRPC/],
    [{ ...COMMON, OTEL_EXPORTER_OTLP_HEADERS: 'hunter2' }, /cannot be read as headers/],
    [{ ...COMMON, OTEL_EXPORTER_OTLP_HEADERS: 'a=hunter2%0a' }, /cannot be read as headers/],
    [{ ...COMMON, OTEL_EXPORTER_OTLP_HEADERS: 'a=%zz' }, /cannot be read as headers/],
  ] as const)('with an obstacle for %o', ([environment, reason]) => {
    const obstacle = destinationOf('traces', environment);
    expect(obstacle).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(JSON.stringify(obstacle)).not.toContain('hunter2');
  });

  test('with the headers and patience of the signal before the common ones', () => {
    const environment = {
      ...COMMON,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%2Cb, x = y',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'only=this',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '2500',
    };
    expect(destinationOf('metrics', environment)).toMatchObject({
      headers: { 'api-key': 'a,b', x: 'y' },
      timeoutMs: 10_000,
    });
    expect(destinationOf('traces', environment)).toMatchObject({
      headers: { only: 'this' },
      timeoutMs: 2500,
    });
  });
});

test('no two metrics share the name of an instrument', () => {
  const names = Object.entries(METRICS).map(([id, { unit }]) => instrumentOf(id, unit).name);
  expect(new Set(names).size).toBe(names.length);
});
