// What became of the crew's patches, for the crew: an idea that was refused with its reason is worth a better one.
import type { Feedback } from '../../crew/agents/feedback.ts';
import type { Proof } from '../../prove/proof.ts';

/** Name of the document in a crew's `given`. */
export const FEEDBACK = 'feedback';
const MOST_REASON = 2000;

export function composeFeedback(proofs: readonly Proof[]): Feedback {
  return {
    document: 'feedback',
    version: 1,
    // Several as one are nobody's proposal.
    outcomes: proofs
      .filter(({ together }) => together === undefined)
      .map(({ proposal, outcome, reason }) => ({
        proposal: proposal.id,
        outcome,
        reason: reason.slice(0, MOST_REASON),
      })),
  };
}
