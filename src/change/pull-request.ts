// The pull request under review: which two commits, who asks, and what it is called.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';

const revisionSchema = z.strictObject({
  /** Full commit id. */
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  /** The branch or expression the user named. */
  ref: z.string(),
});

export const pullRequestSchema = documentSchema('pull-request', {
  /** owner/name on the forge; null for a review of a local clone. */
  repository: z.string().nullable(),
  number: z.int().positive().nullable(),
  title: z.string(),
  body: z.string(),
  author: z.string().nullable(),
  labels: z.array(z.string()),
  /** True where head lives in another repository than base: its author may be a stranger. */
  fromFork: z.boolean(),
  /** The merge base of the two branches: what head is compared with. */
  base: revisionSchema,
  head: revisionSchema,
});

export type PullRequest = DeepReadonly<z.infer<typeof pullRequestSchema>>;
