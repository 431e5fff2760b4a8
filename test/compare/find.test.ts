import { describe, expect, test } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { find } from '../../src/compare/find.ts';
import { type Finding, findingSchema } from '../../src/compare/finding.ts';
import type { Measurement } from '../../src/measure/measurement.ts';
import { seededRandom } from '../../src/stats/random.ts';
import { SHARED_MACHINE, simulateRounds } from '../stats/simulated-rounds.ts';
import { configOf, diffOf, measured, observation, rounds, unmeasured } from './documents.ts';

const DIFF = diffOf({
  'lib/recommendations.js':
    '@@ -8,1 +8,2 @@ export function createRecommendations() {\n x\n+const products = prepare(await rows());\n',
  'lib/orders.js':
    '@@ -18,1 +18,2 @@\n x\n+const items = await database.query("SELECT * FROM order_items WHERE order_id = $1");\n',
});

function findIn(
  measurements: readonly Measurement[],
  settings: object = {},
  diff = DIFF,
): readonly Finding[] {
  const config = configOf(settings);
  const findings = find({ measurements, comparison: compare(measurements, config), diff, config });
  for (const finding of findings) expect(findingSchema.parse(finding)).toEqual(finding);
  return findings;
}

const burnt = measured('GET /api/recommendations', {
  'latency-p50-ms': rounds([3, 21], [3.1, 20.6], [2.9, 20.8]),
  'cpu-per-request-ms': rounds([0.5, 4], [0.51, 4.1], [0.5, 4.2]),
  'latency-p99-ms': rounds([10, 99], [11, 80], [10, 95]),
});

const repeated = observation({
  kind: 'repeated-statement',
  title: 'GET /api/orders runs 51 queries per request (2 on base)',
  detail: 'The statement on order_items runs 50 times.',
  clues: ['order_items'],
});

test('a slower answer of the same work is told to be waiting', () => {
  const [finding] = findIn([
    measured('GET /api/recommendations', {
      'latency-p50-ms': rounds([3, 9], [3.1, 9], [2.9, 9]),
      'cpu-per-request-ms': rounds([0.5, 0.5], [0.501, 0.5], [0.5, 0.501]),
      'queries-per-request': rounds([2, 2]),
    }),
  ]);
  expect(finding?.detail).toContain(
    'It is not more work: server CPU per request and queries per request are the same.',
  );
});

describe('regressions', () => {
  test('one finding per target, worst number first, on the lines of the route; watch metrics do not count', () => {
    const [finding, ...others] = findIn([burnt]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'regression',
      severity: 'error',
      gate: 'load',
      title: 'GET /api/recommendations: server CPU per request ×8.12 (0.5 ms → 4.1 ms), latency p50 ×6.95',
      location: { path: 'lib/recommendations.js', line: 9, side: 'head' },
    });
    expect(finding?.detail).toMatchInlineSnapshot(`
      "server CPU per request ×8.12 (0.5 ms → 4.1 ms), ×7.65 to ×8.61 with 99.6 % confidence over 9 rounds
      latency p50 ×6.95 (3 ms → 20.8 ms), ×6.48 to ×7.45 with 99.6 % confidence over 9 rounds
      The work itself grew: server CPU per request."
    `);
  });

  test('one that a gauge explained is told with that explanation, not twice', () => {
    const slow = { 'latency-p50-ms': rounds([3, 30], [3.1, 30.5]), 'queries-per-request': rounds([2, 51]) };
    const findings = findIn([measured('GET /api/orders', slow, { observations: [repeated] })]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'repeated-statement',
      title: 'GET /api/orders runs 51 queries per request (2 on base)',
      detail:
        'The statement on order_items runs 50 times.\nMeasured: queries per request ×25.5 (2 → 51), latency p50 ×9.92.',
      location: { path: 'lib/orders.js', line: 19, side: 'head' },
    });
  });

  test('a warning that slowed its target is an error; one that did not stays a warning', () => {
    const warning = { ...repeated, severity: 'warning' as const };
    const severityWith = (head: number): string | undefined =>
      findIn([
        measured('GET /', { 'queries-per-request': rounds([2, head]) }, { observations: [warning] }),
      ])[0]?.severity;
    expect(severityWith(51)).toBe('error');
    expect(severityWith(2)).toBe('warning');
  });

  test('an explanation of one target does not hide another', () => {
    const explained = measured('GET /api/orders', {}, { observations: [repeated] });
    expect(
      findIn([explained, burnt])
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['regression', 'repeated-statement']);
  });
});

test('what base showed too, and notes, are no findings', () => {
  const before = { ...repeated, side: 'both' as const };
  const gone = { ...repeated, side: 'base' as const };
  const note = { ...repeated, severity: 'note' as const };
  expect(findIn([measured('GET /', {}, { observations: [before, gone, note] })])).toEqual([]);
});

test('what stands beside a slowdown is no explanation of it', () => {
  const console = observation({ kind: 'console-error', severity: 'warning', title: 'The console says oops' });
  const heavy = measured(
    '/',
    { 'page-bytes': rounds([9e5, 2e6]) },
    { gate: 'page', observations: [console] },
  );
  expect(findIn([heavy]).map(({ kind, severity }) => `${severity} ${kind}`)).toEqual([
    'error regression',
    'warning console-error',
  ]);
});

test('a route that fails quickly has not improved', () => {
  const failing = observation({ kind: 'route-failing', title: 'GET / answers 500 on head (200 on base)' });
  const quick = measured('GET /', { 'latency-p50-ms': rounds([20, 2]) }, { observations: [failing] });
  expect(findIn([quick]).map(({ kind }) => kind)).toEqual(['route-failing']);
});

test('the place a gauge knows goes before its clues', () => {
  const location = { path: 'db/queries/a.sql', line: 3, side: 'head' as const };
  const [finding] = findIn([measured('a', {}, { gate: 'query', observations: [{ ...repeated, location }] })]);
  expect(finding?.location).toEqual(location);
});

test('an app that head broke is one finding for all targets that need it', () => {
  const broken = { causedByHead: true, reason: 'The app exited with code 1.' };
  const findings = findIn([unmeasured('GET /a', broken), unmeasured('GET /b', broken), unmeasured('GET /c')]);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    kind: 'broken',
    severity: 'error',
    title: 'Head breaks GET /a and 1 more: The app exited with code 1.',
  });
});

test('improvements are notes', () => {
  const faster = {
    'throughput-per-sec': rounds([100, 300], [102, 303]),
    'latency-p50-ms': rounds([9, 3], [9.1, 3]),
  };
  expect(findIn([measured('GET /', faster)])).toMatchObject([
    {
      kind: 'improvement',
      severity: 'note',
      title: 'GET / improved: latency p50 −66.9 % (9.05 ms → 3 ms), throughput ×2.99',
    },
  ]);
});

describe('budgets', () => {
  const settings = { budgets: { '*': { 'latency-p95-ms': 50 }, 'GET /own': { 'latency-p95-ms': 500 } } };
  const severity = (target: string, series: readonly (readonly [number, number])[]): string | undefined =>
    findIn([measured(target, { 'latency-p95-ms': rounds(...series) })], settings).find(
      ({ kind }) => kind === 'budget',
    )?.severity;

  test.each<[string, Measurement, string[]]>([
    [
      'a metric of another gate',
      measured('GET /own', { 'latency-p50-ms': rounds([40, 41]) }),
      ['GET /own: its budget for latency p95 was not checked'],
    ],
    [
      'a metric that head gave no value of',
      measured('GET /own', { 'latency-p95-ms': rounds([40, null]) }),
      ['GET /own: its budget for latency p95 was not checked'],
    ],
    ['a target that was not measured tells so itself', unmeasured('GET /own'), []],
    ['the budget for all is not asked', measured('GET /', { 'latency-p50-ms': rounds([40, 41]) }), []],
  ])('nothing to hold it against: %s', (_name, measurement, titles) => {
    const warned = findIn([measurement], settings).filter(({ kind }) => kind === 'budget');
    expect(warned.map(({ title }) => title)).toEqual(titles);
    expect(warned.every(({ severity: weight }) => weight === 'warning')).toBe(true);
  });

  test.each<[string, string, (readonly [number, number])[], string | undefined]>([
    ['kept', 'GET /', [[40, 41]], undefined],
    [
      'broken by head',
      'GET /',
      [
        [40, 90],
        [41, 91],
      ],
      'error',
    ],
    [
      'broken by head a little, but in every round',
      'GET /',
      [
        [49, 52],
        [49, 51],
      ],
      'error',
    ],
    [
      'touched by noise',
      'GET /',
      [
        [48, 52],
        [52, 49],
        [48, 51],
      ],
      'warning',
    ],
    [
      'broken on base already',
      'GET /',
      [
        [60, 61],
        [61, 60],
      ],
      'warning',
    ],
    [
      'broken on base already and worse now',
      'GET /',
      [
        [60, 120],
        [61, 121],
      ],
      'error',
    ],
    ['the own budget goes before the one for all', 'GET /own', [[400, 401]], undefined],
  ])('%s', (_name, target, series, expected) => {
    expect(severity(target, series)).toBe(expected);
  });

  test('say value, limit and base; for metrics that should be high as well', () => {
    const scores = measured('/', { 'performance-score': rounds([95, 60], [94, 61]) }, { gate: 'page' });
    const findings = findIn([scores], { budgets: { '/': { 'performance-score': 90 } } });
    expect(findings.find(({ kind }) => kind === 'budget')?.title).toBe(
      '/: Lighthouse performance 60.5 breaks its budget of 90 (base 94.5)',
    );
  });
});

describe('ids and order', () => {
  test('an id stays when lines move and numbers change, and differs by target', () => {
    const idOf = (target: string, line: number): string | undefined =>
      findIn(
        [measured(target, {}, { observations: [{ ...repeated, title: `seen at ${line}` }] })],
        {},
        diffOf({ 'lib/orders.js': `@@ -${line} +${line},2 @@\n x\n+order_items\n` }),
      )[0]?.id;
    expect(idOf('GET /a', 3)).toBe(idOf('GET /a', 300));
    expect(idOf('GET /a', 3)).not.toBe(idOf('GET /b', 3));
    expect(idOf('GET /a', 3)).toMatch(/^[0-9a-f]{14}$/);
  });

  test('two of a kind at one place have two ids', () => {
    const [one, other] = findIn([measured('GET /', {}, { observations: [repeated, repeated] })]);
    expect(other?.id).toBe(`${one?.id}-2`);
  });

  test('errors first, larger ones before smaller ones, notes last', () => {
    const regressed = (target: string, head: number): Measurement =>
      measured(target, { 'queries-per-request': rounds([2, head]) });
    const warned = measured('warned', {}, { observations: [{ ...repeated, severity: 'warning' }] });
    const findings = findIn([regressed('better', 1), warned, regressed('worse', 9), regressed('worst', 90)]);
    expect(findings.map(({ target }) => target)).toEqual(['worst', 'worse', 'warned', 'better']);
  });
});

test('200 targets of 10 metrics and 30 rounds are judged in 300 ms', () => {
  const random = seededRandom(5);
  const timed = [
    'latency-p50-ms',
    'latency-p95-ms',
    'throughput-per-sec',
    'cpu-per-request-ms',
    'lcp-ms',
    'tbt-ms',
  ];
  const exact = ['queries-per-request', 'response-bytes', 'page-bytes', 'buffers'];
  const measurements = Array.from({ length: 200 }, (_, target) => {
    const noisy = timed.map((metric) => {
      const design = { restarts: 3, pairs: 10, ratio: target % 5 === 0 ? 1.5 : 1, level: 300 };
      return [metric, simulateRounds(design, SHARED_MACHINE, random)];
    });
    const steady = exact.map((metric) => [
      metric,
      rounds(...Array.from({ length: 10 }, () => [7000, 7000] as const)),
    ]);
    const clue = observation({
      kind: 'repeated-statement',
      title: 'x',
      clues: [`table_${target}`, 'order_items'],
    });
    return measured(`GET /${target}`, Object.fromEntries([...noisy, ...steady]), {
      observations: target % 10 === 0 ? [clue] : [],
    });
  });
  const durations = [0, 1, 2].map(() => {
    const started = process.cpuUsage();
    expect(findIn(measurements).length).toBeGreaterThanOrEqual(40);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  expect(Math.min(...durations)).toBeLessThan(300);
});
