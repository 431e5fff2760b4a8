import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { pairOrders } from '../../src/measure/pair-order.ts';
import { seededRandom } from '../../src/stats/random.ts';

it('lets each side go first equally often, in every two pairs', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 40 }), (seed, pairs) => {
      const orders = pairOrders(pairs, seededRandom(seed));
      expect(orders).toHaveLength(pairs);
      for (let index = 0; index + 1 < pairs; index += 2) {
        expect(orders[index]).toEqual(orders[index + 1]?.toReversed());
      }
    }),
  );
});

it('replays from its seed and differs between seeds', () => {
  const order = (seed: number): string => JSON.stringify(pairOrders(40, seededRandom(seed)));
  expect(order(7)).toBe(order(7));
  expect(order(7)).not.toBe(order(8));
});
