import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { incompleteBeta } from '../../src/stats/incomplete-beta.ts';
import { studentQuantile, studentTail } from '../../src/stats/student.ts';

fc.configureGlobal({ seed: 20_261 });

describe('Student t', () => {
  // Closed forms: one degree is the Cauchy distribution, two have an algebraic quantile; the others are printed tables.
  test.each([
    [0.025, 1, Math.tan(Math.PI * 0.475)],
    [0.025, 2, 4.302652729911275],
    [0.005, 5, 4.032142983557536],
    [0.025, 10, 2.228138851964939],
    [0.0005, 30, 3.645958635044],
    [0.025, 1e7, 1.9599642],
  ])('exceeded with %d at %d degrees', (tail, degrees, expected) => {
    expect(studentQuantile(tail, degrees) / expected).toBeCloseTo(1, 6);
  });

  test('quantile undoes tail, far out and for fractional degrees', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.499, noNaN: true }),
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        (tail, degrees) => {
          expect(studentTail(studentQuantile(tail, degrees), degrees) / tail).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  test('the middle is zero', () => {
    expect(studentQuantile(0.5, 3)).toBe(0);
  });
});

test('incomplete beta is symmetric and reduces to x for the uniform distribution', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.3, max: 50, noNaN: true }),
      fc.double({ min: 0.3, max: 50, noNaN: true }),
      (x, a, b) => {
        expect(incompleteBeta(x, { a: 1, b: 1 })).toBeCloseTo(x, 10);
        expect(incompleteBeta(x, { a, b })).toBeCloseTo(1 - incompleteBeta(1 - x, { a: b, b: a }), 8);
      },
    ),
  );
});
