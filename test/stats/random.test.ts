import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { randomNormal, seededRandom, shuffle } from '../../src/stats/random.ts';

fc.configureGlobal({ seed: 20_261 });

describe('seeded chance', () => {
  test('replays from its seed and differs between seeds', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 3 }, () => random());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).toMatchInlineSnapshot(`
      [
        0.6270739405881613,
        0.002735721180215478,
        0.5274470399599522,
      ]
    `);
  });

  test('numbers are uniform in [0, 1)', () => {
    const random = seededRandom(42);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // Four standard deviations of a binomial with n = 10,000 and p = 0.1.
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test('a shuffle keeps the items and favours no order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        expect(shuffle(items, seededRandom(seed)).toSorted(ascending)).toEqual(items.toSorted(ascending));
      }),
    );
    const random = seededRandom(7);
    const orders = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw += 1) {
      const order = shuffle(['a', 'b', 'c'], random).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test('normal draws have mean 0 and spread 1', () => {
    const random = seededRandom(3);
    const draws = Array.from({ length: 20_000 }, () => randomNormal(random));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + draw ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(draws.length));
  });
});

function ascending(one: number, other: number): number {
  return one - other;
}
