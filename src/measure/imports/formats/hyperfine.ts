// hyperfine --export-json: every run's duration in seconds. Fields: https://github.com/sharkdp/hyperfine (src/benchmark/benchmark_result.rs).
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { NamedNumbers } from '../imported.ts';
import { readAs } from '../read-json.ts';
import { amount, hasKeys, isObject, sampled, samples, type Format } from './format.ts';

const resultSchema = z.object({
  command: z.string(),
  times: samples.nullish(),
  mean: amount,
  median: amount.nullish(),
  /** Newer versions measure the largest resident memory of each run. */
  memory_usage_byte: samples.nullish(),
  parameters: z.unknown().optional(),
});

const EXPECTED = {
  schema: z.object({ results: z.array(resultSchema) }),
  what: "hyperfine's JSON export",
  mend: 'Run hyperfine with `--export-json FILE` and name FILE in `results.file`.',
};

export const hyperfine: Format<unknown> = {
  claims: (value) =>
    isObject(value) &&
    'results' in value &&
    Array.isArray(value.results) &&
    hasKeys(value.results[0], ['command', 'mean', 'stddev']),
  parse(value, source) {
    const { results } = readAs(value, EXPECTED, source);
    return collect({ format: 'hyperfine', numbers: results.flatMap(numbersOf) }, source);
  },
};

function numbersOf(result: z.infer<typeof resultSchema>): NamedNumbers[] {
  const name = nameOf(result);
  const { times, mean, median, memory_usage_byte: memory } = result;
  const memories: NamedNumbers[] =
    memory == null || memory.length === 0 ? [] : [sampled({ name, metric: 'result-bytes', samples: memory })];
  if (times != null && times.length > 0) {
    return [sampled({ name, metric: 'result-ms', samples: times, factor: 1000 }), ...memories];
  }
  const statistic = median == null ? 'mean' : 'median';
  const numbers = { kind: 'summary', statistic, value: (median ?? mean) * 1000, count: null } as const;
  return [{ name, metric: 'result-ms', numbers }, ...memories];
}

/** The command may be the same for every parameter. */
function nameOf({ command, parameters }: z.infer<typeof resultSchema>): string {
  if (!isObject(parameters)) return command;
  const told = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return told.length === 0 ? command : `${command} [${told.join(', ')}]`;
}
