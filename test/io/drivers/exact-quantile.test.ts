import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactQuantile } from '../../../src/io/drivers/exact-quantile.ts';

it.each([
  [[], 0.5, null],
  [[7], 0.99, 7],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4, 5], 0.5, 3],
  [Array.from({ length: 100 }, (_, index) => index + 1), 0.95, 95],
  [Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
])('of %j at %d', (samples, fraction, expected) => {
  expect(exactQuantile(samples, fraction)).toBe(expected);
});

it('is a sample that at least the fraction does not exceed', () => {
  const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
      const ascending = values.toSorted((one, other) => one - other);
      const quantile = exactQuantile(ascending, fraction) ?? NaN;
      expect(ascending).toContain(quantile);
      const share = ascending.filter((value) => value <= quantile).length / ascending.length;
      expect(share).toBeGreaterThanOrEqual(fraction - 1e-9);
    }),
  );
});
