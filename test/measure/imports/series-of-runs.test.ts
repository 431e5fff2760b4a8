// Runs of base and head become series that perfcrew's own statistics judge, the run as the unit.
import { expect, test } from 'vitest';
import { rulesOf } from '../../../src/config/change-rules.ts';
import { compare } from '../../../src/compare/compare.ts';
import { configSchema } from '../../../src/config/config.ts';
import { importResults } from '../../../src/measure/imports/import-results.ts';
import { IMPORTED_METRICS } from '../../../src/measure/imports/imported.ts';
import { runValues, type RunValue } from '../../../src/measure/imports/run-values.ts';
import { observeNames, seriesOfRuns, type RunRound } from '../../../src/measure/imports/series-of-runs.ts';
import type { Measurement, Series } from '../../../src/measure/measurement.ts';
import { pairedRounds } from '../../../src/measure/paired-rounds.ts';
import { decideEffect } from '../../../src/stats/decide-effect.ts';
import { estimateEffect } from '../../../src/stats/effect.ts';
import { seededRandom } from '../../../src/stats/random.ts';
import { recorded } from './recorded.ts';

const config = configSchema.parse({});

/** The recorded run again, every value times a factor and a per-run luck of ±1 %. */
function runs(fixture: string, headFactor: number, restarts = 8): RunRound[] {
  const values = runValues(importResults(recorded(fixture)).results);
  const random = seededRandom(7);
  const run = (factor: number) => {
    const luck = 1 + (random() - 0.5) * 0.02;
    return values.map((one) => ({ ...one, value: one.value * factor * luck }));
  };
  return Array.from({ length: restarts }, (_, restart) => ({
    restart,
    base: run(1),
    control: run(1),
    head: run(headFactor),
  }));
}

function answer(series: Series): string {
  const rounds = pairedRounds(series);
  const effect = estimateEffect(rounds);
  const metric = Object.entries(IMPORTED_METRICS).find(([id]) => id === series.metric)?.[1];
  if (effect === null || metric === undefined) throw new Error('nothing to decide');
  const levels = { base: rounds[0]?.base ?? 0, head: rounds[0]?.head ?? 0 };
  return decideEffect({ effect, levels, thresholds: metric }, { change: 0.99, equivalence: 0.95 });
}

test.each([
  ['go/bench.txt', 1.3, 'higher'],
  ['go/bench.txt', 1, 'equivalent'],
  ['hyperfine/sleep.txt', 0.7, 'lower'],
  ['pytest-benchmark/benchmark.txt', 1.3, 'higher'],
  ['criterion/grow-xor-100.sample.txt', 1.3, 'higher'],
])('%s with head times %d: every time is %s, however short it is', (fixture, factor, expected) => {
  const times = seriesOfRuns(runs(fixture, factor)).flatMap(({ series }) =>
    series.filter(({ metric }) => metric === 'result-ms'),
  );
  expect(times.length).toBeGreaterThan(0);
  expect(times.map(answer)).toEqual(times.map(() => expected));
});

test('a slower JMeter request regresses in the comparison of a review, per request', () => {
  const named = seriesOfRuns(runs('jmeter/samples-csv.txt', 1.5));
  const measurements = named.map(({ name, series }): Measurement => measurementOf(`load: ${name}`, series));
  const rows = compare(measurements, config).metrics.map(({ target, metric, conclusion }) => [
    target,
    metric,
    conclusion,
  ]);
  expect(rows).toContainEqual(['load: GET /orders, "all"', 'latency-p50-ms', 'regressed']);
  expect(rows).toContainEqual(['load: GET /orders, "all"', 'latency-p95-ms', 'regressed']);
  expect(rows).toContainEqual(['load: GET /orders, "all"', 'throughput-per-sec', 'improved']);
});

test('load results share the metrics and rules of the load gate', () => {
  for (const id of [
    'latency-p50-ms',
    'latency-p95-ms',
    'throughput-per-sec',
    'errors-per-request',
  ] as const) {
    const { better, floor, minimumChange } = IMPORTED_METRICS[id];
    expect({ better, floor, minimumChange }).toEqual(rulesOf(id, config));
  }
});

test('a run of many samples is one value, so that samples do not pretend to be runs', () => {
  const [first] = seriesOfRuns(runs('pytest-benchmark/benchmark.txt', 1, 3));
  expect(first?.series).toHaveLength(1);
  expect(first?.series[0]?.rounds.map(({ restart }) => restart)).toEqual([0, 1, 2]);
});

const value = (name: string): RunValue => ({ name, metric: 'result-ms', value: 1 });

test('a run that failed leaves a gap; what one side alone has is told, not compared', () => {
  const rounds: RunRound[] = [
    { restart: 0, base: [value('a'), value('old')], control: null, head: [value('a'), value('new')] },
    { restart: 1, base: [value('a')], control: [value('a')], head: null },
  ];
  expect(seriesOfRuns(rounds)).toEqual([
    {
      name: 'a',
      series: [
        {
          metric: 'result-ms',
          rounds: [
            { restart: 0, base: 1, control: null, head: 1 },
            { restart: 1, base: 1, control: 1, head: null },
          ],
        },
      ],
    },
  ]);
  expect(observeNames(rounds).map(({ kind, title, severity }) => [kind, title, severity])).toEqual([
    ['result-gone', 'Head gives no result named «old»', 'warning'],
    ['result-new', '«new» is new: base has no such result', 'note'],
  ]);
});

function measurementOf(target: string, series: readonly Series[]): Measurement {
  return {
    document: 'measurement',
    version: 1,
    gate: 'command',
    target,
    environment: {
      cpuModel: 'test',
      cpuCount: 2,
      memoryBytes: 1,
      kernel: 'test',
      image: 'test',
      node: '24',
      chrome: null,
      postgres: null,
      perfcrew: '0',
    },
    durationMs: 1,
    outcome: { status: 'measured', series, observations: [] },
    artifacts: [],
  };
}
