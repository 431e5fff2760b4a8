// How long reviews of one route, one page and five queries took, and where the time went.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';

export const CASES = ['unchanged', 'changed'] as const;

const timeTrialSchema = z.strictObject({
  case: z.enum(CASES),
  seed: z.int(),
  wallMs: z.number(),
  verdict: z.enum(['pass', 'fail', 'neutral']),
  inconclusive: z.int(),
  phases: z.array(z.strictObject({ name: z.string(), durationMs: z.number() })),
});

export const reviewTimeSchema = z.strictObject({ ...resultHead, trials: z.array(timeTrialSchema) });
export type ReviewTime = z.infer<typeof reviewTimeSchema>;
