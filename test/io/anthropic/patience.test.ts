// Laws of waiting: never shorter than the server asks, never beyond the budget, never more often than allowed.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitBefore } from '../../../src/io/anthropic/patience.ts';

const setbacks = fc.record({
  attempts: fc.integer({ min: 1, max: 12 }),
  waitedMs: fc.integer({ min: 0, max: 200_000 }),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: null }),
});
const patiences = fc.record({
  attempts: fc.integer({ min: 1, max: 10 }),
  waitBudgetMs: fc.integer({ min: 0, max: 300_000 }),
});

test('a wait keeps to the server, the budget and the attempts', () => {
  fc.assert(
    fc.property(
      setbacks,
      patiences,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (setback, patience, dice) => {
        const waitMs = waitBefore(setback, patience, () => dice);
        if (waitMs === null) return;
        expect(setback.attempts).toBeLessThan(patience.attempts);
        expect(setback.waitedMs + waitMs).toBeLessThanOrEqual(patience.waitBudgetMs + 1);
        expect(waitMs).toBeGreaterThanOrEqual(setback.retryAfterMs ?? 100);
        if (setback.retryAfterMs === null) expect(waitMs).toBeLessThanOrEqual(30_000);
      },
    ),
  );
});
