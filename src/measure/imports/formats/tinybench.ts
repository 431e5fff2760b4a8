// tinybench has no file format of its own; this is its results as JSON: `bench.tasks.map(({ name, result }) => ({ name, ...result }))`.
// Fields: https://github.com/tinylibs/tinybench (src/types.ts, TaskResult and Statistics).
import { z } from 'zod';
import { collect } from '../collect.ts';
import { readAs } from '../read-json.ts';
import { numbersOfTask, taskSchema, withoutNumbers } from './bench-task.ts';
import { hasKeys, isObject, type Format } from './format.ts';

const EXPECTED = {
  /** `{ name, result: { … } }` is taken as well: who writes the file by hand may nest the result. */
  schema: z.array(z.preprocess(flatten, taskSchema)),
  what: "a list of tinybench's results",
  mend: 'Write `JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, ...result })))` to the file after `bench.run()`.',
};

export const tinybench: Format<unknown> = {
  claims: (value) =>
    Array.isArray(value) &&
    (hasKeys(flatten(value[0]), ['name', 'latency']) ||
      hasKeys(flatten(value[0]), ['name', 'hz', 'samples', 'mean'])),
  parse(value, source) {
    const tasks = readAs(value, EXPECTED, source);
    const numbers = tasks.flatMap((task) => numbersOfTask(task));
    return collect({ format: 'tinybench', numbers, notes: withoutNumbers(tasks) }, source);
  },
};

function flatten(task: unknown): unknown {
  if (!isObject(task) || !('result' in task) || !isObject(task.result) || !('name' in task)) return task;
  return { ...task.result, name: task.name };
}
