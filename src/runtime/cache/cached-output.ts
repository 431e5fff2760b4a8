// A cached answer on disk, and how long each kind of answer stays good.
import { z } from 'zod';
import { documentSchema } from '../../core/document.ts';

export const CACHE_KINDS = ['review', 'exploration', 'architecture', 'security'] as const;
export type CacheKind = (typeof CACHE_KINDS)[number];

const HOUR_MS = 3_600_000;

/** Structure changes slowly, a survey of the code quickly, and what is known of attacks within a working day. */
export const TIME_TO_LIVE_MS: Readonly<Record<CacheKind, number>> = {
  review: 24 * HOUR_MS,
  exploration: HOUR_MS,
  architecture: 48 * HOUR_MS,
  security: 6 * HOUR_MS,
};

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const cachedOutputSchema = documentSchema('cached-output', {
  key: hashSchema,
  kind: z.enum(CACHE_KINDS),
  storedAt: z.int(),
  /** The files the agent read, as they were. */
  reads: z.array(z.strictObject({ path: z.string().max(1000), hash: hashSchema.nullable() })).max(10_000),
  output: z.json(),
  /** SHA-256 of the output's canonical JSON: a flipped bit is a miss, not an answer. */
  digest: hashSchema,
});

export type CachedOutput = Readonly<z.infer<typeof cachedOutputSchema>>;
