// What the think zone leaves: everything the next zones and the next round need to know of it, in one document.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import { bottleneckSchema } from '../../crew/bottleneck.ts';
import { proposalSchema } from '../../crew/proposal.ts';

export const THOUGHTS_PATH = 'thoughts.json';
export const MOST_THOUGHTS_BYTES = 64 * 1024 * 1024;

export const thoughtsSchema = documentSchema('thoughts', {
  round: z.int().min(1).max(100),
  /** Commit the patches stand on. */
  head: z.string().regex(/^[0-9a-f]{40,64}$/),
  bottlenecks: z.array(bottleneckSchema).max(200),
  proposals: z.array(proposalSchema).max(200),
  endings: z
    .array(
      z.strictObject({
        agent: z.string().max(200),
        status: z.enum(['done', 'waiting', 'rejected', 'unstarted', 'failed', 'cancelled']),
        /** Empty where it is done. */
        reason: z.string().max(4000),
      }),
    )
    .max(1000),
  /** What was written for people, below the folder of the run. */
  paths: z.array(z.string().max(1000)).max(2000),
  /** Every document of the crew by name, for agents of the next round that do not work again. */
  documents: z.record(z.string().max(100), z.json()),
  /** What all rounds have cost; null where no model was asked. */
  costUsd: z.number().min(0).nullable(),
});

export type Thoughts = DeepReadonly<z.infer<typeof thoughtsSchema>>;
