// Why a proven patch is not told now: a reader of the list of all that was tried should not have to wonder.
import type { Proof } from '../../prove/proof.ts';
import { feltGain } from './felt-gain.ts';
import { fingerprintOf } from './fingerprint.ts';
import { MOST_PROPOSALS, type ProofFilter } from './select-proofs.ts';

/** As the end of “proven, and not told: …”; for a proof that was not chosen with the same filter. */
export function whyHeld(
  proof: Pick<Proof, 'gains' | 'proposal'>,
  { dismissed, raised, least, standing = new Set() }: ProofFilter,
): string {
  const fingerprint = fingerprintOf(proof.proposal.patch);
  if (dismissed.has(fingerprint)) return 'somebody turned it down';
  if (raised.has(fingerprint) && !standing.has(fingerprint)) return 'it was told before in this repository';
  if (feltGain(proof, least) === null) return 'its gain is too small to be worth your time';
  return `at most ${MOST_PROPOSALS} are told at a time`;
}
