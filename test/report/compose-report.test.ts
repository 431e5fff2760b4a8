import { describe, expect, test } from 'vitest';
import { reportSchema } from '../../src/report/report.ts';
import { sortMetrics } from '../../src/report/select/sort-metrics.ts';
import { distinctEnvironments } from '../../src/report/select/distinct-environments.ts';
import { isQuiet } from '../../src/report/select/is-quiet.ts';
import { minutesSaved } from '../../src/report/select/minutes-saved.ts';
import { looseReasons } from '../../src/report/select/sort-reasons.ts';
import { timesWorse } from '../../src/report/select/times-worse.ts';
import { manyTargetsReport, neutralReport, quietReport, slowReport } from './build-report.ts';

describe('composeReport', () => {
  test.each([
    ['slow-branch', slowReport()],
    ['quiet', quietReport()],
    ['neutral', neutralReport()],
  ])('the %s report is what stands in the fixtures', async (name, report) => {
    await expect(`${JSON.stringify(report, null, 1)}\n`).toMatchFileSnapshot(
      `../fixtures/reports/${name}.json`,
    );
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  test('sums up the change', () => {
    expect(slowReport().change).toMatchObject({ files: 4, additions: 90, deletions: 18, truncated: null });
    expect(slowReport().change.paths).toContain('public/index.html');
  });
});

describe('what the formats select', () => {
  test('what got worse comes before what got better, and facts before timings in both', () => {
    const { changed } = sortMetrics(manyTargetsReport());
    const conclusions = changed.map(({ conclusion }) => conclusion);
    expect(conclusions).toEqual(conclusions.toSorted().reverse());
    expect(sortMetrics(slowReport()).changed.map(({ metric }) => metric)).toMatchInlineSnapshot(`
      [
        "queries-per-request",
        "page-bytes",
        "script-bytes",
        "buffers",
        "plan-cost",
        "cpu-per-request-ms",
        "cpu-per-request-ms",
        "latency-p50-ms",
        "latency-p50-ms",
        "latency-p95-ms",
        "throughput-per-sec",
        "throughput-per-sec",
        "lcp-ms",
        "execution-ms",
      ]
    `);
  });

  test('worse is above 1 whichever way the metric points', () => {
    const rows = slowReport().comparison.metrics;
    const throughput = rows.find(({ metric }) => metric === 'throughput-per-sec');
    if (throughput === undefined) throw new Error('the fixture has no throughput');
    const worse = timesWorse(throughput);
    expect(worse?.point).toBeCloseTo(941 / 123);
    expect(worse?.low).toBeLessThan(worse?.point ?? 0);
    expect(worse?.high).toBeGreaterThan(worse?.point ?? 0);
    expect(timesWorse({ ...throughput, ratio: 0 })).toBeNull();
    expect(timesWorse({ ...throughput, ratio: null })).toBeNull();
  });

  test('one machine is told once, with the tools of all gates', () => {
    expect(distinctEnvironments(slowReport())).toMatchObject([{ chrome: '153.0.7204.49', postgres: '18.4' }]);
  });

  test('only a pass without news is quiet', () => {
    expect([quietReport(), slowReport(), neutralReport(), manyTargetsReport(3)].map(isQuiet)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('a reason that a finding tells is not told twice', () => {
    expect(looseReasons(slowReport())).toEqual([]);
    expect(looseReasons(neutralReport())).toHaveLength(1);
  });

  test('a plan that takes longer than everything saves nothing', () => {
    const { plan } = quietReport();
    expect(minutesSaved(plan)).toEqual({ minutes: 34, percent: 83 });
    expect(minutesSaved({ ...plan, fullMinutes: 3 })).toEqual({ minutes: 0, percent: 0 });
    expect(minutesSaved({ ...plan, estimatedMinutes: 0, fullMinutes: 0 })).toEqual({
      minutes: 0,
      percent: 0,
    });
  });
});
