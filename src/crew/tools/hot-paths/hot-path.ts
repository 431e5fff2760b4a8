// What one function of the repository costs in a CPU profile, where in it, and which route it is for.
import { z } from 'zod';
import type { DeepReadonly } from '../../../core/document.ts';

export const hotPathSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  line: z.int().min(1),
  endLine: z.int().min(1),
  /** On top of the stack. */
  selfMs: z.number().min(0),
  /** With everything it calls, recursion counted once. */
  totalMs: z.number().min(0),
  /** Of the busy time of the profile, 0 to 1. */
  selfShare: z.number().min(0).max(1),
  totalShare: z.number().min(0).max(1),
  /** Where line ticks tell: the dearest first. */
  lines: z.array(z.strictObject({ line: z.int().min(1), selfMs: z.number().min(0) })),
  /** Time in packages that it calls, the dearest first. */
  packages: z.array(z.strictObject({ name: z.string(), totalMs: z.number().min(0) })),
  /** Names of the functions of the repository above it on the stack, the outermost first, as most of its time had them. */
  stack: z.array(z.string()),
  routes: z.array(z.strictObject({ route: z.string(), chain: z.array(z.string()) })),
});

export type HotPath = DeepReadonly<z.infer<typeof hotPathSchema>>;
