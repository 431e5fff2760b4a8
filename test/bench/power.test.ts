// The replay of decision rules: what each peer's rule says of plain numbers, and what perfcrew's says of a made-up pool.
import { describe, expect, test } from 'vitest';
import { mannWhitneyZ, PEERS, type Sample } from '../../bench/power/peers.ts';
import { drawBlocks, drawInterleaved, drawRestart } from '../../bench/power/draw.ts';
import { plantedEdit } from '../../bench/power/plant.ts';
import type { Pool } from '../../bench/power/pool.ts';
import { restartsOf } from '../../bench/power/record-restarts.ts';
import { replayKind } from '../../bench/power/replay.ts';
import { OWN, thresholdFor } from '../../bench/power/result.ts';
import { randomNormal, seededRandom } from '../../src/stats/random.ts';
import { measured } from '../compare/documents.ts';

/** Processes differ by 1 %, rounds by 1 %; a restart takes 4 s. */
function poolOf(percent: number): Pool {
  const random = seededRandom(7 + percent);
  const ratio = 1 + percent / 100;
  const noisy = (value: number, spread: number): number => value * Math.exp(spread * randomNormal(random));
  const block = (level: number) => ({
    warmUpMs: 1_500,
    sliceMs: 500,
    slices: Array.from({ length: 60 }, (_, index) => ({
      atMs: index * 500,
      cpuPerRequestMs: noisy(level, 0.01),
      latencyP50Ms: noisy(4 * level, 0.02),
    })),
  });
  return {
    command: 'made up',
    finishedAt: '2026-01-01T00:00:00Z',
    environment: null,
    kind: 'cpu',
    percent,
    restarts: Array.from({ length: 30 }, () => {
      const [base, control, head] = [noisy(5, 0.01), noisy(5, 0.01), noisy(5 * ratio, 0.01)];
      return {
        durationMs: 4_000,
        series: ['cpu-per-request-ms', 'latency-p50-ms'].map((metric) => ({
          metric,
          rounds: Array.from({ length: 6 }, () => ({
            base: noisy(base, 0.01),
            control: noisy(control, 0.01),
            head: noisy(head, 0.01),
          })),
        })),
      };
    }),
    blocks: Array.from({ length: 10 }, () => ({
      base: block(noisy(5, 0.01)),
      head: block(noisy(5 * ratio, 0.01)),
    })),
  };
}

const repeat = (values: readonly number[], times: number): number[] =>
  Array.from({ length: times }, () => values).flat();

describe('rules of other tools', () => {
  const samples: Record<string, Sample> = {
    same: { base: repeat([100, 101, 99], 4), head: repeat([100, 101, 99], 4) },
    'a little slower': { base: repeat([100, 101, 99], 4), head: repeat([103, 104, 102], 4) },
    'a fifth slower': { base: repeat([100, 101, 99], 4), head: repeat([120, 121, 119], 4) },
    twice: { base: repeat([100, 101, 99], 4), head: repeat([210, 211, 209], 4) },
  };

  test('who calls what slower', () => {
    const table = Object.fromEntries(
      Object.entries(samples).map(([name, sample]) => [
        name,
        PEERS.filter(({ score, threshold }) => score(sample) > threshold).map((peer) => peer.name),
      ]),
    );
    const [median3, best3, tachometer, twice, tenth, twentieth, whitney, hyperfine] = PEERS.map(
      ({ name }) => name,
    );
    expect(table).toEqual({
      same: [],
      'a little slower': [tachometer, whitney, hyperfine],
      'a fifth slower': [median3, best3, tachometer, tenth, twentieth, whitney, hyperfine],
      twice: [median3, best3, tachometer, twice, tenth, twentieth, whitney, hyperfine],
    });
  });

  test('the U of a published example: 25 of 36 comparisons are won', () => {
    // Places of two groups of six (en.wikipedia.org/wiki/Mann-Whitney_U_test).
    const tortoise = [1, 7, 8, 9, 10, 11];
    const hare = [2, 3, 4, 5, 6, 12];
    expect(mannWhitneyZ({ base: hare, head: tortoise })).toBeCloseTo(
      (25 - 18) / Math.sqrt((36 * 13) / 12),
      12,
    );
  });

  test('the best of three hides one slow run of base, the median does not hide two of head', () => {
    const sample = { base: repeat([100], 9), head: [100, 100, 100, 120, 120, 120, 120, 120, 120] };
    const [median3, best3] = PEERS;
    expect([median3?.score(sample), best3?.score(sample)]).toEqual([1.2, 1]);
  });
});

describe('draws', () => {
  test('the time decides how much is drawn, warm-up and second base included', () => {
    const pool = poolOf(5);
    const random = seededRandom(1);
    // 60 s hold 22 restarts of two thirds of 4 s, and 28.5 s of slices a side.
    expect(drawInterleaved(pool, 60_000, random)?.base).toHaveLength(22 * 6);
    expect(drawInterleaved(pool, 2_000, random)).toBeNull();
    expect(drawBlocks(pool, 60_000, random)?.head).toHaveLength(57);
    expect(drawBlocks(pool, 3_000, random)).toBeNull();
  });

  test('only where nothing is planted may processes change parts', () => {
    const [planted, unchanged] = [poolOf(20), poolOf(0)];
    const random = seededRandom(3);
    const known = new Set(planted.restarts);
    expect(Array.from({ length: 20 }, () => known.has(drawRestart(planted, random)))).not.toContain(false);
    const values = unchanged.restarts.flatMap(
      ({ series }) => series[0]?.rounds.map(({ base }) => base) ?? [],
    );
    const drawn = Array.from(
      { length: 40 },
      () => drawRestart(unchanged, random).series[0]?.rounds[0]?.base ?? null,
    );
    expect(drawn.some((value) => !values.includes(value))).toBe(true);
  });

  test('an empty pool says what to do', () => {
    expect(() => drawRestart({ ...poolOf(5), restarts: [] }, seededRandom(1))).toThrow('record it first');
  });
});

describe('replay', () => {
  test('perfcrew finds a tenth within a minute, calls nothing slower that is not, and stays within the time', () => {
    const cells = replayKind([poolOf(0), poolOf(10)], 'cpu', { trials: 30, seed: 1 });
    const own = cells.filter(({ rule, seconds }) => rule === OWN && seconds === 60);
    expect(own.map(({ percent, slower }) => [percent, slower])).toEqual([
      [0, 0],
      [10, 30],
    ]);
    for (const { meanSeconds, seconds } of cells.filter(({ rule }) => rule === OWN)) {
      expect(meanSeconds).toBeLessThanOrEqual(seconds);
    }
  });

  test('a threshold fitted to half of the unchanged samples is judged by the other half', () => {
    const cells = replayKind([poolOf(0), poolOf(10)], 'cpu', { trials: 30, seed: 1 });
    const fitted = cells.flatMap((cell) => (cell.alarmsElsewhere === null ? [] : [cell]));
    expect(new Set(fitted.map(({ rule }) => rule))).toEqual(new Set(PEERS.map(({ name }) => name)));
    for (const { alarmsElsewhere, slowerAtEqual, trials } of fitted) {
      for (const count of [alarmsElsewhere, slowerAtEqual]) {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(trials);
      }
    }
  });

  test('without the pool in which nothing is planted nobody can be judged', () => {
    expect(replayKind([poolOf(10)], 'cpu', { trials: 2, seed: 1 })).toEqual([]);
  });

  test('a threshold lets so many alarms through and no more', () => {
    const scores = [5, 1, 4, 2, 3];
    for (const alarms of [0, 1, 2]) {
      const threshold = thresholdFor(scores, alarms);
      expect(scores.filter((score) => score > threshold)).toHaveLength(alarms);
    }
  });
});

describe('recording', () => {
  test('restarts are cut out of a measurement, each with its share of the time', () => {
    const round = (restart: number, control?: number) =>
      control === undefined ? { restart, base: 1, head: 2 } : { restart, base: 1, head: 2, control };
    const measurement = {
      ...measured('GET /x', {
        'cpu-per-request-ms': [round(0, 3), round(0, 3), round(1, 3)],
        'queries-per-request': [round(0)],
      }),
      durationMs: 10_000,
    };
    const one = { base: 1, control: 3, head: 2 };
    expect(restartsOf({ measurements: [measurement] })).toEqual([
      { durationMs: 5_000, series: [{ metric: 'cpu-per-request-ms', rounds: [one, one] }] },
      { durationMs: 5_000, series: [{ metric: 'cpu-per-request-ms', rounds: [one] }] },
    ]);
  });

  test('the dose of an effect is in the edit', () => {
    expect(plantedEdit('cpu', 3).to).toBe('UNITS = 103;');
    expect(plantedEdit('latency', 20).to).toBe('WAIT_MS = 120;');
    expect(plantedEdit('cpu', 0).path).toBe('lib/work.js');
  });
});
