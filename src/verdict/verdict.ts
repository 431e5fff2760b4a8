// The exit gate: one answer and the reasons for it, weightiest first.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { GATE_IDS } from '../core/gate-id.ts';

const reasonSchema = z.strictObject({
  /** `fail` reasons decide a fail, `neutral` ones keep a pass from being given, `info` ones explain. */
  effect: z.enum(['fail', 'neutral', 'info']),
  gate: z.enum(GATE_IDS).nullable(),
  target: z.string().nullable(),
  /** One sentence with the numbers in it. */
  message: z.string(),
  /** Id of the finding that tells more. */
  finding: z.string().nullable(),
});

export const verdictSchema = documentSchema('verdict', {
  conclusion: z.enum(['pass', 'fail', 'neutral']),
  /** The verdict in one line, fit for the title of a check run. */
  headline: z.string(),
  reasons: z.array(reasonSchema),
});

export type Verdict = DeepReadonly<z.infer<typeof verdictSchema>>;
export type Reason = Verdict['reasons'][number];
