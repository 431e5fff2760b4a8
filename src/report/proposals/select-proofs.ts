// Which proofs are told: few, proven, felt, and never twice, because bots that repeat themselves are switched off.
import type { Proof } from '../../prove/proof.ts';
import { feltGain, type FeltGain } from './felt-gain.ts';
import { fingerprintOf } from './fingerprint.ts';

/** More at once is a list nobody reads. */
export const MOST_PROPOSALS = 3;

/** Smallest gain that is worth a reader's time, as a fraction. */
export const LEAST_GAIN = 0.05;

export interface SelectedProof extends FeltGain {
  readonly proof: Proof;
  readonly fingerprint: string;
}

export interface ProofFilter {
  /** Fingerprints that somebody in this repository turned down. */
  readonly dismissed: ReadonlySet<string>;
  /** Fingerprints told before in this repository, on other pull requests. */
  readonly raised: ReadonlySet<string>;
  /** Smallest gain worth telling, as a fraction (0.05 = 5 %). */
  readonly least: number;
  /** Fingerprints that stand on this pull request already: they keep their place. */
  readonly standing?: ReadonlySet<string>;
}

/** At most three, what stands already first, then the largest gain. */
export function selectProofs(
  proofs: readonly Proof[],
  { dismissed, raised, least, standing = new Set() }: ProofFilter,
): readonly SelectedProof[] {
  const told = new Map<string, SelectedProof>();
  for (const proof of proofs) {
    if (proof.outcome !== 'proven' || proof.together !== undefined) continue;
    const felt = feltGain(proof, least);
    const fingerprint = fingerprintOf(proof.proposal.patch);
    const isOld = raised.has(fingerprint) && !standing.has(fingerprint);
    if (felt === null || isOld || dismissed.has(fingerprint)) continue;
    const known = told.get(fingerprint);
    if (known === undefined || known.size < felt.size) told.set(fingerprint, { ...felt, proof, fingerprint });
  }
  const rank = ({ fingerprint }: SelectedProof): number => (standing.has(fingerprint) ? 0 : 1);
  return [...told.values()]
    .toSorted((one, other) => rank(one) - rank(other) || other.size - one.size)
    .slice(0, MOST_PROPOSALS);
}
