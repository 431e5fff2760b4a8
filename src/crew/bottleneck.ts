// One thing that costs time, where it stands, and how much: what the crew ranks, explains and mends.
import { z } from 'zod';
import { locationSchema } from '../core/location.ts';
import type { DeepReadonly } from '../core/document.ts';

export const bottleneckSchema = z.strictObject({
  /** Stable over pushes: kind and place hashed. */
  id: z.string(),
  /** e.g. `repeated-statement`, `index-lost`, `regex-literal-per-call`, `blocking-script`. */
  kind: z.string(),
  title: z.string(),
  /** Null where no line could be told. */
  location: locationSchema.nullable(),
  /** Names of the routes, pages and queries it slows. */
  targets: z.array(z.string()),
  cost: z.strictObject({
    /** Milliseconds it adds to one request, page view or query of the target that suffers most; null where nothing was measured. */
    perRequestMs: z.number().min(0).nullable(),
    /** The part of that target's time, 0 to 1; null where nothing was measured. */
    share: z.number().min(0).max(1).nullable(),
    /** `perRequestMs` × how often the targets are asked, relative to each other (1 = an average target). What the ranking goes by. */
    weightedMs: z.number().min(0),
    /** `measured`: base against head; `profiled`: its share of a profile; `estimated`: from the kind of code alone. */
    basis: z.enum(['measured', 'profiled', 'estimated']),
  }),
  /** Whether this change brought it or it was there before. */
  origin: z.enum(['change', 'before']),
  /** What it was told by: the review's findings, the linter, the profile, … */
  sources: z.array(z.string()),
  /** The facts, as plain text. */
  evidence: z.string(),
  /** The one thing to do about it. */
  advice: z.string(),
});

export type Bottleneck = DeepReadonly<z.infer<typeof bottleneckSchema>>;
