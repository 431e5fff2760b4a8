// A TaskGraph is the schedule of agents as data: who runs, what each reads and writes, and on which tier of models.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';

/** What a task is charged to and limited by, from no model at all to the most able one. */
export const TIERS = ['deterministic', 'fast', 'strong', 'deepest'] as const;
export type Tier = (typeof TIERS)[number];

/** Becomes the name of a folder; a worker's begins with its coordinator's and a dot. */
const taskIdSchema = z
  .string()
  .max(120)
  .regex(/^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/);
const documentNameSchema = z.string().min(1).max(200);

export const agentTaskSchema = z.strictObject({
  id: taskIdSchema,
  /** Who does it: a role of the crew. */
  agent: z.string().min(1),
  /** Tasks that must have ended, beside the writers of what it reads. */
  needs: z.array(taskIdSchema),
  /** Documents read whole: their writers must have ended. */
  reads: z.array(documentNameSchema),
  /** Documents read while they are written: the task may start with their first chunk. */
  streams: z.array(documentNameSchema),
  writes: z.array(documentNameSchema),
  tier: z.enum(TIERS),
  /** How long an output may be taken from the cache again is told by its kind; null is never. */
  cacheKind: z.string().min(1).nullable(),
  /** Opt-in: the task may start before this document (of `reads`) is there, on what the predictor expects it to be. */
  guess: z.strictObject({ document: documentNameSchema, predictor: z.string().min(1) }).nullable(),
});

export const taskGraphSchema = documentSchema('task-graph', {
  /** Documents that are there before the first task starts. */
  given: z.array(documentNameSchema),
  tasks: z.array(agentTaskSchema).max(10_000),
});

export type AgentTask = DeepReadonly<z.infer<typeof agentTaskSchema>>;
export type TaskGraph = DeepReadonly<z.infer<typeof taskGraphSchema>>;
