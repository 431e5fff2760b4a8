// The knee and the error point on the curves that servers show: linear then flat, retrograde, noisy, never saturated.
import { array, assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeringWell, errorPoint } from '../../../src/measure/capacity/error-point.ts';
import { firstAtPeak, knee, peak, type Point } from '../../../src/measure/capacity/knee.ts';
import { CONNECTIONS } from '../../../src/measure/capacity/rung.ts';
import { randomNormal, seededRandom } from '../../../src/stats/random.ts';

function curve(throughput: (connections: number) => number): Point[] {
  return CONNECTIONS.map((connections) => ({ connections, throughputPerSec: throughput(connections) }));
}

/** Gunther's Universal Scalability Law: contention and coherency. */
const usl =
  (perSec: number, contention: number, coherency: number) =>
  (n: number): number =>
    (perSec * n) / (1 + contention * (n - 1) + coherency * n * (n - 1));

describe('knee', () => {
  it.each([
    ['linear, then flat at a pool of 20', curve((n) => 20 * Math.min(n, 20)), 20, true],
    ['linear, then flat between two rungs', curve((n) => 10 * Math.min(n, 73)), 73, true],
    ['flat from the start: one CPU-bound process', curve(() => 800), 1, true],
    ['slower with company', curve((n) => 800 / n ** 0.1), 1, true],
    ['retrograde: falls past its peak', curve(usl(100, 0.02, 0.0005)), 15.6, true],
    ['contention alone (Amdahl)', curve(usl(100, 0.05, 0)), 19.09, true],
    ['linear to the last rung', curve((n) => 5 * n), 400, false],
  ])('%s', (_, points, connections, isReached) => {
    const found = knee(points);
    expect(found?.connections).toBeCloseTo(connections, 1);
    expect(found?.isReached).toBe(isReached);
  });

  it('is known to lie higher where the ladder ended while throughput still grew', () => {
    const short = curve((n) => 10 * n).slice(0, 3);
    expect(knee(short)).toEqual({ connections: 50, isReached: false });
  });

  it('is unknown without a first rung or where it answered nothing', () => {
    expect(knee([])).toBeNull();
    expect(knee([{ connections: 10, throughputPerSec: 100 }])).toBeNull();
    expect(knee([{ connections: 1, throughputPerSec: 0 }])).toBeNull();
    expect(peak(curve(() => 0))).toBeNull();
  });

  it('is repeated on the lowest rung of a plateau', () => {
    const plateau = curve((n) => 10 * Math.min(n, 60) + n / 100);
    expect(peak(plateau)?.connections).toBe(400);
    expect(firstAtPeak(plateau)?.connections).toBe(100);
    expect(firstAtPeak(curve(() => 0))).toBeNull();
  });

  it('lies within 20 % of the truth nine times of ten when every rung is 5 % off', () => {
    const off = Array.from({ length: 200 }, (_, seed) => {
      const random = seededRandom(seed);
      const noisy = curve((n) => 20 * Math.min(n, 60) * (1 + 0.05 * randomNormal(random)));
      return Math.abs((knee(noisy)?.connections ?? 0) / 60 - 1);
    }).sort((one, other) => one - other);
    // The highest of five readings lies 6 % above their mean; repetitions of it (repeat-peaks.ts) do not.
    expect(off[100]).toBeLessThan(0.1);
    expect(off[180]).toBeLessThan(0.2);
  });

  it('does not depend on the speed of the machine and lies on the ladder', () => {
    assert(
      property(
        array(double({ min: 1, max: 1e4, noNaN: true }), { minLength: 7, maxLength: 7 }),
        double({ min: 0.1, max: 10, noNaN: true }),
        (throughputs, factor) => {
          const points = curve((n) => throughputs[CONNECTIONS.findIndex((one) => one === n)] ?? 0);
          const faster = points.map((point) => ({
            ...point,
            throughputPerSec: factor * point.throughputPerSec,
          }));
          const [one, other] = [knee(points), knee(faster)];
          expect(one?.connections).toBeGreaterThanOrEqual(1);
          expect(other?.connections).toBeCloseTo(one?.connections ?? Number.NaN, 6);
        },
      ),
    );
  });
});

describe('error point', () => {
  const rungs = (shares: readonly number[]) =>
    shares.map((failureShare, index) => ({ connections: CONNECTIONS[index] ?? 0, failureShare }));

  it.each([
    ['none fails', [0, 0, 0.01, 0.01], null],
    ['from 100 on', [0, 0.005, 0.01, 0.011, 0.4], 100],
    ['at once', [1], 1],
    ['nothing was climbed', [], null],
  ])('%s', (_, shares, expected) => {
    expect(errorPoint(rungs(shares))).toBe(expected);
  });

  it('leaves rungs that fail out of what may be a peak', () => {
    expect(answeringWell(rungs([0, 0.5, 0.01])).map(({ connections }) => connections)).toEqual([1, 50]);
  });
});
