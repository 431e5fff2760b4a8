// Which tasks a run has and how far each is: the one file that decides what a resumed run need not do again.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import { taskIdSchema } from './task-id.ts';

export const MOST_MANIFEST_BYTES = 16_000_000;

export const taskEntrySchema = z.strictObject({
  id: taskIdSchema,
  agent: z.string().max(200),
  needs: z.array(taskIdSchema).max(10_000),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** How often it was begun, in all runs together. */
  attempts: z.int().min(0),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
  /** SHA-256 over the documents of a finished task. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** Why a failed one failed. */
  reason: z.string().max(4000).nullable(),
});

export const taskManifestSchema = documentSchema('task-manifest', {
  /** Names the run, so that parts of different runs are never mixed. */
  run: z.string().max(200),
  tasks: z.array(taskEntrySchema).max(10_000),
});

export type TaskEntry = DeepReadonly<z.infer<typeof taskEntrySchema>>;
export type TaskManifest = DeepReadonly<z.infer<typeof taskManifestSchema>>;

/** A task as the graph knows it. */
export interface PlannedTask {
  readonly id: string;
  readonly agent: string;
  readonly needs: readonly string[];
}

export function freshEntry({ id, agent, needs }: PlannedTask): TaskEntry {
  return {
    id,
    agent,
    needs: [...needs],
    state: 'waiting',
    attempts: 0,
    startedAt: null,
    finishedAt: null,
    digest: null,
    reason: null,
  };
}
