// What the bench of the scheduler keeps, and its tables.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';
import { markdownTable, percentText } from '../kit/table.ts';
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
  /** What a reader is handed for one document. */
  handoffs: z.strictObject({
    count: z.int(),
    pointerTokens: z.number(),
    mostPointerTokens: z.number(),
    fullTokens: z.number(),
  }),
  /** The forty agents without and with an output cache that knows them all; not in simulated time. */
  cached: z.strictObject({ coldMs: z.number(), warmMs: z.number(), hits: z.int() }),
  overhead: z.array(
    z.strictObject({ shape: z.enum(SHAPES), tasks: z.int(), microsecondsPerTask: z.number() }),
  ),
});

export type RuntimeResult = z.infer<typeof runtimeSchema>;
type Tables = Omit<RuntimeResult, keyof typeof resultHead>;
type Run = Tables['runs'][number];

const RATIO_GOAL = 1.02;
const HANDOFF_GOAL = 50;
const CACHED_GOAL = 0.95;

/** How often the wall time of an engine goes into that of the sequential one. */
function speedupOf({ runs }: Pick<Tables, 'runs'>, run: Run): number {
  const slow = sequentialOf(runs, run);
  return slow === undefined ? NaN : slow.wallMs / run.wallMs;
}

/** No engine can be faster: an agent waits for what it reads (the span law: Brent, J. ACM 21, 1974). */
function mostSpeedup({ runs }: Pick<Tables, 'runs'>, run: Run): number {
  const slow = sequentialOf(runs, run);
  return slow === undefined ? NaN : slow.wallMs / run.criticalPathMs;
}

function sequentialOf(runs: Tables['runs'], { durations }: Run): Run | undefined {
  return runs.find((one) => one.durations === durations && one.engine === ENGINES[2]);
}

/** What was promised and does not hold, one sentence each; empty where all does. */
export function missedRuntime({
  runs,
  handoffs,
  cached,
}: Omit<Tables, 'atOnce' | 'overhead' | 'scale'>): string[] {
  const slow = runs
    .filter(
      ({ engine, wallMs, criticalPathMs }) =>
        engine === ENGINES[0] && !(wallMs / criticalPathMs <= RATIO_GOAL),
    )
    .map(
      ({ durations, wallMs, criticalPathMs }) =>
        `${durations}: ${(wallMs / criticalPathMs).toFixed(3)} × the critical path, not ≤ ${RATIO_GOAL}`,
    );
  const full =
    handoffs.pointerTokens <= HANDOFF_GOAL
      ? []
      : [`${handoffs.pointerTokens.toFixed(0)} tokens a hand-off, not ≤ ${HANDOFF_GOAL}`];
  const cold =
    fasterCached(cached) >= CACHED_GOAL
      ? []
      : [`with the cache ${percentText(fasterCached(cached))} faster, not ≥ ${percentText(CACHED_GOAL)}`];
  return [...slow, ...full, ...cold];
}

function fasterCached({ coldMs, warmMs }: Tables['cached']): number {
  return 1 - warmMs / coldMs;
}

export function renderRuntime(result: Tables): string {
  const { scale, runs, atOnce, overhead, handoffs, cached } = result;
  const missed = missedRuntime(result);
  return [
    markdownTable(
      [
        '40 agents',
        'engine',
        'wall time',
        '× critical path',
        '× faster than one after the other',
        'at most, by the graph',
      ],
      runs.map((run) => [
        run.durations,
        run.engine,
        `${(run.wallMs / 60_000).toFixed(2)} min`,
        (run.wallMs / run.criticalPathMs).toFixed(3),
        speedupOf(result, run).toFixed(2),
        mostSpeedup(result, run).toFixed(2),
      ]),
    ),
    '',
    `Agents are waits, ${scale} simulated seconds to one; the median of the trials counts. The last column is the time of one after the other over the critical path: no engine passes it on this graph.`,
    '',
    `What a reader is handed for a document: ${handoffs.pointerTokens.toFixed(0)} tokens on average, ${handoffs.mostPointerTokens} at most, over ${handoffs.count} hand-offs; the documents themselves would be ${handoffs.fullTokens.toFixed(0)} each. Run again over an output cache that has all of it: ${cached.hits} of 40 agents answered from it, ${cached.warmMs.toFixed(0)} ms in place of ${cached.coldMs.toFixed(0)} ms, ${(100 * fasterCached(cached)).toFixed(1)} % faster (with agents ${scale} times shorter than the simulated ones).`,
    '',
    `Goals (≤ ${RATIO_GOAL} × the critical path in every row of perfcrew's engine, ≤ ${HANDOFF_GOAL} tokens a hand-off, ≥ ${percentText(CACHED_GOAL)} faster with the cache): ${missed.length === 0 ? 'held' : `missed: ${missed.join('; ')}`}.`,
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
