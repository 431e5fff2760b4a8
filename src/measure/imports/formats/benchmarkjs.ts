// benchmark.js has no file format of its own; this is `JSON.stringify(suite)` in `complete`, or a list of
// `{ name, hz, stats }`. Samples are seconds per operation (https://benchmarkjs.com/docs, Benchmark.prototype.stats).
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { NamedNumbers } from '../imported.ts';
import { readAs } from '../read-json.ts';
import { amount, hasKeys, isObject, sampled, samples, type Format } from './format.ts';

const benchmarkSchema = z.object({
  name: z.string().nullish(),
  stats: z.object({ mean: amount, sample: samples.nullish() }),
});

const EXPECTED = {
  schema: z.array(benchmarkSchema),
  what: "benchmark.js's suite as JSON",
  mend: 'Write `JSON.stringify(suite)` to the file in the `complete` event.',
};

export const benchmarkjs: Format<unknown> = {
  claims: (value) => {
    const [first] = listOf(value);
    return isObject(first) && 'stats' in first && hasKeys(first.stats, ['mean', 'rme']) && 'hz' in first;
  },
  parse(value, source) {
    const benchmarks = readAs(listOf(value), EXPECTED, source);
    const numbers = benchmarks.flatMap((one, index) => numbersOf(one, `benchmark ${index + 1}`));
    const notes = benchmarks
      .filter(({ stats }) => stats.mean === 0)
      .map(({ name }) => `${name ?? 'A benchmark'} has no times: it failed, or did not run.`);
    return collect({ format: 'benchmarkjs', numbers, notes }, source);
  },
};

/** A suite is written like an array's object: "0", "1", … beside its options. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value) || !Object.hasOwn(value, '0')) return [];
  return Object.entries(value).flatMap(([key, one]) => (/^\d+$/.test(key) ? [one] : []));
}

function numbersOf({ name, stats }: z.infer<typeof benchmarkSchema>, unnamed: string): NamedNumbers[] {
  if (stats.mean === 0) return [];
  if (stats.sample != null && stats.sample.length > 0) {
    return [sampled({ name: name ?? unnamed, metric: 'result-ms', samples: stats.sample, factor: 1000 })];
  }
  const numbers = { kind: 'summary', statistic: 'mean', value: stats.mean * 1000, count: null } as const;
  return [{ name: name ?? unnamed, metric: 'result-ms', numbers }];
}
