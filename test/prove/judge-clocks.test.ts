import { expect, it } from 'vitest';
import type { MetricComparison } from '../../src/compare/comparison.ts';
import { METRICS, type MetricId } from '../../src/core/metric.ts';
import { type Clocked, judgeClocks, judgeRepeated } from '../../src/prove/judge-clocks.ts';

function row(metric: MetricId, ratio: number, change: Partial<MetricComparison> = {}): MetricComparison {
  const { label, unit, better, evidence } = METRICS[metric];
  const isBetter = better === 'lower' ? ratio < 1 : ratio > 1;
  return {
    gate: 'load',
    target: 'GET /',
    metric,
    label,
    unit,
    better,
    evidence,
    base: 10,
    head: 10 * ratio,
    ratio,
    interval: { low: ratio * 0.9, high: ratio * 1.1, confidence: 0.99 },
    pairs: 5,
    floor: 0.05,
    detectable: 0.0695,
    noise: null,
    confirmed: true,
    conclusion: ratio === 1 ? 'equivalent' : isBetter ? 'improved' : 'regressed',
    need: null,
    ...change,
  };
}

const told = (...metrics: readonly MetricComparison[]): Clocked => ({
  comparison: { metrics, unmeasured: [] },
  findings: [],
});

it('refuses a patch with which a command had to be stopped, whatever else got faster', () => {
  const clocked = told(row('latency-p50-ms', 0.2));
  const stopped = { title: '`npm run bench` takes more than 90 times as long on head', detail: 'Stopped.' };
  const { outcome, reason } = judgeClocks({
    ...clocked,
    findings: [{ kind: 'command-endless', ...stopped }],
  });
  expect(outcome).toBe('slower');
  expect(reason).toBe(`${stopped.title}. ${stopped.detail}`);
  const failed = judgeClocks({ ...clocked, findings: [{ kind: 'command-failed', ...stopped }] });
  expect(failed.outcome).toBe('unmeasured');
});

it('tells what users feel before what the processor does, and what it does before counts', () => {
  const { outcome, reason, gains } = judgeClocks(
    told(
      row('gc-per-request-ms', 0.1),
      row('queries-per-request', 0.2),
      row('cpu-per-request-ms', 0.3),
      row('latency-p50-ms', 0.6),
    ),
  );
  expect(outcome).toBe('proven');
  expect(reason).toBe('Latency p50 of GET / ×0.600.');
  expect(gains.map(({ metric }) => metric)).toEqual([
    'latency-p50-ms',
    'cpu-per-request-ms',
    'queries-per-request',
    'gc-per-request-ms',
  ]);
});

it('rests no claim on what is only watched', () => {
  const { outcome, gains } = judgeClocks(told(row('gc-per-request-ms', 0.1), row('latency-p50-ms', 1)));
  expect(outcome).toBe('not-faster');
  expect(gains).toHaveLength(1);
});

it('takes no gain for a loss elsewhere', () => {
  const { outcome, reason } = judgeClocks(
    told(row('latency-p50-ms', 0.2), row('cpu-per-request-ms', 1.3, { target: 'GET /other' })),
  );
  expect(outcome).toBe('slower');
  expect(reason).toMatch(/GET \/other ×1.30/);
});

it('says how small a change it would have seen', () => {
  expect(judgeClocks(told(row('latency-p50-ms', 1))).reason).toMatch(/a change of 7 % of Latency p50/);
});

it('believes only a number that fresh data repeats', () => {
  const first = judgeClocks(told(row('latency-p50-ms', 0.5), row('cpu-per-request-ms', 1)));
  const same = judgeClocks(told(row('latency-p50-ms', 0.8)));
  const another = judgeClocks(told(row('latency-p50-ms', 1), row('cpu-per-request-ms', 0.9)));
  expect(judgeRepeated(first, same)).toMatchObject({
    outcome: 'proven',
    reason: 'Latency p50 of GET / ×0.800.',
  });
  expect(judgeRepeated(first, another)).toMatchObject({ outcome: 'not-faster', gains: [] });
});
