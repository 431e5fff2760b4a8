// The four documents of a task's folder, and how large each may be.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import { taskIdSchema } from './task-id.ts';

export const MOST_BYTES = { output: 8_000_000, artifacts: 1_000_000, decisions: 1_000_000, context: 64_000 };

/** A path below the store's root: no way up, no drive, no empty part. */
const relativePathSchema = z
  .string()
  .max(500)
  .refine(
    (path) =>
      !/[\0\\:]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'must be a relative path without ..',
  );

/** What is handed over instead of contents. */
export const pointerSchema = z.strictObject({
  path: relativePathSchema,
  bytes: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** One line that says what is to be found there. */
  about: z.string().max(500),
});

const decisionSchema = z.strictObject({
  decision: z.string().max(2000),
  reason: z.string().max(4000),
});

/** What a task gave: any JSON; its agent's own schema judges it. */
export const taskOutputSchema = documentSchema('task-output', { task: taskIdSchema, output: z.json() });

export const taskArtifactsSchema = documentSchema('task-artifacts', {
  task: taskIdSchema,
  artifacts: z.array(pointerSchema).max(1000),
});

export const taskDecisionsSchema = documentSchema('task-decisions', {
  task: taskIdSchema,
  decisions: z.array(decisionSchema).max(1000),
});

export type Pointer = DeepReadonly<z.infer<typeof pointerSchema>>;

/** Everything a finished task leaves behind. */
export interface TaskRecord {
  readonly output: z.infer<typeof taskOutputSchema>['output'];
  readonly artifacts: readonly Pointer[];
  /** What the next reader should know, in Markdown. */
  readonly context: string;
  readonly decisions: readonly Readonly<z.infer<typeof decisionSchema>>[];
}
