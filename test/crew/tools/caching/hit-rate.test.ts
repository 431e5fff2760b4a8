// The simulators against the plainest cache one can write, and the formulas against the simulators.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cheHitRatio, ttlHitRate, zipf } from '../../../../src/crew/tools/caching/hit-rate/analytic.ts';
import { ratioOf, replay } from '../../../../src/crew/tools/caching/hit-rate/replay.ts';
import { lfuHitRatio } from '../../../../src/crew/tools/caching/hit-rate/simulate-lfu.ts';
import { lruHitRatio, stackDistances } from '../../../../src/crew/tools/caching/hit-rate/stack-distances.ts';

const KEYS = fc.array(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 200 });

function plainLru(keys: readonly string[], entries: number): number {
  let kept: string[] = [];
  let hits = 0;
  for (const key of keys) {
    if (kept.includes(key)) hits += 1;
    kept = [key, ...kept.filter((other) => other !== key)].slice(0, entries);
  }
  return keys.length === 0 ? 0 : hits / keys.length;
}

function plainLfu(keys: readonly string[], entries: number): number {
  const kept = new Map<string, { count: number; last: number }>();
  let hits = 0;
  keys.forEach((key, last) => {
    const own = kept.get(key);
    if (own === undefined && kept.size >= entries) {
      const [worst] = [...kept].toSorted(
        ([, one], [, other]) => one.count - other.count || one.last - other.last,
      );
      kept.delete(worst?.[0] ?? '');
    }
    if (own !== undefined) hits += 1;
    kept.set(key, { count: (own?.count ?? 0) + 1, last });
  });
  return keys.length === 0 ? 0 : hits / keys.length;
}

describe('simulators', () => {
  test('one pass of stack distances gives the LRU ratio of every size', () => {
    fc.assert(
      fc.property(KEYS, (keys) => {
        const distances = stackDistances(keys);
        for (let entries = 1; entries <= 14; entries += 1)
          expect(lruHitRatio(distances, entries)).toBeCloseTo(plainLru(keys, entries), 12);
      }),
      { seed: 7 },
    );
  });

  test('LFU drops the least often asked, the longest unasked first', () => {
    fc.assert(
      fc.property(KEYS, fc.integer({ min: 1, max: 14 }), (keys, entries) => {
        expect(lfuHitRatio(keys, entries)).toBeCloseTo(plainLfu(keys, entries), 12);
      }),
      { seed: 7 },
    );
  });

  test('a replay without expiry is that LRU, and time only takes hits away', () => {
    fc.assert(
      fc.property(
        KEYS,
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 1, max: 50 }),
        (keys, entries, ttlMs) => {
          const requests = keys.map((key, atMs) => ({ key, atMs }));
          const endless = ratioOf(replay(requests, { entries, ttlMs: Infinity }));
          expect(endless).toBeCloseTo(plainLru(keys, entries), 12);
          expect(ratioOf(replay(requests, { entries, ttlMs }))).toBeLessThanOrEqual(endless);
        },
      ),
      { seed: 7 },
    );
  });
});

describe('formulas', () => {
  /** Numbers from 0 to 1, the same each time (Park, Miller 1988). */
  function dice(): () => number {
    let state = 20_250_303;
    return () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
  }

  function draw(popularities: readonly number[], count: number): readonly string[] {
    const roll = dice();
    const sums = popularities.map(
      (
        (sum) => (each: number) =>
          (sum += each)
      )(0),
    );
    return Array.from({ length: count }, () => {
      const value = roll();
      return String(sums.findIndex((sum) => value < sum));
    });
  }

  test.each([
    [0.6, 10],
    [0.6, 100],
    [0.8, 50],
    [1, 10],
    [1, 100],
  ])(
    'Che’s approximation is within 0.02 of a simulated LRU (Zipf %f, %i of 300 keys)',
    (exponent, entries) => {
      const popularities = zipf(300, exponent);
      const simulated = lruHitRatio(stackDistances(draw(popularities, 60_000)), entries);
      expect(Math.abs(cheHitRatio(popularities, entries) - simulated)).toBeLessThan(0.02);
    },
  );

  test('λT/(1+λT) is within 0.01 of simulated Poisson requests, with writes that drop too', () => {
    const roll = dice();
    const next = (rate: number): number => -Math.log(roll()) / rate;
    for (const drops of [0, 0.3]) {
      let [at, until, drop, hits] = [0, 0, drops === 0 ? Infinity : next(drops), 0];
      for (let request = 0; request < 60_000; request += 1) {
        at += next(2);
        for (; drop <= at; drop += next(drops)) until = Math.min(until, drop);
        if (at < until) hits += 1;
        else until = at + 3;
      }
      expect(Math.abs(ttlHitRate(2, 3, drops) - hits / 60_000)).toBeLessThan(0.01);
    }
  });

  test('popularities add up to one, and all keys fit where there is room for all', () => {
    expect(zipf(50, 0.8).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(cheHitRatio(zipf(50, 0.8), 50)).toBe(1);
    expect(cheHitRatio(zipf(50, 0.8), 0)).toBe(0);
  });
});
