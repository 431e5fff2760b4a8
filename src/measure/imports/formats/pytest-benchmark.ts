// pytest --benchmark-json: seconds per call of every round, where `--benchmark-save-data` or the version keeps them.
// Fields: https://pytest-benchmark.readthedocs.io (storage) and its source, src/pytest_benchmark/fixture.py and stats.py.
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { NamedNumbers } from '../imported.ts';
import { readAs } from '../read-json.ts';
import { amount, hasKeys, isObject, sampled, samples, type Format } from './format.ts';

const benchmarkSchema = z.object({
  name: z.string(),
  fullname: z.string().nullish(),
  stats: z.object({
    data: samples.nullish(),
    median: amount.nullish(),
    mean: amount.nullish(),
    rounds: amount.nullish(),
  }),
});

const EXPECTED = {
  schema: z.object({ benchmarks: z.array(benchmarkSchema) }),
  what: "pytest-benchmark's JSON",
  mend: 'Run pytest with `--benchmark-json=FILE` and name FILE in `results.file`.',
};

export const pytestBenchmark: Format<unknown> = {
  claims: (value) => isObject(value) && hasKeys(value, ['machine_info', 'benchmarks']),
  parse(value, source) {
    const { benchmarks } = readAs(value, EXPECTED, source);
    return collect({ format: 'pytest-benchmark', numbers: benchmarks.flatMap(numbersOf) }, source);
  },
};

function numbersOf({ name: short, fullname, stats }: z.infer<typeof benchmarkSchema>): NamedNumbers[] {
  const name = fullname ?? short;
  if (stats.data != null && stats.data.length > 0) {
    return [sampled({ name, metric: 'result-ms', samples: stats.data, factor: 1000 })];
  }
  const value = stats.median ?? stats.mean ?? null;
  if (value === null) return [];
  const statistic = stats.median == null ? 'mean' : 'median';
  const numbers = { kind: 'summary', statistic, value: value * 1000, count: stats.rounds ?? null } as const;
  return [{ name, metric: 'result-ms', numbers }];
}
