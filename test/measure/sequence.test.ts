import { describe, expect, test } from 'vitest';
import type { MetricId } from '../../src/core/metric.ts';
import type { Round, Series } from '../../src/measure/measurement.ts';
import {
  advance,
  MOST_RESTARTS,
  newSequence,
  outOfTime,
  type Sequence,
  withConfirmation,
} from '../../src/measure/sequence.ts';
import { configOf } from '../compare/documents.ts';

const config = configOf();

/** Rounds of one restart whose head is `ratio` times base; `spread` sets the processes apart. */
function restartOf(restart: number, ratio: number, spread: number): Round[] {
  const luck = spread * [0.9, -1, 0.4, -0.3, 1, -0.8, 0.2][restart % 7]!;
  return [1, 1.004, 0.997].map((noise) => ({
    restart,
    base: 20 * noise,
    head: 20 * ratio * noise * (1 + luck),
    control: 20 * (2 - noise) * (1 - luck),
  }));
}

/** All restarts until it is settled, and what the sequence was after each. */
function run(
  metric: MetricId,
  ratioOf: (restart: number) => number,
  spread: number,
  patience: { readonly patienceForTimes?: number } = {},
) {
  const steps: Sequence[] = [];
  let sequence = newSequence();
  let series: Series[] = [{ metric, rounds: [] }];
  while (sequence.state !== 'settled') {
    const rounds = restartOf(sequence.restarts, ratioOf(sequence.restarts), spread);
    series = series.map((one) => ({ ...one, rounds: [...one.rounds, ...rounds] }));
    sequence = advance(sequence, series, { config, ...patience });
    steps.push(sequence);
  }
  return { steps, series, sequence };
}

describe('the sequence', () => {
  test('ends at the first look where unchanged code is proven equivalent', () => {
    const { sequence, series } = run('cpu-per-request-ms', () => 1, 0.002);
    expect(sequence).toEqual({ restarts: 3, state: 'settled', confirmedFrom: null });
    expect(withConfirmation(series, sequence)).toEqual(series);
  });

  test('a clear change is confirmed by two restarts more, and then it ends', () => {
    const { steps, series, sequence } = run('cpu-per-request-ms', () => 1.5, 0.002);
    expect(steps.map(({ state }) => state)).toEqual(['measuring', 'confirming', 'confirming', 'settled']);
    expect(sequence.confirmedFrom).toBe(2);
    expect(withConfirmation(series, sequence)[0]?.confirmedFrom).toBe(2);
  });

  test('nothing is decided between two looks', () => {
    const { steps } = run('cpu-per-request-ms', (restart) => (restart === 3 ? 9 : 1.02), 0.03);
    expect(steps[3]?.state).toBe('measuring');
  });

  test('counted numbers are worth more restarts than times, and all come to an end', () => {
    expect(run('cpu-per-request-ms', () => 1.02, 0.05).sequence.restarts).toBe(MOST_RESTARTS);
    expect(run('latency-p50-ms', () => 1.02, 0.05).sequence.restarts).toBe(5);
  });

  test('times with nothing counted beside them are worth every restart', () => {
    const { sequence } = run('result-ms', () => 1.02, 0.05, { patienceForTimes: MOST_RESTARTS });
    expect(sequence.restarts).toBe(MOST_RESTARTS);
  });

  test('one bad restart among the confirming ones is outweighed by two more', () => {
    const { sequence, series } = run('cpu-per-request-ms', (restart) => (restart === 3 ? 0.7 : 1.5), 0.002);
    expect(sequence).toEqual({ restarts: 6, state: 'settled', confirmedFrom: 2 });
    expect(new Set(series[0]?.rounds.map(({ restart }) => restart)).size).toBe(6);
  });

  test('a change that fresh processes do not show again is given up after four of them', () => {
    const { sequence } = run('cpu-per-request-ms', (restart) => (restart < 2 ? 1.5 : 1), 0.002);
    expect(sequence).toEqual({ restarts: 6, state: 'settled', confirmedFrom: 2 });
  });

  test('numbers that are only shown keep nobody waiting', () => {
    expect(run('latency-p99-ms', () => 2, 0.2).sequence).toMatchObject({ restarts: 3, confirmedFrom: null });
  });
});

describe('when the time is up', () => {
  const series = (ratio: number): Series[] => [
    { metric: 'cpu-per-request-ms', rounds: [0, 1].flatMap((restart) => restartOf(restart, ratio, 0.002)) },
  ];
  const two: Sequence = { restarts: 2, state: 'measuring', confirmedFrom: null };

  test('what changed by then is still confirmed', () => {
    expect(outOfTime(two, series(2), config)).toEqual({ restarts: 2, state: 'confirming', confirmedFrom: 2 });
  });

  test('anything else ends', () => {
    expect(outOfTime(two, series(1.01), config).state).toBe('settled');
    expect(outOfTime(newSequence(), [], config).state).toBe('settled');
  });

  test('a confirmation that is under way gets two restarts, and then it ends', () => {
    const confirming: Sequence = { restarts: 3, state: 'confirming', confirmedFrom: 3 };
    expect(outOfTime(confirming, series(2), config)).toBe(confirming);
    expect(outOfTime({ ...confirming, confirmedFrom: 0 }, series(2), config).state).toBe('settled');
  });
});
