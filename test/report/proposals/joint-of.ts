// A proof of several patches as one, as the prover writes it.
import { idOf } from '../../../src/prove/compose-proof.ts';
import type { Proof } from '../../../src/prove/proof.ts';
import { buildGain, buildProof } from './build-proof.ts';

export function jointOf(
  parts: readonly Proof[],
  patches: readonly string[],
  { left, ...more }: Partial<Pick<Proof, 'outcome' | 'reason'>> & { readonly left?: Proof } = {},
): Proof {
  const joint = buildProof({
    head: parts[0]?.head ?? '',
    gains: [buildGain(0.3)],
    proposal: { id: 'together-1', kind: 'together', patch: patches.join('') },
  });
  return withId({
    ...joint,
    ...more,
    together: {
      parts: parts.map(({ id, proposal }) => ({ proof: id, patch: proposal.patch })),
      left:
        left === undefined
          ? []
          : [{ proof: left.id, title: left.proposal.title, reason: 'src/one.js: patch does not apply' }],
    },
  });
}

export const withId = (proof: Proof): Proof => ({ ...proof, id: idOf(proof) });
