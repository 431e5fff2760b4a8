import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { editDistance, nearest } from '../../src/config/nearest.ts';

describe('nearest', () => {
  test.each([
    ['strat', 'start'],
    ['portEnv', 'port_env'],
    ['port-env', 'port_env'],
    ['redy', 'ready'],
    ['environment', null],
    ['x', null],
  ])('%s → %s', (word, meant) => {
    expect(nearest(word, ['start', 'port_env', 'ready', 'ready_timeout_seconds', 'directory'])).toBe(meant);
  });

  test('distance is symmetric, zero only for equal words, and never above the longer length', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance).toBe(editDistance(other, one));
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
      { seed: 7 },
    );
  });
});
