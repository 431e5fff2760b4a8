// Only numbers that got worse beyond doubt may move a branch.
import { expect, test } from 'vitest';
import type { MetricComparison } from '../../../src/compare/comparison.ts';
import type { Measurement } from '../../../src/measure/measurement.ts';
import { measuredRegressions } from '../../../src/report/reverts/measured-regressions.ts';
import { neutralReport, quietReport, slowReport } from '../build-report.ts';
import { slowRow } from './slow-row.ts';

const failing = { ...quietReport().verdict, conclusion: 'fail' } as const;

function told(row: Partial<MetricComparison>, measurements: readonly Measurement[] = []): number {
  const comparison = { document: 'comparison', version: 1, metrics: [slowRow(row)], unmeasured: [] } as const;
  return measuredRegressions({ verdict: failing, comparison, measurements }).length;
}

test('a confirmed regression, and one that repeats to the digit', () => {
  expect(told({})).toBe(1);
  expect(
    told({ gate: 'load', metric: 'queries-per-request', evidence: 'exact', interval: null, confirmed: null }),
  ).toBe(1);
});

test.each([
  ['not seen again', { confirmed: false, conclusion: 'inconclusive' }],
  ['nobody looked again', { confirmed: null }],
  ['uncertain', { conclusion: 'inconclusive' }],
  ['as before', { conclusion: 'equivalent' }],
  ['only shown', { metric: 'execution-ms', gate: 'query' }],
  ['the build', { gate: 'build' }],
  ['read, not measured', { gate: 'static' }],
] as const)('not a number that is %s', (_, row) => {
  expect(told(row)).toBe(0);
});

test('not of a target that head breaks', () => {
  const [measured] = slowReport().measurements;
  if (measured === undefined) throw new Error('The report measures nothing.');
  const outcome = {
    status: 'unmeasured',
    reason: 'It ends with 1.',
    mend: 'Look.',
    causedByHead: true,
  } as const;
  const broken: Measurement = { ...measured, gate: 'command', target: 'work', outcome };
  expect(told({}, [broken])).toBe(0);
});

test('nothing where the verdict is no fail, and the worst first where it is', () => {
  expect(measuredRegressions({ ...slowReport(), verdict: quietReport().verdict })).toEqual([]);
  expect(measuredRegressions(neutralReport())).toEqual([]);
  expect(measuredRegressions({ ...quietReport(), verdict: failing })).toEqual([]);
  const comparison = {
    document: 'comparison',
    version: 1,
    metrics: [slowRow(), slowRow({ target: 'more', ratio: 3 })],
    unmeasured: [],
  } as const;
  const rows = measuredRegressions({ verdict: failing, comparison, measurements: [] });
  expect(rows.map(({ target }) => target)).toEqual(['more', 'work']);
});
