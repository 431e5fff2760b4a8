import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { laneOrders } from '../../src/measure/lane-order.ts';
import { seededRandom } from '../../src/stats/random.ts';

const lanesOf = (count: number): string[] => ['base', 'control', 'head', 'other'].slice(0, count);

it('gives every lane every place equally often over twice as many rounds as there are lanes', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 4 }), (seed, count) => {
      const lanes = lanesOf(count);
      const orders = laneOrders(lanes, 2 * count, seededRandom(seed));
      for (const place of lanes.keys()) {
        for (const lane of lanes) {
          expect(orders.filter((order) => order[place] === lane)).toHaveLength(2);
        }
      }
    }),
  );
});

it('visits every lane once in each round, and mirrors every second round, however many there are', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 20 }),
      (seed, count, rounds) => {
        const orders = laneOrders(lanesOf(count), rounds, seededRandom(seed));
        expect(orders).toHaveLength(rounds);
        for (const order of orders) expect(order.toSorted()).toEqual(lanesOf(count).toSorted());
        for (let index = 0; index + 1 < rounds; index += 2) {
          expect(orders[index + 1]).toEqual(orders[index]?.toReversed());
        }
      },
    ),
  );
});

it('takes all six orders of three lanes in six rounds', () => {
  const orders = laneOrders(lanesOf(3), 6, seededRandom(5)).map((order) => order.join(' '));
  expect(new Set(orders).size).toBe(6);
});

it('replays from its seed and differs between seeds', () => {
  const order = (seed: number): string => JSON.stringify(laneOrders(lanesOf(3), 30, seededRandom(seed)));
  expect(order(7)).toBe(order(7));
  expect(order(7)).not.toBe(order(8));
});
