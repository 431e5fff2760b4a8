import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedMs, planRounds } from '../../../src/measure/load/plan-rounds.ts';

describe('planRounds', () => {
  it.each([
    [1_000, 1, { restarts: 3, pairs: 4, roundMs: 200 }],
    [60_000, 1, { restarts: 3, pairs: 4, roundMs: 700 }],
    [150_000, 1, { restarts: 5, pairs: 6, roundMs: 1_000 }],
    [120_000, 3, { restarts: 3, pairs: 4, roundMs: 300 }],
  ])('for %i ms and %i routes', (budgetMs, routes, plan) => {
    expect(planRounds(budgetMs, routes)).toMatchObject(plan);
  });

  it('never goes below what statistics need, and keeps to the time above that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_600_000 }),
        fc.integer({ min: 1, max: 50 }),
        (budgetMs, routes) => {
          const plan = planRounds(budgetMs, routes);
          expect(plan.restarts).toBeGreaterThanOrEqual(3);
          expect(plan.pairs).toBeGreaterThanOrEqual(4);
          if (plan.roundMs > 200) expect(expectedMs(plan, routes)).toBeLessThanOrEqual(budgetMs);
        },
      ),
    );
  });

  it('takes no less for more time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer({ min: 0, max: 600_000 }),
        (less, more) => {
          const weight = (budgetMs: number): number => expectedMs(planRounds(budgetMs, 2), 2);
          expect(weight(less + more)).toBeGreaterThanOrEqual(weight(less));
        },
      ),
    );
  });
});
