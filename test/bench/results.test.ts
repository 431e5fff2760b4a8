// What the tables say of results: goals held or missed, false alarms by name, who was blamed, and what is not measured yet.
import { describe, expect, test } from 'vitest';
import { CASES } from '../../bench/attribution/cases.ts';
import { renderAttribution } from '../../bench/attribution/render.ts';
import { scoreAttribution, type Truth } from '../../bench/attribution/score.ts';
import { renderFalseAlarms } from '../../bench/false-alarms/render.ts';
import { type FalseAlarmTrial, summarize, trialOf } from '../../bench/false-alarms/result.ts';
import { renderReviewTime } from '../../bench/review-time/render.ts';
import { accuracySections, readResults } from '../../scripts/generate/accuracy-tables.ts';
import { measured, observation } from '../compare/documents.ts';

const TRIAL: FalseAlarmTrial = {
  server: 'api',
  seed: 1,
  wallMs: 60_000,
  verdict: 'pass',
  compared: 20,
  equivalent: 18,
  inconclusive: 2,
  unmeasured: 0,
  changed: [],
  failures: [],
};
const ALARM: FalseAlarmTrial = {
  ...TRIAL,
  server: 'shop',
  seed: 2,
  verdict: 'fail',
  changed: [
    { gate: 'load', target: 'GET /x', metric: 'latency-p50-ms', conclusion: 'regressed', ratio: 1.2 },
  ],
};

describe('false alarms', () => {
  test('a row for each server that was reviewed, and one for all', () => {
    expect(
      summarize([TRIAL, ALARM, TRIAL]).map(({ server, reviews, changed, failed }) => [
        server,
        reviews,
        changed,
        failed,
      ]),
    ).toEqual([
      ['shop', 1, 1, 1],
      ['api', 2, 0, 0],
      ['all', 3, 1, 1],
    ]);
  });

  test('a missed goal is said, and each alarm is named', () => {
    const text = renderFalseAlarms({ trials: [TRIAL, ALARM] });
    expect(text).toContain('Goal missed');
    expect(text).toContain('- shop, seed 2: load GET /x, latency-p50-ms regressed, × 1.200');
    expect(renderFalseAlarms({ trials: [TRIAL] })).toContain('Goal held');
    expect(renderFalseAlarms({ trials: [] })).toContain('No review was run.');
  });

  test('a trial counts conclusions and keeps the reasons of a fail', () => {
    const row = { gate: 'load', target: 'GET /x', ratio: 1.2 } as const;
    const metrics = (['regressed', 'equivalent', 'inconclusive'] as const).map((conclusion) => ({
      ...row,
      conclusion,
      metric: 'latency-p50-ms',
      label: 'Latency p50',
      unit: 'ms' as const,
      better: 'lower' as const,
      evidence: 'timed' as const,
      base: 1,
      head: 1.2,
      interval: null,
      pairs: 1,
      floor: 0.05,
      detectable: null,
      noise: null,
      confirmed: null,
      need: null,
    }));
    const reason = { effect: 'fail' as const, gate: null, target: null, message: 'Slower.', finding: null };
    const trial = trialOf(
      {
        comparison: { document: 'comparison', version: 1, metrics, unmeasured: [] },
        verdict: { document: 'verdict', version: 1, conclusion: 'fail', headline: '', reasons: [reason] },
      },
      { server: 'shop', seed: 2, wallMs: 60_000 },
    );
    expect(trial).toEqual({ ...ALARM, compared: 3, equivalent: 1, inconclusive: 1, failures: ['Slower.'] });
  });
});

describe('attribution', () => {
  const truth: Truth = { target: 'GET /x', functionName: 'top', path: 'lib/a.js', lines: [7] };
  const said = (name: string, line: number | null) =>
    measured(
      'GET /x',
      {},
      {
        gate: 'profile',
        observations: [
          observation({
            kind: 'hot-function',
            title: name,
            clues: [name, 'other'],
            location: line === null ? null : { path: 'lib/a.js', line, side: 'head' },
          }),
        ],
      },
    );
  const score = (name: string, line: number | null) => {
    const { functionFirst, lineFound } = scoreAttribution({ measurements: [said(name, line)] }, truth);
    return [functionFirst, lineFound];
  };

  test('function and line are scored by themselves', () => {
    expect(score('top', 7)).toEqual([true, true]);
    expect(score('Recommendations.top', 8)).toEqual([true, false]);
    expect(score('other', 7)).toEqual([false, true]);
    expect(score('top', null)).toEqual([false, false]);
  });

  test('naming nobody is wrong', () => {
    const none = scoreAttribution({ measurements: [measured('GET /x', {}, { gate: 'profile' })] }, truth);
    expect(none).toMatchObject({ named: null, functionFirst: false, lineFound: false });
    const trials = [{ ...none, name: 'a', what: 'b', wallMs: 1 }];
    expect(renderAttribution({ trials, packages: ['p 1 (MIT)'] })).toContain('0 of 1 (goal ≥ 1, missed)');
  });

  test('ten cases, each with its own name and an innocent change', () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(10);
    expect(CASES.filter(({ app }) => app === 'shop')).toHaveLength(4);
    for (const { guilty, innocent, lines } of CASES) {
      expect(innocent.length).toBeGreaterThan(0);
      for (const line of lines) expect(guilty.to).toContain(line);
    }
  });
});

test('the slowest review is held against the goal, and its time is told phase by phase', () => {
  const trial = {
    case: 'unchanged' as const,
    seed: 1,
    verdict: 'pass' as const,
    inconclusive: 3,
    phases: [{ name: 'Measure', durationMs: 150_000 }],
  };
  const text = renderReviewTime({
    trials: [
      { ...trial, wallMs: 170_000 },
      { ...trial, wallMs: 200_000 },
    ],
  });
  expect(text).toContain('| nothing changed | 2 | 185 s | 200 s | ≤ 180 s, missed | pass | 3, 3 |');
  expect(text).toContain('| start of perfcrew, reports, clean-up | 50 s | 25 % |');
});

describe('docs/accuracy.md', () => {
  test('what was not measured is said to be missing, with the command that measures it', () => {
    const sections = accuracySections(readResults('/nowhere'));
    for (const text of Object.values(sections))
      expect(text).toMatch(/^Not measured yet: run `node bench\/[a-z-]+\.ts`/);
  });

  test('the committed results fit their schemas and tell the machine', () => {
    const environment = {
      cpuModel: 'A',
      cpuCount: 2,
      memoryBytes: 2 ** 33,
      kernel: 'linux 6',
      image: 'I',
      node: 'v24',
      chrome: null,
      postgres: '18',
      perfcrew: '1',
    };
    const falseAlarms = {
      command: 'node b.ts',
      finishedAt: '2026-01-02T03:04:05Z',
      environment,
      trials: [TRIAL],
    };
    const text = accuracySections({ ...readResults(), falseAlarms })['false-alarms-real'];
    expect(text).toContain(
      '`node b.ts`, ended 2026-01-02 03:04 UTC. Machine: 2 × A, 8 GiB, I, linux 6; Node v24, Postgres 18, perfcrew 1.',
    );
  });
});
