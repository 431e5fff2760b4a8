// A change somebody of the crew suggests, as a patch against head: nothing is believed of it before it is proven.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { locationSchema } from '../core/location.ts';

export const MOST_PATCH_CHARACTERS = 400_000;

export const proposalSchema = documentSchema('proposal', {
  /** Stable over pushes: kind, place and what it mends hashed, never the lines around. */
  id: z.string().regex(/^[a-z0-9-]{1,80}$/),
  /** e.g. `hoist-regex`, `set-lookup`, `parallel-awaits`, `create-index`. */
  kind: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().max(200),
  /** Why it should be faster, and what a reviewer has to look at. */
  why: z.string().max(4000),
  /** The line of head that it mends. */
  location: locationSchema.nullable(),
  /** Id of the bottleneck it is for; null where it stands alone. */
  bottleneck: z.string().nullable(),
  /** Names of the targets that should become faster; empty where nobody knows. */
  targets: z.array(z.string().max(300)).max(100),
  /** What git apply takes: a unified diff against head, paths from the top of the repository. */
  patch: z.string().max(MOST_PATCH_CHARACTERS),
  /** `codemod` wrote it by rule; a model's is named. */
  author: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('codemod'), name: z.string().max(100) }),
    z.strictObject({ kind: z.literal('model'), name: z.string().max(200) }),
    z.strictObject({ kind: z.literal('person'), name: z.string().max(200) }),
  ]),
  /** How likely it is that it changes what the code does. */
  risk: z.enum(['low', 'medium', 'high']),
});

export type Proposal = DeepReadonly<z.infer<typeof proposalSchema>>;
