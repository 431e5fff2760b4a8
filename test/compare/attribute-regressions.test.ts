// A regression of the load gate and what the profiles say of the same route are one finding.
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { find } from '../../src/compare/find.ts';
import type { Finding } from '../../src/compare/finding.ts';
import type { Measurement } from '../../src/measure/measurement.ts';
import { configOf, diffOf, measured, observation, rounds } from './documents.ts';

const TARGET = 'GET /api/recommendations';
const TITLE = `recommend (lib/similarity.js:11), changed here, +3.4 ms of the +3.6 ms CPU per request of ${TARGET}`;
const slower = rounds([0.5, 4], [0.51, 4.1], [0.5, 4.2]);
const same = rounds([0.5, 0.5], [0.501, 0.5], [0.5, 0.501]);

const profiled = measured(
  TARGET,
  {},
  {
    gate: 'profile',
    observations: [
      observation({
        kind: 'hot-function',
        severity: 'warning',
        title: TITLE,
        detail: 'recommend took longer.',
        evidence: { base: 'table of base', head: 'table of head' },
        location: { path: 'lib/similarity.js', line: 11, side: 'head' },
      }),
    ],
  },
);

function findIn(...measurements: readonly Measurement[]): readonly Finding[] {
  const config = configOf();
  return find({ measurements, comparison: compare(measurements, config), diff: diffOf({}), config });
}

describe('a changed function that the profiles found', () => {
  test('gives the regression its sentence, its place and its tables', () => {
    const [finding, ...others] = findIn(measured(TARGET, { 'cpu-per-request-ms': slower }), profiled);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'regression',
      gate: 'load',
      severity: 'error',
      title: TITLE,
      location: { path: 'lib/similarity.js', line: 11, side: 'head' },
      evidence: { base: 'table of base', head: 'table of head' },
    });
    expect(finding?.detail).toMatch(/^recommend took longer\.\nserver CPU per request ×8/);
  });

  test('is only mentioned where another cause is known', () => {
    const observations = [observation({ kind: 'repeated-statement', title: 'It runs 51 queries' })];
    const findings = findIn(measured(TARGET, { 'cpu-per-request-ms': slower }, { observations }), profiled);
    expect(findings).toMatchObject([{ kind: 'repeated-statement', title: 'It runs 51 queries' }]);
    expect(findings[0]?.detail).toContain(`In the profiles: ${TITLE}.`);
  });

  test('stands alone, as a warning, where no load was measured', () => {
    expect(findIn(profiled)).toMatchObject([{ gate: 'profile', severity: 'warning', title: TITLE }]);
  });

  test('is not told where the load gate found the CPU time unchanged', () => {
    expect(findIn(measured(TARGET, { 'cpu-per-request-ms': same }), profiled)).toEqual([]);
  });

  test('leaves a regression alone that is none of time', () => {
    const bytes = rounds([2_000, 90_000], [2_000, 90_000]);
    const findings = findIn(measured(TARGET, { 'response-bytes': bytes }), profiled);
    expect(findings.map(({ gate, kind }) => `${gate} ${kind}`)).toEqual([
      'load regression',
      'profile hot-function',
    ]);
  });

  test('says nothing of other routes', () => {
    const findings = findIn(measured('GET /other', { 'cpu-per-request-ms': slower }), profiled);
    expect(findings.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^GET \/other: server CPU/),
      TITLE,
    ]);
  });
});

describe('a changed function that allocates', () => {
  const title = `listOrders (lib/orders.js:7), changed here, +1.2 MB of the +1.3 MB allocated per request of ${TARGET}`;
  const allocating = (
    observations = [observation({ kind: 'allocating-function', severity: 'warning', title })],
  ) => measured(TARGET, {}, { gate: 'profile', observations });
  const heavier = rounds([10_000, 900_000], [10_100, 901_000], [10_050, 905_000]);

  test('gives its sentence to a regression of allocation alone', () => {
    const findings = findIn(measured(TARGET, { 'allocated-per-request-bytes': heavier }), allocating());
    expect(findings).toMatchObject([{ gate: 'load', kind: 'regression', title }]);
  });

  test('is mentioned where another function burns the time', () => {
    const series = { 'allocated-per-request-bytes': heavier, 'cpu-per-request-ms': slower };
    const [finding, ...others] = findIn(measured(TARGET, series), profiled, allocating());
    expect(others).toEqual([]);
    expect(finding?.title).toBe(TITLE);
    expect(finding?.detail).toContain(`In the profiles: ${title}.`);
  });
});
