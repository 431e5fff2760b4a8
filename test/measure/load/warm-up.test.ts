import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled, LEAST_SLICES, warmUpLength } from '../../../src/measure/load/warm-up.ts';
import { randomNormal, seededRandom } from '../../../src/stats/random.ts';

/** Slices until the rule is content; null where it is not within 60. */
function slicesUntilSettled(cost: (slice: number) => number): number | null {
  const costs: number[] = [];
  for (let slice = 0; slice < 60; slice += 1) {
    costs.push(cost(slice));
    if (isSettled(costs)) return costs.length;
  }
  return null;
}

describe('isSettled', () => {
  it('needs some slices to see that nothing falls', () => {
    expect(slicesUntilSettled(() => 5)).toBe(LEAST_SLICES);
  });

  it.each([
    ['an exponential fall', (slice: number) => 1 + 4 * Math.exp(-slice / 3), 10],
    ['a slower one', (slice: number) => 1 + 4 * Math.exp(-slice / 5), 16],
    ['a step when the optimiser is done', (slice: number) => (slice < 6 ? 3 : 1), 12],
  ])('waits for the end of %s', (_, cost, least) => {
    for (let seed = 0; seed < 50; seed += 1) {
      const random = seededRandom(seed);
      const slices = slicesUntilSettled((slice) => cost(slice) * (1 + 0.05 * randomNormal(random))) ?? 60;
      expect(slices).toBeGreaterThanOrEqual(least);
      expect(slices).toBeLessThan(60);
    }
  });

  it('is never content with a cost that goes on falling', () => {
    expect(slicesUntilSettled((slice) => 100 - slice)).toBeNull();
  });

  it('is not kept waiting by noise', () => {
    const waits = Array.from({ length: 400 }, (_, seed) => {
      const random = seededRandom(seed);
      return slicesUntilSettled(() => 10 * (1 + 0.1 * randomNormal(random))) ?? 60;
    });
    expect(waits.filter((slices) => slices <= 2 * LEAST_SLICES).length).toBeGreaterThan(0.95 * waits.length);
  });
});

describe('warmUpLength', () => {
  it('leaves out what stands above the rest', () => {
    expect(warmUpLength([9, 7, 3, 1, 1, 1, 1, 1, 1, 1])).toBe(3);
    expect(warmUpLength([1, 1, 1, 1, 1, 1])).toBe(0);
    expect(warmUpLength([])).toBe(0);
  });

  it('does not depend on the unit', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(costs, (some) => {
        expect(warmUpLength(some.map((cost) => cost * 1024))).toBe(warmUpLength(some));
      }),
    );
  });
});
