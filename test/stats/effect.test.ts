import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { seededRandom, shuffle } from '../../src/stats/random.ts';
import { type Effect, estimateEffect, halfWidth } from '../../src/stats/effect.ts';
import type { PairedRound } from '../../src/stats/round-contrasts.ts';
import { studentTail } from '../../src/stats/student.ts';
import { CALM, type Noise, SHARED_MACHINE, simulateRounds } from './simulated-rounds.ts';

fc.configureGlobal({ seed: 20_261 });

const TRIALS = 2000;

interface Design {
  readonly restarts: number;
  readonly pairs: number;
  readonly control: boolean;
}

const TRUE_RATIO = 1.07;

function estimates(design: Design, noise: Noise): Effect[] {
  const random = seededRandom(20_261);
  return Array.from({ length: TRIALS }, () => {
    const rounds = simulateRounds({ ...design, ratio: TRUE_RATIO, level: 5 }, noise, random);
    const estimate = estimateEffect(pairsOf(rounds));
    if (estimate === null) throw new Error('no interval');
    return estimate;
  });
}

/** Whether the interval of this confidence holds the true ratio, asked of the tail: far quicker than of the bounds. */
function holds({ centre, standardError, degrees }: Effect, confidence: number): boolean {
  const distance = Math.abs(centre - Math.log(TRUE_RATIO)) / standardError;
  return studentTail(distance, degrees) >= (1 - confidence) / 2;
}

/** Mean, in log units. */
function meanHalfWidth(design: Design): number {
  const sample = estimates(design, SHARED_MACHINE).slice(0, 300);
  return sample.reduce((sum, estimate) => sum + halfWidth(estimate, 0.95), 0) / sample.length;
}

function pairsOf(rounds: ReturnType<typeof simulateRounds>): PairedRound[] {
  return rounds.map(({ restart, base, head, control = null }) => {
    return { restart, base: base ?? NaN, head: head ?? NaN, control };
  });
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
    { restarts: 3, pairs: 6, control: true },
    { restarts: 5, pairs: 6, control: true },
    { restarts: 12, pairs: 6, control: true },
    { restarts: 3, pairs: 4, control: false },
    { restarts: 5, pairs: 10, control: false },
    { restarts: 10, pairs: 1, control: true },
    { restarts: 10, pairs: 1, control: false },
  ];
  const cases = noises.flatMap(([name, noise]) => designs.map((design) => ({ name, noise, ...design })));

  test.each(cases)('$name, $restarts × $pairs, control $control', ({ noise, ...design }) => {
    const sample = estimates(design, noise);
    for (const confidence of [0.95, 0.99]) {
      const share = sample.filter((estimate) => holds(estimate, confidence)).length / TRIALS;
      // Never below what is said by more than three standard deviations of the share over the trials.
      expect(share).toBeGreaterThan(confidence - 3 * Math.sqrt((confidence * (1 - confidence)) / TRIALS));
    }
  });

  test('a second process of base makes it narrower than half as many restarts more would', () => {
    const plain = meanHalfWidth({ restarts: 4, pairs: 6, control: false });
    const more = meanHalfWidth({ restarts: 6, pairs: 6, control: false });
    const controlled = meanHalfWidth({ restarts: 4, pairs: 6, control: true });
    expect(controlled).toBeLessThan(plain);
    expect(controlled).toBeLessThan(more * 1.1);
  });
});

describe('laws', () => {
  const value = fc.double({ min: 0.01, max: 1e4, noNaN: true });
  const round = fc.record({
    restart: fc.integer({ min: 0, max: 3 }),
    base: value,
    head: value,
    control: fc.option(value, { nil: null }),
  });
  const sample = fc.array(round, { minLength: 2, maxLength: 24 });
  const must = (rounds: readonly PairedRound[]): Effect => {
    const effect = estimateEffect(rounds);
    if (effect === null) throw new Error('no effect');
    return effect;
  };
  const close = (one: number, other: number): void =>
    expect(Math.abs(one - other)).toBeLessThan(1e-6 * Math.max(1, Math.abs(one)));

  test('the unit does not matter', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (rounds, factor) => {
        const scaled = rounds.map(({ restart, base, head, control }) => ({
          restart,
          base: base * factor,
          head: head * factor,
          control: control == null ? null : control * factor,
        }));
        close(must(scaled).centre, must(rounds).centre);
        close(must(scaled).standardError, must(rounds).standardError);
      }),
    );
  });

  test('without a control, swapping base and head turns the effect around', () => {
    fc.assert(
      fc.property(sample, (rounds) => {
        const plain = rounds.map(({ restart, base, head }) => ({ restart, base, head }));
        const swapped = rounds.map(({ restart, base, head }) => ({ restart, base: head, head: base }));
        close(must(swapped).centre, -must(plain).centre);
        close(must(swapped).standardError, must(plain).standardError);
      }),
    );
  });

  test("base's two processes are alike: swapping them changes nothing", () => {
    fc.assert(
      fc.property(sample, (sampled) => {
        const rounds = sampled.map((one) => ({ ...one, control: one.control ?? one.base }));
        const swapped = rounds.map((one) =>
          one.control == null ? one : { ...one, base: one.control, control: one.base },
        );
        close(must(swapped).centre, must(rounds).centre);
        close(must(swapped).standardError, must(rounds).standardError);
        close(must(swapped).noise ?? 0, must(rounds).noise ?? 0);
      }),
    );
  });

  test('the order of the rounds and the numbers of the restarts do not matter', () => {
    fc.assert(
      fc.property(sample, fc.integer(), (rounds, seed) => {
        const renumbered = shuffle(rounds, seededRandom(seed)).map((one) => ({
          ...one,
          restart: 9 - one.restart,
        }));
        close(must(renumbered).centre, must(rounds).centre);
        close(must(renumbered).standardError, must(rounds).standardError);
      }),
    );
  });

  test('the interval grows with the confidence, and its tail is what was asked for', () => {
    fc.assert(
      fc.property(sample, (rounds) => {
        const effect = must(rounds);
        expect(halfWidth(effect, 0.999)).toBeGreaterThan(halfWidth(effect, 0.95));
        expect(studentTail(halfWidth(effect, 0.95) / effect.standardError, effect.degrees)).toBeCloseTo(
          0.025,
          6,
        );
      }),
    );
  });
});

describe('what cannot be estimated is null', () => {
  test.each([
    ['one round', [{ restart: 0, base: 1, head: 2 }]],
    ['nothing', []],
    ['zeros alone', [0, 0, 0].map(() => ({ restart: 0, base: 0, head: 0 }))],
  ])('%s', (_name, rounds) => {
    expect(estimateEffect(rounds)).toBeNull();
  });

  test('a zero among the values makes it a difference', () => {
    const rounds = [0, 0, 0].map(() => ({ restart: 0, base: 0, head: 7 }));
    expect(estimateEffect(rounds)).toMatchObject({ scale: 'difference', centre: 7 });
  });
});

test('the noise of base is what its second process shows, whatever head does', () => {
  const rounds = [0, 1, 2, 3].map((restart) => ({ restart, base: 100, head: 180, control: 103 }));
  const effect = estimateEffect(rounds);
  expect(effect?.noise).toBeGreaterThan(Math.log(1.029));
  expect(effect?.noise).toBeLessThan(0.1);
});
