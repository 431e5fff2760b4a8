// How hard a function is to read and to test, and how its work grows with what it is given.
import { z } from 'zod';
import type { DeepReadonly } from '../../../core/document.ts';

const growthSchema = z.strictObject({
  /** e.g. `O(1)`, `O(n·m)`, `O(n log n)`; `unknown` where the text does not tell; `none` for round trips of a function without any. */
  class: z.string(),
  /** What is sure where the class is unknown. */
  atLeast: z.string().nullable(),
  /** Comparable: the power of the largest term, a logarithm for 0.1, exponential 100; null where it is unknown. */
  degree: z.number().min(0).nullable(),
  sizes: z.array(z.strictObject({ letter: z.string(), of: z.string() })),
  reason: z.string(),
  /** Lines of the function's file, and of files it calls under their path, that speak for it. */
  lines: z.array(z.string()),
});

export const functionComplexitySchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  line: z.int().min(1),
  endLine: z.int().min(1),
  lines: z.int().min(1),
  parameters: z.int().min(0),
  cyclomatic: z.int().min(1),
  cognitive: z.int().min(0),
  loopNesting: z.int().min(0),
  nesting: z.int().min(0),
  time: growthSchema,
  /** Waits for the outside, one after the other. */
  roundTrips: growthSchema,
});

export type FunctionComplexity = DeepReadonly<z.infer<typeof functionComplexitySchema>>;
