import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { compare } from '../../src/compare/compare.ts';
import { comparisonSchema, type MetricComparison } from '../../src/compare/comparison.ts';
import type { MetricId } from '../../src/core/metric.ts';
import type { Measurement, Round } from '../../src/measure/measurement.ts';
import type { Config } from '../../src/config/config.ts';
import { type Random, seededRandom } from '../../src/stats/random.ts';
import { measureSimulated } from '../stats/measure-simulated.ts';
import { type Noise, SHARED_MACHINE } from '../stats/simulated-rounds.ts';
import { configOf, measured, rounds, unmeasured } from './documents.ts';

fc.configureGlobal({ seed: 20_261 });

function rowOf(metric: MetricId, series: readonly Round[], settings: object = {}): MetricComparison {
  const comparison = compare([measured('GET /', { [metric]: series })], configOf(settings));
  expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  const [row] = comparison.metrics;
  if (row === undefined) throw new Error('no row');
  return row;
}

/** Four pairs per restart whose head is `ratio` times base, with a little noise. */
function timed(base: number, ratio: number): Round[] {
  return rounds(
    ...[1, 1.02, 0.99, 1.01].map(
      (noise, index) => [base * noise, base * ratio * (1 + (index % 2) * 0.01)] as const,
    ),
  );
}

describe('exact metrics', () => {
  test.each<[string, MetricId, Round[], MetricComparison['conclusion']]>([
    ['more queries', 'queries-per-request', rounds([2, 51]), 'regressed'],
    ['fewer queries', 'queries-per-request', rounds([51, 2]), 'improved'],
    ['the same', 'queries-per-request', rounds([2, 2]), 'equivalent'],
    ['from nothing to something', 'queries-per-request', rounds([0, 3]), 'regressed'],
    ['from something to nothing', 'queries-per-request', rounds([3, 0]), 'improved'],
    ['exactly the floor is no change', 'script-bytes', rounds([200_000, 210_000]), 'equivalent'],
    ['a byte beyond it is', 'script-bytes', rounds([200_000, 210_001]), 'regressed'],
    ['much relatively, nothing absolutely', 'response-bytes', rounds([100, 300]), 'equivalent'],
    ['layout shift near zero', 'cls', rounds([0.001, 0.02]), 'equivalent'],
    ['layout shift one can see', 'cls', rounds([0.1, 0.15]), 'regressed'],
    ['a change within what each side varies', 'buffers', rounds([1000, 1500], [1600, 1700]), 'inconclusive'],
    ['a change far beyond it', 'buffers', rounds([1000, 9000], [1010, 9020]), 'regressed'],
    [
      'errors of changing number on head only',
      'errors-per-request',
      rounds([0, 0.2], [0, 0.5], [0, 0.1]),
      'regressed',
    ],
    ['one round with an error on base', 'errors-per-request', rounds([0, 0], [0.1, 0], [0, 0]), 'equivalent'],
  ])('%s', (_name, metric, series, conclusion) => {
    const row = rowOf(metric, series);
    expect(row.conclusion).toBe(conclusion);
    expect(row.interval).toBeNull();
    expect(row.need === null).toBe(conclusion !== 'inconclusive');
  });

  test('base 0 has no ratio', () => {
    expect(rowOf('queries-per-request', rounds([0, 3]))).toMatchObject({ ratio: null, base: 0, head: 3 });
  });

  test('two noisy rounds that happen to lie apart are no change', () => {
    const series = [
      { restart: 0, base: 1000, head: 1500 },
      { restart: 0, base: 1300, head: 1700 },
    ];
    const row = rowOf('buffers', series);
    expect(row.conclusion).toBe('inconclusive');
    expect(row.need).toBe(
      'a number that repeats: base gave 1000 to 1300, head 1500 to 1700 on the same code',
    );
  });
});

describe('timed metrics', () => {
  test.each<[string, MetricId, Round[], MetricComparison['conclusion']]>([
    ['six times slower', 'latency-p50-ms', timed(20, 6), 'regressed'],
    ['a quarter slower', 'latency-p50-ms', timed(20, 1.25), 'regressed'],
    ['a quarter faster', 'latency-p50-ms', timed(20, 0.75), 'improved'],
    ['a third of the throughput', 'throughput-per-sec', timed(900, 0.33), 'regressed'],
    ['three times the throughput', 'throughput-per-sec', timed(300, 3), 'improved'],
    ['the same', 'latency-p50-ms', timed(20, 1), 'equivalent'],
    ['1 % is below the floor and proven so', 'latency-p50-ms', timed(20, 1.01), 'equivalent'],
    ['4 % is below the floor and not proven so', 'latency-p50-ms', timed(20, 1.04), 'inconclusive'],
    ['twice nothing is nothing', 'latency-p50-ms', timed(0.1, 2), 'equivalent'],
    ['blocking time from nothing', 'tbt-ms', rounds([0, 300], [0, 310], [4, 305]), 'regressed'],
    ['blocking time to nothing', 'tbt-ms', rounds([300, 0], [310, 0], [305, 4]), 'improved'],
    ['zeros', 'tbt-ms', rounds([0, 0], [0, 0]), 'equivalent'],
    ['a few milliseconds among zeros', 'tbt-ms', rounds([0, 3], [2, 0], [0, 0]), 'equivalent'],
  ])('%s', (_name, metric, series, conclusion) => {
    const row = rowOf(metric, series);
    expect(row.conclusion).toBe(conclusion);
    expect(row.need === null).toBe(conclusion !== 'inconclusive');
  });

  test('the ratio is that of the pairs and lies in its interval', () => {
    const row = rowOf('latency-p50-ms', timed(20, 6));
    expect(row.ratio).toBeCloseTo(6, 1);
    expect(row.interval?.low).toBeGreaterThan(5);
    expect(row.interval?.high).toBeLessThan(7.2);
    expect(row).toMatchObject({ pairs: 12, floor: 0.05 });
  });

  test('a threshold of the user takes the place of the floor, for both ways of deciding', () => {
    const settings = { thresholds: { 'latency-p50-ms': 0.5 } };
    expect(rowOf('latency-p50-ms', timed(20, 1.25), settings)).toMatchObject({
      conclusion: 'equivalent',
      floor: 0.5,
    });
    expect(rowOf('latency-p50-ms', timed(20, 1.7), settings).conclusion).toBe('regressed');
  });

  test('one restart calls less than three: the luck of its processes is unknown', () => {
    const one = (ratio: number): Round[] => timed(20, ratio).filter(({ restart }) => restart === 0);
    const settings = { thresholds: { 'latency-p50-ms': 0.03 } };
    expect(rowOf('latency-p50-ms', timed(20, 1.08), settings).conclusion).toBe('regressed');
    const row = rowOf('latency-p50-ms', one(1.08), settings);
    expect(row.conclusion).toBe('inconclusive');
    expect(row.need).toMatchInlineSnapshot(`"about 20 more rounds in 5 more restarts"`);
    expect(rowOf('latency-p50-ms', one(3)).conclusion).toBe('regressed');
  });

  test('one pair settles nothing', () => {
    const row = rowOf('latency-p50-ms', [{ restart: 0, base: 20, head: 200 }]);
    expect(row).toMatchObject({ conclusion: 'inconclusive', ratio: 10, interval: null, pairs: 1 });
    expect(row.need).toBe('at least 2 rounds in which both sides gave a value');
  });

  test('a change on the threshold says that more rounds will not help', () => {
    expect(rowOf('latency-p50-ms', timed(20, 1.0445)).need).toMatchInlineSnapshot(
      `"the change is so close to the threshold that more rounds will hardly settle it"`,
    );
  });

  test('rounds without a value are left out, a side without any is said', () => {
    const row = rowOf('latency-p50-ms', [...timed(20, 1), { restart: 0, base: null, head: 5000 }]);
    expect(row).toMatchObject({ conclusion: 'equivalent', pairs: 12 });
    expect(rowOf('latency-p50-ms', rounds([20, null], [21, null]))).toMatchObject({
      conclusion: 'inconclusive',
      base: 20.5,
      head: null,
      ratio: null,
      need: 'a value of head: none of 6 rounds gave one',
    });
  });

  test('what it needs is enough: that many more rounds of the same spread settle it', () => {
    const seen = timed(20, 1.03);
    const [, restarts] = /in (\d+) more restarts?$/.exec(rowOf('latency-p50-ms', seen).need ?? '') ?? [];
    const more = Array.from({ length: Number(restarts) }, (_, index) =>
      seen.slice(0, 4).map((round) => ({ ...round, restart: 3 + index })),
    ).flat();
    expect(rowOf('latency-p50-ms', seen).conclusion).toBe('inconclusive');
    expect(rowOf('latency-p50-ms', [...seen, ...more]).conclusion).toBe('equivalent');
  });
});

test('swapping the sides turns every conclusion around', () => {
  const opposite = {
    regressed: 'improved',
    improved: 'regressed',
    equivalent: 'equivalent',
    inconclusive: 'inconclusive',
  };
  const value = fc.double({ min: 1, max: 400, noNaN: true });
  const series = fc.array(fc.record({ restart: fc.nat(2), base: value, head: value }), {
    minLength: 2,
    maxLength: 15,
  });
  fc.assert(
    fc.property(
      series,
      fc.constantFrom<MetricId>('latency-p50-ms', 'throughput-per-sec', 'buffers'),
      (pairs, metric) => {
        const swapped = pairs.map(({ restart, base, head }) => ({ restart, base: head, head: base }));
        expect(rowOf(metric, swapped).conclusion).toBe(opposite[rowOf(metric, pairs).conclusion]);
      },
    ),
  );
});

test('what could not be measured is carried over; unknown metrics are told, not dropped', () => {
  const strange: Measurement = {
    ...measured('GET /', {}),
    outcome: { status: 'measured', series: [{ metric: 'joules', rounds: [] }], observations: [] },
  };
  const comparison = compare([unmeasured('GET /a', { causedByHead: true }), strange], configOf());
  expect(comparison.metrics).toEqual([]);
  expect(comparison.unmeasured).toMatchObject([
    { target: 'GET /a', causedByHead: true, mend: 'Raise app.ready_timeout_seconds.' },
    { target: 'GET /', reason: 'The measurement holds metrics this version does not know: joules.' },
  ]);
});

describe('the second process of base', () => {
  const noisy = (control: (base: number) => number | null): Round[] =>
    timed(20, 1.2).map((round) => ({ ...round, control: round.base === null ? null : control(round.base) }));

  test('tells how far base is from base, and what could have been seen', () => {
    const calm = rowOf(
      'latency-p50-ms',
      noisy((base) => base * 1.01),
    );
    expect(calm.conclusion).toBe('regressed');
    expect(calm.noise).toBeGreaterThan(0.005);
    expect(calm.noise).toBeLessThan(0.05);
    expect(calm.detectable).toBeGreaterThanOrEqual(0.05);
    expect(rowOf('latency-p50-ms', timed(20, 1.2)).noise).toBeNull();
  });

  test('no change is called that base shows against itself', () => {
    const row = rowOf(
      'latency-p50-ms',
      noisy((base) => base * 1.5),
    );
    expect(row.conclusion).toBe('inconclusive');
    expect(row.noise).toBeGreaterThan(0.4);
    expect(row.detectable).toBeGreaterThan(0.4);
  });

  test('an exact number that base does not repeat is none', () => {
    const series = [0, 1, 2].map((restart) => ({ restart, base: 1000, head: 1600, control: 1400 }));
    expect(rowOf('buffers', series).conclusion).toBe('inconclusive');
  });
});

describe('confirmation in fresh processes', () => {
  const found = (again: number | null): MetricComparison => {
    const fresh =
      again === null ? [] : timed(20, again).map((round) => ({ ...round, restart: round.restart + 3 }));
    const series = { metric: 'latency-p50-ms', rounds: [...timed(20, 1.5), ...fresh], confirmedFrom: 3 };
    const outcome = { status: 'measured' as const, series: [series], observations: [] };
    const [row] = compare([{ ...measured('GET /', {}), outcome }], configOf()).metrics;
    if (row === undefined) throw new Error('no row');
    return row;
  };

  test('a change that comes again is one', () => {
    expect(found(1.45)).toMatchObject({ conclusion: 'regressed', confirmed: true, need: null });
  });

  test('a change that does not come again is none, and it is said why', () => {
    expect(found(1.1)).toMatchObject({ conclusion: 'inconclusive', confirmed: false });
    expect(found(1.1).need).toMatchInlineSnapshot(
      `"a review that repeats it: the change was seen, and fresh processes did not show it again"`,
    );
  });

  test('where no process could be started to ask again, that is said', () => {
    expect(found(null)).toMatchObject({ conclusion: 'inconclusive', confirmed: false });
    expect(found(null).need).toContain('no fresh processes could be asked');
  });

  test('where nothing changed there is nothing to confirm', () => {
    expect(rowOf('latency-p50-ms', timed(20, 1)).confirmed).toBeNull();
  });
});

describe('a review of unchanged code', () => {
  const METRICS: readonly (readonly [MetricId, number])[] = [
    ['latency-p50-ms', 12],
    ['latency-p95-ms', 30],
    ['throughput-per-sec', 800],
    ['cpu-per-request-ms', 1.1],
  ];
  const SHAPES: readonly Noise['shape'][] = ['normal', 'heavy', 'spikes', 'bimodal'];
  const REVIEWS = 100;

  /** Ten targets of four noisy metrics; each target has its own kind and strength of noise, and stops when it is settled. */
  function unchangedReview(random: Random, config: Config): Measurement[] {
    return Array.from({ length: 10 }, (_, target) => {
      const shape = SHAPES[target % SHAPES.length] ?? 'normal';
      const noise: Noise = { ...SHARED_MACHINE, shape, slice: 0.02 + 0.02 * (target % 4) };
      const series = measureSimulated({ levels: METRICS, ratio: 1, noise, config, pairs: 4 }, random);
      return { ...measured(`GET /${target}`, {}), outcome: { status: 'measured', series, observations: [] } };
    });
  }

  function alarmingReviews(settings: object, seed: number): number {
    const config = configOf(settings);
    const random = seededRandom(seed);
    return Array.from({ length: REVIEWS }, () => compare(unchangedReview(random, config), config)).filter(
      ({ metrics }) => metrics.some(({ conclusion }) => conclusion === 'regressed'),
    ).length;
  }

  test('calls none of 40 noisy metrics regressed in 99 of 100 reviews', () => {
    expect(alarmingReviews({}, 99)).toBeLessThanOrEqual(REVIEWS / 100);
  }, 60_000);

  test('is just as safe when the user asks for a threshold of zero: the intervals alone hold', () => {
    const thresholds = Object.fromEntries(METRICS.map(([metric]) => [metric, 0]));
    expect(alarmingReviews({ thresholds }, 100)).toBeLessThanOrEqual(REVIEWS / 100);
  }, 60_000);
});
