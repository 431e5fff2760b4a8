import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { median, quantile } from '../../src/stats/quantile.ts';
import { hodgesLehmann } from '../../src/stats/hodges-lehmann.ts';

fc.configureGlobal({ seed: 20_261 });

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('quantile', () => {
  // Values of R's quantile(), type 7.
  test.each([
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[4, 1, 3, 2, 10], 0.9, 7.6],
    [[5], 0.99, 5],
  ])('of %j at %d is %d', (sample, probability, expected) => {
    expect(quantile(sample, probability)).toBeCloseTo(expected, 12);
  });

  test('of nothing is null, not a number made up', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(hodgesLehmann([])).toBeNull();
  });
});

describe('centres', () => {
  test('Hodges–Lehmann bears one wild value in four', () => {
    expect(hodgesLehmann([1, 1.02, 0.98, 40])).toBeCloseTo(1.02, 1);
    expect(hodgesLehmann([1, 1.02, 0.98, 1.01, 40])).toBeCloseTo(1.01, 2);
  });

  test.each([
    ['median', median],
    ['hodgesLehmann', hodgesLehmann],
  ])('%s moves with the values, turns with their sign, and lies among them', (_name, centreOf) => {
    fc.assert(
      fc.property(values, fc.double({ min: -100, max: 100, noNaN: true }), (sample, shift) => {
        const centre = centreOf(sample) ?? NaN;
        expect(centreOf(sample.map((value) => value + shift))).toBeCloseTo(centre + shift, 6);
        expect(centreOf(sample.map((value) => -value))).toBeCloseTo(-centre, 6);
        expect(centre).toBeGreaterThanOrEqual(Math.min(...sample));
        expect(centre).toBeLessThanOrEqual(Math.max(...sample));
      }),
    );
  });
});
