// What the thinking process of a user's own crew is given, and what it gives back: each one document, so that it needs no repository.
import { z } from 'zod';
import { configSchema } from '../../config/config.ts';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import { approvalsSchema } from '../../crew/roster/approvals.ts';
import { OUTPUT_SOURCES } from '../../runtime/graph/task-context.ts';
import { runMetricsSchema } from '../../runtime/graph/run-metrics.ts';
import { sourceFilesSchema, workshopSchema } from './workshop-document.ts';

/** Below the folder of the run. */
export const CREW_TASK_PATH = 'crew-task.json';
/** Of the whole file; the code is bounded to 40 MB when it is gathered, the rest is what somebody gave. */
export const MOST_CREW_TASK_BYTES = 256 * 1024 * 1024;
export const MOST_CREW_RESULT_BYTES = 64 * 1024 * 1024;

export const crewTaskSchema = documentSchema('crew-task', {
  crew: z.string().max(60),
  /** Files of the crews: those of perfcrew, and the repository's own over them. */
  shipped: sourceFilesSchema,
  own: sourceFilesSchema,
  /** The documents the crew begins with, by name. */
  given: z.record(z.string().max(100), z.json()),
  decisions: approvalsSchema.shape.decisions,
  /** Names the run; the same name goes on where it stopped. */
  run: z.string().max(200),
  config: configSchema,
  /** What the tools look at; null where no agent names one that looks at anything. */
  workshop: workshopSchema.nullable(),
});

export type CrewTask = DeepReadonly<z.infer<typeof crewTaskSchema>>;

const because = z.enum(['waiting', 'rejected', 'failed', 'cancelled']);

const endingSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('done'), source: z.enum(OUTPUT_SOURCES) }),
  z.strictObject({ status: z.literal('waiting'), reason: z.string() }),
  z.strictObject({ status: z.literal('rejected'), reason: z.string() }),
  z.strictObject({ status: z.literal('unstarted'), because, reason: z.string() }),
  z.strictObject({ status: z.literal('failed'), reason: z.string() }),
  z.strictObject({ status: z.literal('cancelled'), reason: z.string() }),
]);

export const crewResultSchema = documentSchema('crew-result', {
  endings: z.record(z.string(), endingSchema),
  /** Everything that was written, by name. */
  documents: z.record(z.string(), z.json()),
  waits: z.array(
    z.strictObject({ human: z.string(), task: z.string(), askedAtMs: z.number(), text: z.string() }),
  ),
  escalations: z.array(
    z.strictObject({ task: z.string(), from: z.string(), to: z.string(), reason: z.string() }),
  ),
  metrics: runMetricsSchema,
  /** Of the written documents, below the folder of the run. */
  paths: z.array(z.string()),
});

export type CrewResult = DeepReadonly<z.infer<typeof crewResultSchema>>;
