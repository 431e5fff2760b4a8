// One task of tinybench, in its old and new shape; vitest bench writes the same numbers.
import { z } from 'zod';
import type { NamedNumbers } from '../imported.ts';
import { amount, sampled, samples } from './format.ts';

/** Milliseconds. tinybench 3 and later nest them under `latency` (p50); 2 and vitest 1–4 do not (vitest calls it median). */
const timesSchema = z.object({
  samples: samples.nullish(),
  mean: amount.nullish(),
  median: amount.nullish(),
  p50: amount.nullish(),
  sampleCount: amount.nullish(),
  samplesCount: amount.nullish(),
});

export const taskSchema = timesSchema.extend({ name: z.string(), latency: timesSchema.nullish() });
export type BenchTask = z.infer<typeof taskSchema>;

/** Nothing where the task failed and so has no times. */
export function numbersOfTask(task: BenchTask, name = task.name): NamedNumbers[] {
  const times = task.latency ?? task;
  if (times.samples != null && times.samples.length > 0) {
    return [sampled({ name, metric: 'result-ms', samples: times.samples })];
  }
  const middle = times.p50 ?? times.median ?? null;
  const value = middle ?? times.mean ?? null;
  if (value === null) return [];
  const count = times.samplesCount ?? times.sampleCount ?? null;
  const numbers = { kind: 'summary', statistic: middle === null ? 'mean' : 'median', value, count } as const;
  return [{ name, metric: 'result-ms', numbers }];
}

/** What the file says of tasks that have no numbers. */
export function withoutNumbers(tasks: readonly BenchTask[]): string[] {
  return tasks
    .filter((task) => numbersOfTask(task).length === 0)
    .map(({ name }) => `${name} has no times: it failed, or did not run.`);
}
