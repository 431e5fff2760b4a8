import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { seededRandom, shuffle } from '../../src/stats/random.ts';
import { halfWidth, type NestedEstimate } from '../../src/stats/nested-estimate.ts';
import {
  differenceEstimate,
  logRatioEstimate,
  type Pair,
  ratioInterval,
} from '../../src/stats/ratio-interval.ts';
import { studentTail } from '../../src/stats/student.ts';
import { CALM, type Noise, SHARED_MACHINE, simulateRounds } from './simulated-rounds.ts';

fc.configureGlobal({ seed: 20_261 });

const TRIALS = 2000;

interface Design {
  readonly restarts: number;
  readonly pairs: number;
}

const TRUE_RATIO = 1.07;

function estimates(design: Design, noise: Noise): NestedEstimate[] {
  const random = seededRandom(20_261);
  return Array.from({ length: TRIALS }, () => {
    const rounds = simulateRounds({ ...design, ratio: TRUE_RATIO, level: 5 }, noise, random);
    const estimate = logRatioEstimate(pairsOf(rounds));
    if (estimate === null) throw new Error('no interval');
    return estimate;
  });
}

/** Whether the interval of this confidence holds the true ratio, asked of the tail: far quicker than of the bounds. */
function holds({ centre, standardError, degrees }: NestedEstimate, confidence: number): boolean {
  const distance = Math.abs(centre - Math.log(TRUE_RATIO)) / standardError;
  return studentTail(distance, degrees) >= (1 - confidence) / 2;
}

/** Mean, in log units. */
function meanHalfWidth(design: Design): number {
  const sample = estimates(design, SHARED_MACHINE).slice(0, 300);
  return sample.reduce((sum, estimate) => sum + halfWidth(estimate, 0.95), 0) / sample.length;
}

function pairsOf(rounds: ReturnType<typeof simulateRounds>): Pair[] {
  return rounds.map(({ restart, base, head }) => ({ restart, base: base ?? NaN, head: head ?? NaN }));
}

describe('coverage of the interval', () => {
  const noises: readonly [string, Noise][] = [
    ['calm', CALM],
    ['±1 % per process', { ...CALM, processBias: 0.01 }],
    ['±2 % per process, drift', SHARED_MACHINE],
    ['drift that forgets quickly', { ...SHARED_MACHINE, drift: { spread: 0.03, correlation: 0.5 } }],
    ['heavy tails', { ...SHARED_MACHINE, shape: 'heavy' }],
    ['spikes', { ...SHARED_MACHINE, shape: 'spikes' }],
    ['two modes', { ...SHARED_MACHINE, shape: 'bimodal' }],
    ['slices of 10 %', { ...SHARED_MACHINE, slice: 0.1 }],
  ];
  const designs = [
    { restarts: 3, pairs: 4 },
    { restarts: 5, pairs: 10 },
    { restarts: 1, pairs: 10 },
    { restarts: 10, pairs: 1 },
  ];
  const cases = noises.flatMap(([name, noise]) => designs.map((design) => ({ name, noise, ...design })));

  test.each(cases)('$name, $restarts × $pairs', ({ noise, restarts, pairs }) => {
    const sample = estimates({ restarts, pairs }, noise);
    for (const confidence of [0.95, 0.99]) {
      const share = sample.filter((estimate) => holds(estimate, confidence)).length / TRIALS;
      // Never below what is said by more than three standard deviations of the share over the trials.
      expect(share).toBeGreaterThan(confidence - 3 * Math.sqrt((confidence * (1 - confidence)) / TRIALS));
    }
  });

  test('is bought with width where little is known: one restart tells nothing of the luck of its processes', () => {
    const one = meanHalfWidth({ restarts: 1, pairs: 12 });
    const three = meanHalfWidth({ restarts: 3, pairs: 4 });
    expect(one).toBeGreaterThan(0.06);
    expect(three).toBeLessThan(one * 0.8);
  });
});

describe('laws', () => {
  const value = fc.double({ min: 0.01, max: 1e4, noNaN: true });
  const pairs = fc.array(fc.record({ restart: fc.integer({ min: 0, max: 3 }), base: value, head: value }), {
    minLength: 2,
    maxLength: 24,
  });
  const must = (sample: readonly Pair[]) => {
    const interval = ratioInterval(sample, 0.95);
    if (interval === null) throw new Error('no interval');
    return interval;
  };
  const close = (one: number, other: number): void =>
    expect(Math.abs(Math.log(one) - Math.log(other))).toBeLessThan(
      1e-6 * Math.max(1, Math.abs(Math.log(one))),
    );

  test('the unit does not matter', () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (sample, factor) => {
        const scaled = sample.map((pair) => ({
          ...pair,
          base: pair.base * factor,
          head: pair.head * factor,
        }));
        close(must(scaled).ratio, must(sample).ratio);
        close(must(scaled).low, must(sample).low);
      }),
    );
  });

  test('swapping base and head inverts the ratio and its bounds', () => {
    fc.assert(
      fc.property(pairs, (sample) => {
        const swapped = must(sample.map(({ restart, base, head }) => ({ restart, base: head, head: base })));
        close(swapped.ratio, 1 / must(sample).ratio);
        close(swapped.low, 1 / must(sample).high);
      }),
    );
  });

  test('the order of the pairs and the numbers of the restarts do not matter', () => {
    fc.assert(
      fc.property(pairs, fc.integer(), (sample, seed) => {
        const renumbered = shuffle(sample, seededRandom(seed)).map((pair) => ({
          ...pair,
          restart: 9 - pair.restart,
        }));
        close(must(renumbered).ratio, must(sample).ratio);
        close(must(renumbered).high, must(sample).high);
      }),
    );
  });

  test('the bounds are where the tail says', () => {
    fc.assert(
      fc.property(pairs, (sample) => {
        const estimate = logRatioEstimate(sample);
        if (estimate === null) throw new Error('no interval');
        const distance = (Math.log(must(sample).high) - estimate.centre) / estimate.standardError;
        expect(studentTail(distance, estimate.degrees)).toBeCloseTo(0.025, 6);
      }),
    );
  });

  test('the interval holds its ratio and grows with the confidence', () => {
    fc.assert(
      fc.property(pairs, (sample) => {
        const { low, ratio, high } = must(sample);
        expect(low).toBeLessThan(ratio);
        expect(ratio).toBeLessThan(high);
        expect(ratioInterval(sample, 0.999)?.high).toBeGreaterThan(high);
      }),
    );
  });
});

describe('what cannot be estimated is null', () => {
  test.each([
    ['one pair', [{ restart: 0, base: 1, head: 2 }]],
    ['a zero', [1, 0, 1].map((base) => ({ restart: 0, base, head: 1 }))],
    ['nothing', []],
  ])('%s', (_name, pairs) => {
    expect(ratioInterval(pairs, 0.95)).toBeNull();
  });

  test('differences bear zeros, but not zeros alone', () => {
    const zeros = [0, 0, 0].map(() => ({ restart: 0, base: 0, head: 0 }));
    expect(differenceEstimate(zeros)).toBeNull();
    expect(differenceEstimate(zeros.map((pair) => ({ ...pair, head: 7 })))?.centre).toBeCloseTo(7, 9);
  });
});
