// What became of the crew's patches, for the crew: an idea that was refused with its reason is worth a better one.
import type { Proof } from '../../prove/proof.ts';

export interface Feedback {
  readonly document: 'feedback';
  readonly version: 1;
  readonly outcomes: readonly {
    readonly proposal: string;
    readonly outcome: Proof['outcome'];
    readonly reason: string;
  }[];
}

/** Name of the document in a crew's `given`. */
export const FEEDBACK = 'feedback';
const MOST_REASON = 2000;

/** What nobody had the time to try says nothing. */
export function composeFeedback(proofs: readonly Proof[]): Feedback {
  return {
    document: 'feedback',
    version: 1,
    outcomes: proofs
      .filter(({ outcome }) => outcome !== 'untried')
      .map(({ proposal, outcome, reason }) => ({
        proposal: proposal.id,
        outcome,
        reason: reason.slice(0, MOST_REASON),
      })),
  };
}
