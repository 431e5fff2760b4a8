// What a reviewer may say: one thing wrong at one line, how bad, how sure, and why. Plain data, for whoever posts or ranks it.
import { z } from 'zod';
import type { DeepReadonly } from '../../core/document.ts';

const GRADES = ['low', 'medium', 'high'] as const;

const reviewFindingSchema = z.strictObject({
  path: z.string().min(1).max(500),
  /** In head, counted from 1. Who has no line has no finding. */
  line: z.int().min(1),
  endLine: z.int().min(1).nullable(),
  severity: z.enum(GRADES),
  confidence: z.enum(GRADES),
  /** What is wrong, as one sentence. */
  title: z.string().min(1).max(200),
  /** What happens, when, and how one sees it. */
  reason: z.string().min(1).max(2000),
  /** The one thing to do; null where that is not known. */
  mend: z.string().max(1000).nullable(),
});

export const reviewFindingsSchema = z.strictObject({ findings: z.array(reviewFindingSchema).max(50) });

export type ReviewFindings = DeepReadonly<z.infer<typeof reviewFindingsSchema>>;
