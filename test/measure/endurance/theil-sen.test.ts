// The slope of the live heap: right on a line, unmoved by single readings, and its interval holds what it promises.
import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { independentSlopes, theilSen, type Point } from '../../../src/measure/endurance/theil-sen.ts';
import { randomNormal, seededRandom } from '../../../src/stats/random.ts';

const line = (slope: number, noise: (index: number) => number = () => 0): Point[] =>
  Array.from({ length: 8 }, (_, index) => ({ x: index * 2, y: 100 + slope * index * 2 + noise(index) }));

describe('theilSen', () => {
  test('is the slope of a line, whatever the heights of the processes', () => {
    assert(
      property(integer({ min: -1000, max: 1000 }), integer(), (slope, height) => {
        const high = line(slope).map(({ x, y }) => ({ x, y: y + height }));
        const found = theilSen([line(slope), high]);
        expect(found?.slope).toBeCloseTo(slope, 3);
        expect(found?.low).toBeCloseTo(slope, 3);
        expect(found?.high).toBeCloseTo(slope, 3);
      }),
    );
  });

  test('is not moved by one wild reading', () => {
    const wild = line(3, (index) => (index === 7 ? 1e6 : 0));
    expect(theilSen([wild, line(3), line(3)])).toEqual({ slope: 3, low: 3, high: 3 });
  });

  test('has the interval between the ranks that the variance of the rank statistic gives', () => {
    // 28 slopes, variance 8·7·21/18 = 65.33, reach 2.576·8.083 = 20.82: ranks 3 and 26.
    const points = line(0, (index) => [5, -3, 8, 1, -9, 4, 2, -6][index] ?? 0);
    const slopes = points
      .flatMap((one, index) => points.slice(index + 1).map((other) => (other.y - one.y) / (other.x - one.x)))
      .toSorted((one, other) => one - other);
    expect(theilSen([points])).toMatchObject({ low: slopes[2], high: slopes[25] });
  });

  test('holds the true slope in 99 of 100 cases at least nearly', () => {
    const random = seededRandom(7);
    const missed = Array.from({ length: 1000 }, () => {
      const strata = [0, 1, 2].map(() => line(2, () => 20 * randomNormal(random)));
      const found = theilSen(strata);
      return found === null || found.low > 2 || found.high < 2;
    }).filter(Boolean).length;
    expect(missed).toBeLessThan(25);
  });

  test.each([[[]], [[[]]], [[line(1).slice(0, 3)]], [[Array.from({ length: 8 }, () => ({ x: 1, y: 1 }))]]])(
    'is null where the points are too few: %j',
    (strata) => {
      expect(theilSen(strata)).toBeNull();
    },
  );
});

test('independent slopes use every point at most once', () => {
  expect(independentSlopes(line(5))).toEqual([5, 5, 5, 5]);
  expect(independentSlopes(line(5).slice(0, 7))).toEqual([5, 5, 5]);
  expect(independentSlopes([])).toEqual([]);
});
