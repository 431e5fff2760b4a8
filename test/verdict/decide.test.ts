import { describe, expect, test } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { find } from '../../src/compare/find.ts';
import type { GateId } from '../../src/core/gate-id.ts';
import type { Measurement } from '../../src/measure/measurement.ts';
import type { GatePlan } from '../../src/plan/gate-plan.ts';
import { decide } from '../../src/verdict/decide.ts';
import { type Verdict, verdictSchema } from '../../src/verdict/verdict.ts';
import { configOf, diffOf, measured, observation, rounds, unmeasured } from '../compare/documents.ts';

function planOf(
  gates: readonly { gate: GateId; targets?: readonly string[]; required?: boolean }[],
): GatePlan {
  return {
    document: 'gate-plan',
    version: 1,
    level: 'standard',
    gates: gates.map(({ gate, targets = [], required = true }) => ({
      gate,
      targets,
      required,
      subset: 'all',
      reason: 'always',
      estimatedMinutes: 1,
    })),
    skipped: gates.length === 0 ? [{ gate: 'load', reason: 'Documentation only.' }] : [],
    estimatedMinutes: 1,
    fullMinutes: 9,
    matrix: { include: [] },
  };
}

function verdictOn(
  measurements: readonly Measurement[],
  more: { plan?: GatePlan; settings?: object } = {},
): Verdict {
  const config = configOf(more.settings);
  const gates = [...new Set(measurements.map(({ gate }) => gate))];
  const plan = more.plan ?? planOf(gates.map((gate) => ({ gate })));
  const comparison = compare(measurements, config);
  const findings = find({ measurements, comparison, diff: diffOf({}), config });
  const verdict = decide({ plan, comparison, findings, measurements, config });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  expect(verdict.headline.length).toBeLessThanOrEqual(120);
  return verdict;
}

const same = measured('GET /same', {
  'latency-p50-ms': rounds([20, 20.1], [20.1, 20]),
  'queries-per-request': rounds([2, 2]),
});
const uncertain = measured('GET /noisy', { 'latency-p50-ms': rounds([20, 30], [31, 22], [25, 39]) });
const repeated = measured(
  'GET /api/orders',
  { 'queries-per-request': rounds([2, 51]) },
  {
    observations: [
      observation({
        kind: 'repeated-statement',
        title: 'GET /api/orders runs 51 queries per request (2 on base)',
      }),
    ],
  },
);
const slower = (target: string, by: number): Measurement =>
  measured(target, { 'latency-p50-ms': rounds([20, 20 * by], [20.1, 20.2 * by]) });

describe('fail', () => {
  test('names the weightiest regression and counts the others', () => {
    const verdict = verdictOn([slower('GET /a', 2), same, repeated, slower('GET /b', 3)]);
    expect(verdict.conclusion).toBe('fail');
    expect(verdict.headline).toBe(
      '3 regressions: GET /api/orders runs 51 queries per request (2 on base) and 2 more',
    );
    expect(verdict.reasons.map(({ effect, target }) => `${effect} ${target}`)).toEqual([
      'fail GET /api/orders',
      'fail GET /b',
      'fail GET /a',
    ]);
    for (const { finding } of verdict.reasons) expect(finding).toMatch(/^[0-9a-f]{14}$/);
  });

  test('one regression is told in full', () => {
    expect(verdictOn([slower('GET /a', 2)]).headline).toBe('GET /a: latency p50 ×2 (20.1 ms → 40.2 ms)');
  });

  test('the numbers decide even without a finding', () => {
    const config = configOf();
    const measurements = [slower('GET /a', 2)];
    const comparison = compare(measurements, config);
    const verdict = decide({
      plan: planOf([{ gate: 'load' }]),
      comparison,
      findings: [],
      measurements,
      config,
    });
    expect(verdict).toMatchObject({ conclusion: 'fail', reasons: [{ effect: 'fail', finding: null }] });
  });

  test('a failed command is a reason to fail, not a regression', () => {
    const failed = observation({ kind: 'command-failed', title: 'npm test fails: 2 tests' });
    const verdict = verdictOn([
      measured('test', {}, { gate: 'test', observations: [failed] }),
      slower('GET /a', 2),
    ]);
    expect(verdict.headline).toBe('2 reasons to fail: GET /a: latency p50 ×2 (20.1 ms → 40.2 ms) and 1 more');
  });

  test('long messages are cut to the line', () => {
    const { headline } = verdictOn([slower(`GET /${'very-long/'.repeat(30)}`, 2), slower('GET /b', 1.5)]);
    expect(headline).toHaveLength(120);
    expect(headline).toMatch(/^2 regressions: GET \/very-long.*… and 1 more$/);
  });

  test('watch metrics never fail', () => {
    expect(
      verdictOn([measured('GET /', { 'latency-p99-ms': rounds([20, 200], [21, 210]) })]).conclusion,
    ).toBe('pass');
  });
});

describe('gates that did not run', () => {
  const settings = (on_unmeasured: string): object => ({ on_unmeasured });

  test.each([
    ['fail', 'fail'],
    ['neutral', 'neutral'],
    ['pass', 'pass'],
  ])('required, with on_unmeasured %s: %s', (policy, conclusion) => {
    const verdict = verdictOn([same, unmeasured('GET /')], { settings: settings(policy) });
    expect(verdict.conclusion).toBe(conclusion);
    expect(verdict.reasons[0]?.message).toBe(
      'The load gate of GET / was not measured: The app did not get ready within 60 s. Raise app.ready_timeout_seconds.',
    );
  });

  test('not required: told, nothing more', () => {
    const plan = planOf([{ gate: 'load', required: false }]);
    const verdict = verdictOn([unmeasured('GET /')], { plan, settings: settings('fail') });
    expect(verdict).toMatchObject({ conclusion: 'pass', reasons: [{ effect: 'info' }] });
  });

  test('one cause for many targets is one reason', () => {
    const { reasons } = verdictOn(['GET /a', 'GET /b', 'GET /c'].map((target) => unmeasured(target)));
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.message).toMatch(/^The load gate of 3 targets was not measured/);
  });

  test('broken by head: fails when required, else keeps from passing', () => {
    const broken = unmeasured('GET /', { causedByHead: true, reason: 'The app exited with code 1.' });
    const required = verdictOn([broken], { settings: settings('pass') });
    expect(required.conclusion).toBe('fail');
    expect(required.headline).toBe('Head breaks GET /: The app exited with code 1.');
    const optional = verdictOn([broken], { plan: planOf([{ gate: 'load', required: false }]) });
    expect(optional.conclusion).toBe('neutral');
  });

  test.each([
    ['pass', 'neutral'],
    ['neutral', 'neutral'],
    ['fail', 'fail'],
  ])('required, but nothing came back at all, with on_unmeasured %s: %s', (policy, conclusion) => {
    const plan = planOf([{ gate: 'load', targets: ['GET /same', 'GET /lost'] }, { gate: 'test' }]);
    const verdict = verdictOn([same], { plan, settings: settings(policy) });
    expect(verdict.conclusion).toBe(conclusion);
    expect(verdict.reasons.map(({ message }) => message)).toEqual([
      'The load gate is required but has no result for GET /lost: see the log of the job that ran it.',
      'The test gate is required but has no result: see the log of the job that ran it.',
    ]);
  });

  test('a gauge that answers once for its whole gate has answered', () => {
    const plan = planOf([{ gate: 'page', targets: ['/', '/about'] }]);
    const { reasons } = verdictOn([unmeasured('page', { gate: 'page', reason: 'No Chrome was found.' })], {
      plan,
    });
    expect(reasons.map(({ message }) => message)).toEqual([
      'The page gate was not measured: No Chrome was found. Raise app.ready_timeout_seconds.',
    ]);
  });
});

describe('uncertain numbers', () => {
  test.each([
    ['pass', 'pass'],
    ['neutral', 'neutral'],
    ['fail', 'fail'],
  ])('with on_inconclusive %s: %s', (on_inconclusive, conclusion) => {
    const verdict = verdictOn([same, uncertain], { settings: { on_inconclusive } });
    expect(verdict.conclusion).toBe(conclusion);
    expect(verdict.reasons[0]?.message).toMatch(
      /^GET \/noisy: latency p50 stayed uncertain \(it would take about \d+/,
    );
  });
});

describe('pass', () => {
  test('counts what was compared', () => {
    const verdict = verdictOn([same, { ...same, target: 'GET /other' }]);
    expect(verdict).toMatchObject({
      conclusion: 'pass',
      headline: 'No regression in 4 metrics over 2 targets',
      reasons: [],
    });
  });

  test('tells improvements, uncertain numbers and warnings', () => {
    const warned = measured(
      '/',
      {},
      {
        gate: 'page',
        observations: [observation({ kind: 'heavier', severity: 'warning', title: '/ loads 2 kB more' })],
      },
    );
    const verdict = verdictOn([same, uncertain, slower('GET /c', 0.4), warned]);
    expect(verdict.headline).toBe(
      'No regression in 4 metrics over 3 targets, 1 target improved, 1 uncertain',
    );
    expect(verdict.reasons.map(({ effect, target }) => `${effect} ${target}`)).toEqual([
      'info GET /noisy',
      'info /',
      'info GET /c',
    ]);
  });

  test('what failed on base already does not fail, but is told', () => {
    const before = observation({
      kind: 'command-failed',
      side: 'both',
      severity: 'warning',
      title: 'npm test fails on base already',
    });
    const verdict = verdictOn([measured('test', {}, { gate: 'test', observations: [before] })]);
    expect(verdict).toMatchObject({
      conclusion: 'pass',
      headline: 'No speed was measured: 0 gates passed, test fails on base already',
      reasons: [{ effect: 'info', message: 'Not by this change: npm test fails on base already' }],
    });
  });

  test('what was not measured is not said to have passed', () => {
    const settings = { on_unmeasured: 'pass' };
    expect(verdictOn([unmeasured('GET /a'), unmeasured('GET /b')], { settings })).toMatchObject({
      conclusion: 'pass',
      headline: 'Nothing was measured: 2 targets could not be',
    });
    expect(verdictOn([same, unmeasured('GET /b')], { settings }).headline).toBe(
      'No regression in 2 metrics over 1 target, 1 not measured',
    );
  });

  test('nothing to measure says why', () => {
    expect(verdictOn([]).headline).toBe('Nothing to measure: documentation only');
  });

  test('nothing to measure blames no single gate where each has a reason of its own', () => {
    const plan = planOf([]);
    const skipped = (['build', 'lint', 'load'] as const).map((gate) => ({ gate, reason: `no ${gate} here` }));
    expect(verdictOn([], { plan: { ...plan, skipped } }).headline).toBe(
      'Nothing to measure: no gate of this level has anything to run',
    );
  });

  test('nothing to measure never blames reviewers that have no model', () => {
    const plan = planOf([]);
    const noModel = (['review', 'simplicity', 'architecture'] as const).map((gate) => ({
      gate,
      reason: 'needs a model: set ANTHROPIC_API_KEY',
    }));
    expect(verdictOn([], { plan: { ...plan, skipped: [...noModel, ...plan.skipped] } }).headline).toBe(
      'Nothing to measure: documentation only',
    );
  });
});
