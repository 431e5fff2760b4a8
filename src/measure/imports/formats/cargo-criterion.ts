// cargo criterion --message-format=json: one message a line, `benchmark-complete` holds the samples.
// Format: https://bheisler.github.io/criterion.rs/book/cargo_criterion/external_tools.html
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { NamedNumbers } from '../imported.ts';
import { firstJsonLine, jsonLines } from '../json-lines.ts';
import { readAs } from '../read-json.ts';
import { invalid, type Source } from '../refuse.ts';
import { perIterationOf } from './criterion.ts';
import { hasKeys, isObject, sampled, samples, type Format } from './format.ts';

const mend = 'Run `cargo criterion --message-format=json > FILE` and name FILE in `results.file`.';

const EXPECTED = {
  schema: z.object({
    id: z.string(),
    iteration_count: samples,
    measured_values: samples,
    unit: z.string(),
  }),
  what: "cargo-criterion's message of a benchmark",
  mend,
};

/** Milliseconds in a unit of time that criterion writes. */
const MILLISECONDS = new Map([
  ['ps', 1e-9],
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1e3],
]);

export const cargoCriterion: Format<string> = {
  claims: (text) => hasKeys(firstJsonLine(text), ['reason']),
  parse(text, source) {
    const notes = new Set<string>();
    const numbers: NamedNumbers[] = [];
    for (const message of jsonLines(text, source)) {
      if (!isObject(message) || !('reason' in message) || message.reason !== 'benchmark-complete') continue;
      const benchmark = readAs(message, EXPECTED, source);
      const factor = MILLISECONDS.get(benchmark.unit);
      if (factor === undefined) {
        notes.add(
          `${benchmark.id} is measured in ${benchmark.unit}, of which it is not known whether less is better.`,
        );
      } else numbers.push(numbersOf(benchmark, { factor, source }));
    }
    return collect({ format: 'cargo-criterion', numbers, notes: [...notes] }, source);
  },
};

function numbersOf(
  benchmark: z.infer<typeof EXPECTED.schema>,
  { factor, source }: { readonly factor: number; readonly source: Source },
): NamedNumbers {
  const perIteration = perIterationOf(benchmark.iteration_count, benchmark.measured_values);
  if (perIteration === null) {
    throw invalid(source, {
      what: 'has another number of times than of iterations, or zero iterations',
      mend,
    });
  }
  return sampled({ name: benchmark.id, metric: 'result-ms', samples: perIteration, factor });
}
