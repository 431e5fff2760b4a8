// Selection against brute force on small random workloads, and the trap a plain greedy choice falls into.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectIndexes } from '../../../src/measure/advice/select-indexes.ts';
import { sizeOf, totalCost, type SelectionProblem } from '../../../src/measure/advice/selection-problem.ts';

const ONLY_GREEDY = { variables: 0, seconds: 10 };

const problems: fc.Arbitrary<SelectionProblem> = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.record({
    sizesBytes: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: count, maxLength: count }),
    upkeep: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: count, maxLength: count }),
    budgetBytes: fc.integer({ min: 0, max: 120 }),
    queries: fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 9 }),
        baseCost: fc.integer({ min: 1, max: 200 }),
        configurations: fc.array(
          fc.record({
            indexes: fc
              .uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 3 })
              .map((indexes) => indexes.sort((one, other) => one - other)),
            cost: fc.integer({ min: 0, max: 220 }),
          }),
          { maxLength: 8 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
);

function bruteForce(problem: SelectionProblem): number {
  const count = problem.sizesBytes.length;
  let best = Infinity;
  for (let bits = 0; bits < 2 ** count; bits += 1) {
    const chosen = new Set([...Array(count).keys()].filter((at) => (bits >> at) & 1));
    if (sizeOf(problem, chosen) <= problem.budgetBytes) best = Math.min(best, totalCost(problem, chosen));
  }
  return best;
}

test('the program finds what brute force finds, within the budget, and the same twice', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const selection = await selectIndexes(problem);
      expect(selection.method).toBe('integer-program');
      expect(selection.cost).toBeCloseTo(bruteForce(problem), 6);
      expect(selection.cost).toBe(totalCost(problem, new Set(selection.chosen)));
      expect(sizeOf(problem, selection.chosen)).toBeLessThanOrEqual(problem.budgetBytes);
      expect(await selectIndexes(problem)).toEqual(selection);
    }),
    { numRuns: 30, seed: 7 },
  );
}, 30_000);

test('greedy keeps the budget, is never better than the best nor worse than nothing, and its gap is true', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const selection = await selectIndexes(problem, ONLY_GREEDY);
      const best = bruteForce(problem);
      expect(selection.method).toBe('greedy-with-swaps');
      expect(selection.cost).toBeGreaterThanOrEqual(best - 1e-9);
      expect(selection.cost).toBeLessThanOrEqual(totalCost(problem, new Set()));
      expect(sizeOf(problem, selection.chosen)).toBeLessThanOrEqual(problem.budgetBytes);
      expect(selection.cost * (1 - selection.gap)).toBeLessThanOrEqual(best + 1e-9);
    }),
    { numRuns: 300, seed: 7 },
  );
});

describe('a small index that gains most per byte and keeps the good one out', () => {
  const trap: SelectionProblem = {
    sizesBytes: [10, 100],
    upkeep: [0, 0],
    budgetBytes: 100,
    queries: [
      {
        weight: 1,
        baseCost: 1000,
        configurations: [
          { indexes: [0], cost: 800 },
          { indexes: [1], cost: 10 },
        ],
      },
    ],
  };
  test.each([
    ['program', undefined],
    ['greedy with swaps', ONLY_GREEDY],
  ])('%s is not caught', async (_, limits) => {
    expect((await selectIndexes(trap, limits)).chosen).toEqual([1]);
  });
});

test('upkeep above the gain leaves the index out', async () => {
  const problem: SelectionProblem = {
    sizesBytes: [1],
    upkeep: [50],
    budgetBytes: 10,
    queries: [{ weight: 1, baseCost: 100, configurations: [{ indexes: [0], cost: 60 }] }],
  };
  expect((await selectIndexes(problem)).chosen).toEqual([]);
});
