// vitest bench: `--outputJson` of vitest 1–4, and the JSON reporter of vitest 5, which holds benchmarks among the tests.
// Neither keeps samples by default, so that the median of the summary stands for the run.
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { ImportedFile, NamedNumbers } from '../imported.ts';
import { readAs } from '../read-json.ts';
import type { Source } from '../refuse.ts';
import { numbersOfTask, taskSchema, withoutNumbers, type BenchTask } from './bench-task.ts';
import { hasKeys, isObject, type Format } from './format.ts';

const mend =
  'Run `vitest bench --run --outputJson FILE` (vitest 5: `--reporter=json --outputFile=FILE`) and name FILE in `results.file`.';

const OUTPUT_JSON = {
  schema: z.object({
    files: z.array(
      z.object({
        groups: z.array(z.object({ fullName: z.string(), benchmarks: z.array(taskSchema) })),
      }),
    ),
  }),
  what: "vitest's benchmark JSON",
  mend,
};

const benchmarkSchema = z.object({ tasks: z.array(taskSchema) });
const assertionSchema = z.object({
  fullName: z.string(),
  benchmarks: z.array(benchmarkSchema).nullish(),
});
const JSON_REPORTER = {
  schema: z.object({ testResults: z.array(z.object({ assertionResults: z.array(assertionSchema) })) }),
  what: "vitest's JSON report",
  mend,
};

export const vitestBench: Format<unknown> = {
  claims: (value) => hasKeys(value, ['testResults', 'numTotalTests']) || isOutputJson(value),
  parse(value, source) {
    const groups = isOutputJson(value) ? groupsOfOutput(value, source) : groupsOfReport(value, source);
    return fileOf(groups, source);
  },
};

interface Group {
  readonly name: string;
  readonly tasks: readonly BenchTask[];
}

function isOutputJson(value: unknown): boolean {
  if (!isObject(value) || !('files' in value) || !Array.isArray(value.files)) return false;
  return hasKeys(value.files[0], ['filepath', 'groups']);
}

function groupsOfOutput(value: unknown, source: Source): Group[] {
  const { files } = readAs(value, OUTPUT_JSON, source);
  return files.flatMap(({ groups }) =>
    groups.map(({ fullName, benchmarks }) => ({ name: fullName, tasks: benchmarks })),
  );
}

function groupsOfReport(value: unknown, source: Source): Group[] {
  const { testResults } = readAs(value, JSON_REPORTER, source);
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ fullName, benchmarks }) =>
      (benchmarks ?? []).map(({ tasks }) => ({ name: fullName, tasks })),
    ),
  );
}

function fileOf(groups: readonly Group[], source: Source): ImportedFile {
  const numbers: NamedNumbers[] = groups.flatMap(({ name, tasks }) =>
    tasks.flatMap((task) => numbersOfTask(task, `${name} > ${task.name}`)),
  );
  const notes = groups.flatMap(({ tasks }) => withoutNumbers(tasks));
  return collect({ format: 'vitest-bench', numbers, notes }, source);
}
