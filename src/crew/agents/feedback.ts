// What became of earlier proposals, so that what failed is not proposed again.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';

export const feedbackSchema = documentSchema('feedback', {
  outcomes: z
    .array(
      z.strictObject({
        /** Id of the proposal. */
        proposal: z.string().max(100),
        /** As the proof calls it, e.g. `proven`, `not-faster`, `fails-tests`. */
        outcome: z.string().max(60),
        reason: z.string().max(2000),
      }),
    )
    .max(1000),
});

export type Feedback = DeepReadonly<z.infer<typeof feedbackSchema>>;

/** The one handed in, else the crew's own document; none where that is no feedback or tells of nothing. */
export function feedbackOf(
  handedIn: Feedback | null,
  { inputs }: { readonly inputs: Readonly<Record<string, unknown>> },
): Feedback | null {
  const feedback = handedIn ?? feedbackSchema.safeParse(inputs['feedback']).data ?? null;
  return feedback === null || feedback.outcomes.length === 0 ? null : feedback;
}

/** Not what nobody could measure: another day it may be. */
const OPEN: ReadonlySet<string> = new Set(['proven', 'unmeasured', 'untried']);

/** Outcome and reason by the id of the proposal. */
export function failedProposals(feedback: Feedback | null): ReadonlyMap<string, string> {
  return new Map(
    (feedback?.outcomes ?? [])
      .filter(({ outcome }) => !OPEN.has(outcome))
      .map(({ proposal, outcome, reason }) => [proposal, `${outcome}: ${reason}`]),
  );
}
