// The order of numbers, the noise of a day, and where time went: what every format takes from the same place.
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { METRICS, type MetricId } from '../../../src/core/metric.ts';
import type { MetricComparison } from '../../../src/compare/comparison.ts';
import { confirmedWords } from '../../../src/report/select/evidence-words.ts';
import { noiseToday } from '../../../src/report/select/noise-today.ts';
import { furthest, sortMetrics } from '../../../src/report/select/sort-metrics.ts';
import { queryCosts } from '../../../src/report/select/query-costs.ts';
import { timeSpent } from '../../../src/report/select/time-spent.ts';
import { formatSpread, noiseLine } from '../../../src/report/text/noise-text.ts';
import { isUnifiedDiff } from '../../../src/core/text/unified-diff.ts';
import { buildReport, quietReport } from '../build-report.ts';

function reportOf(rows: readonly Partial<MetricComparison>[]) {
  const template = quietReport().comparison.metrics[0];
  if (template === undefined) throw new Error('the fixture has rows');
  const metrics = rows.map((row) => ({ ...template, ...row }));
  return buildReport({ comparison: { document: 'comparison', version: 1, metrics, unmeasured: [] } });
}

function rowOf(metric: MetricId, changes: Partial<MetricComparison> = {}): Partial<MetricComparison> {
  const { label, evidence, unit, better } = METRICS[metric];
  return { metric, label, evidence, unit, better, ...changes };
}

describe('the order', () => {
  const ids = Object.keys(METRICS) as MetricId[];

  test('is exact, counted, timed, whatever came first', () => {
    const rank = { exact: 0, counted: 1, timed: 2 };
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 2 }), (shuffled) => {
        const { equivalent } = sortMetrics(
          reportOf(shuffled.map((id) => rowOf(id, { conclusion: 'equivalent' }))),
        );
        const ranks = equivalent.map(({ evidence }) => rank[evidence]);
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        const exact = equivalent.filter(({ evidence }) => evidence === 'exact').map(({ metric }) => metric);
        expect(exact).toEqual(ids.filter((id) => exact.includes(id)));
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test('the furthest rows are chosen by their ratio and keep their order', () => {
    const rows = reportOf([1.1, 9, 0.1, 2].map((ratio) => rowOf('lcp-ms', { ratio }))).comparison.metrics;
    expect(furthest(rows, 2).map(({ ratio }) => ratio)).toEqual([9, 0.1]);
  });
});

describe('what queries cost', () => {
  const query = (target: string, metric: MetricId, head: number | null): MetricComparison => {
    const [row] = quietReport().comparison.metrics;
    if (row === undefined) throw new Error('the fixture has no metric');
    return { ...row, gate: 'query', target, metric, head };
  };
  const order = (metrics: readonly MetricComparison[]) =>
    queryCosts(buildReport({ comparison: { ...quietReport().comparison, metrics } })).map(
      ({ target, metric }) => `${target} by ${metric}`,
    );

  test('by blocks on head, then by cost where a query was not run, each query once', () => {
    const rows = [
      query('small', 'buffers', 6),
      query('small', 'plan-cost', 90_000),
      query('planned', 'plan-cost', 20),
      query('large', 'buffers', 400),
      query('planned too', 'plan-cost', 70),
      query('gone', 'buffers', null),
      { ...query('GET /', 'buffers', 9999), gate: 'load' as const },
    ];
    expect(order(rows)).toEqual([
      'large by buffers',
      'small by buffers',
      'planned too by plan-cost',
      'planned by plan-cost',
    ]);
  });
});

describe('the noise of today', () => {
  const noisy = (metric: MetricId, noise: number | null, detectable: number | null) =>
    rowOf(metric, { noise, detectable });

  test('is told by metric, gate metrics first, with the worst target', () => {
    const metrics = noiseToday(
      reportOf([
        noisy('rss-bytes', 0.3, 0.4),
        noisy('latency-p50-ms', 0.02, 0.05),
        noisy('latency-p50-ms', 0.04, 0.061),
        noisy('cpu-per-request-ms', 0.018, 0.03),
        noisy('queries-per-request', null, null),
      ]),
    );
    expect(metrics.map(({ label, targets }) => `${label} ${targets}`)).toEqual([
      'Server CPU per request 1',
      'Server memory (RSS) 1',
      'Latency p50 2',
    ]);
    expect(noiseLine(metrics, 2)).toBe(
      'Noise here today: base against base differs by up to ±1.8 % (Server CPU per request), ±4 % (Latency p50), and 1 more; the smallest change that could be seen is 3 % (Server CPU per request), 6.1 % (Latency p50), and 1 more.',
    );
    expect(metrics.map(({ noise }) => formatSpread(noise, '±'))).toEqual([
      '±1.8 %',
      '±30 %',
      '±3 %, worst ±4 %',
    ]);
  });

  test('without a control process only the smallest change is told, and without either nothing', () => {
    expect(noiseLine(noiseToday(reportOf([noisy('lcp-ms', null, 0.12)])), 4)).toBe(
      'Noise here today: the smallest change that could be seen is 12 % (Largest Contentful Paint).',
    );
    expect(noiseLine(noiseToday(reportOf([noisy('buffers', null, null)])), 4)).toBe('');
    // Tens of thousands of percent say no more than that nothing can be told.
    expect(noiseLine(noiseToday(reportOf([noisy('lcp-ms', 65.07, 401.89)])), 4)).toBe(
      'Noise here today: base against base differs by up to more than 1,000 % (Largest Contentful Paint); the smallest change that could be seen is more than 1,000 % (Largest Contentful Paint).',
    );
  });
});

test.each([
  [true, 'repeated in fresh processes'],
  [false, 'did not repeat in fresh processes'],
  [null, null],
])('confirmed %s reads: %s', (confirmed, words) => expect(confirmedWords({ confirmed })).toBe(words));

describe('where the time went', () => {
  test('shares add up to one, and every bar stays inside', () => {
    const ms = fc.integer({ min: 0, max: 1e6 });
    const step = fc.record({ name: fc.string(), durationMs: ms });
    const phase = fc.record({ name: fc.string(), durationMs: ms, parts: fc.array(step, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(phase, { maxLength: 8 }), (phases) => {
        const { totalMs, rows } = timeSpent({ phases });
        const whole = rows.filter(({ isPart }) => !isPart);
        if (totalMs > 0) expect(whole.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
        else expect(rows).toEqual([]);
        for (const { from, share } of rows) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(from + share).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

test.each([
  ['@@ -1,2 +1,2 @@\n-a\n+b', true],
  ['--- base\n+++ head\n-a', true],
  ['Seq Scan on orders\n  -> Sort', false],
  ['- a list\n- of things', false],
])('%j is a difference: %s', (text, expected) => expect(isUnifiedDiff(text)).toBe(expected));
