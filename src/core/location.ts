// A place in the code under review that a person can open.
import { z } from 'zod';

export const locationSchema = z.strictObject({
  /** Path in the repository, with forward slashes. */
  path: z.string(),
  /** First line, counted from 1, in the head version (in the base version where `side` is base). */
  line: z.int().min(1),
  endLine: z.int().min(1).optional(),
  side: z.enum(['base', 'head']),
});

export type Location = Readonly<z.infer<typeof locationSchema>>;
