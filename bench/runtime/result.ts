// What the bench of the scheduler keeps, and its tables.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';
import { markdownTable } from '../kit/table.ts';
import { ENGINES } from './engines.ts';
import { SHAPES } from './load.ts';

export const DURATIONS = ['2 minutes each', '2 minutes on average'] as const;

export const runtimeSchema = z.strictObject({
  ...resultHead,
  /** So many simulated seconds pass in one. */
  scale: z.number(),
  runs: z.array(
    z.strictObject({
      durations: z.enum(DURATIONS),
      engine: z.enum(ENGINES),
      /** In simulated time, as are all durations here; the median of the trials. */
      wallMs: z.number(),
      criticalPathMs: z.number(),
      trials: z.int(),
    }),
  ),
  atOnce: z.array(
    z.strictObject({
      agents: z.int(),
      cpuMs: z.number(),
      heapBytesPerAgent: z.number(),
      rssBytesPerAgent: z.number(),
    }),
  ),
  overhead: z.array(
    z.strictObject({ shape: z.enum(SHAPES), tasks: z.int(), microsecondsPerTask: z.number() }),
  ),
});

export type RuntimeResult = z.infer<typeof runtimeSchema>;
type Tables = Pick<RuntimeResult, 'scale' | 'runs' | 'atOnce' | 'overhead'>;

const RATIO_GOAL = 1.02;
const SPEEDUP_GOAL = 5.7;

/** How often the wall time of perfcrew's engine goes into that of the sequential one. */
function speedupOf({ runs }: Pick<Tables, 'runs'>, run: Tables['runs'][number]): number {
  const slow = runs.find(({ durations, engine }) => durations === run.durations && engine === ENGINES[2]);
  return slow === undefined ? NaN : slow.wallMs / run.wallMs;
}

export function missedRuntime(result: Pick<Tables, 'runs'>): boolean {
  return result.runs
    .filter(({ engine }) => engine === ENGINES[0])
    .some((run) => !(run.wallMs / run.criticalPathMs <= RATIO_GOAL && speedupOf(result, run) > SPEEDUP_GOAL));
}

export function renderRuntime(result: Tables): string {
  const { scale, runs, atOnce, overhead } = result;
  return [
    markdownTable(
      ['40 agents', 'engine', 'wall time', '× critical path', 'faster than one after the other'],
      runs.map((run) => [
        run.durations,
        run.engine,
        `${(run.wallMs / 60_000).toFixed(2)} min`,
        (run.wallMs / run.criticalPathMs).toFixed(3),
        `${speedupOf(result, run).toFixed(1)} ×`,
      ]),
    ),
    '',
    `Goals of perfcrew's engine (≤ ${RATIO_GOAL} × the critical path, more than ${SPEEDUP_GOAL} × faster than one after the other): ${missedRuntime(result) ? 'missed' : 'held'}. Agents are waits, ${scale} simulated seconds to one; the median of the trials counts.`,
    '',
    markdownTable(
      ['agents at once', 'heap per agent', 'resident memory per agent', 'processor time'],
      atOnce.map(({ agents, heapBytesPerAgent, rssBytesPerAgent, cpuMs }) => [
        `${agents}`,
        kilobytes(heapBytesPerAgent),
        kilobytes(rssBytesPerAgent),
        `${cpuMs.toFixed(0)} ms`,
      ]),
    ),
    '',
    markdownTable(
      ['tasks that do nothing', 'shape', 'processor time per task'],
      overhead.map(({ tasks, shape, microsecondsPerTask }) => [
        `${tasks}`,
        shape,
        `${microsecondsPerTask.toFixed(1)} µs`,
      ]),
    ),
  ].join('\n');
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
