// RunMetrics tell where the time and the tokens of a run went, and which chain of tasks made it last as long as it did.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import { predictorRecordSchema } from './speculation.ts';
import { OUTPUT_SOURCES } from './task-context.ts';
import { TIERS } from './task-graph.ts';

const milliseconds = z.number().nonnegative();

const taskMetricsSchema = z.strictObject({
  id: z.string(),
  agent: z.string(),
  tier: z.enum(TIERS),
  /** The coordinator it works for; null for a task of the graph. */
  parent: z.string().nullable(),
  status: z.enum(['done', 'failed', 'blocked', 'cancelled']),
  source: z.enum(OUTPUT_SOURCES).nullable(),
  reason: z.string().nullable(),
  /** Milliseconds since the run began; null for what never came about. */
  readyMs: milliseconds.nullable(),
  startedMs: milliseconds.nullable(),
  endedMs: milliseconds,
  /** From its inputs to its start: for a slot, or for the rate. */
  waitingMs: milliseconds,
  /** From its start to its end. */
  runningMs: milliseconds,
  /** The part of runningMs in which it waited for workers, chunks or readers, without a slot. */
  yieldedMs: milliseconds,
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  wastedStarts: z.int().nonnegative(),
});

export const segmentSchema = z.strictObject({
  id: z.string(),
  what: z.enum(['running', 'waiting', 'recalled']),
  fromMs: milliseconds,
  toMs: milliseconds,
});

export const runMetricsSchema = documentSchema('run-metrics', {
  wallMs: milliseconds,
  /** Time of all tasks, waits without a slot left out. */
  workMs: milliseconds,
  /** What the run would have taken with slots without end. */
  criticalPathMs: milliseconds,
  /** workMs / wallMs: how many times faster than one after the other. */
  speedup: z.number().nonnegative(),
  peakConcurrency: z.int().nonnegative(),
  /** speedup / peakConcurrency. */
  parallelEfficiency: z.number().nonnegative(),
  /** The chain from the run's begin to its end, without a gap. */
  criticalPath: z.array(segmentSchema),
  /** Spent now; what came from store or cache costs nothing again. */
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  /** Tasks that may come from the cache, and those that did. */
  cache: z.strictObject({ lookups: z.int().nonnegative(), hits: z.int().nonnegative() }),
  predictors: z.array(predictorRecordSchema),
  prewarmFailures: z.array(z.strictObject({ kind: z.string(), reason: z.string() })),
  tasks: z.array(taskMetricsSchema),
});

export type RunMetrics = DeepReadonly<z.infer<typeof runMetricsSchema>>;
export type TaskMetrics = RunMetrics['tasks'][number];
export type Segment = DeepReadonly<z.infer<typeof segmentSchema>>;
