// Which proven patches are measured once more as one.
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import type { Proof } from '../../../src/prove/proof.ts';
import { toProveTogether } from '../../../src/run/zones/to-prove-together.ts';
import { buildGain, buildProof, type ProofFacts } from '../../report/proposals/build-proof.ts';

const proof = (id: string, ratio: number, facts: ProofFacts = {}): Proof =>
  buildProof({
    gains: [buildGain(ratio)],
    ...facts,
    proposal: { id, patch: unifiedDiff(`${id}.js`, '1\n', '2\n'), ...facts.proposal },
  });
const PROOFS = [
  proof('small', 0.98),
  proof('risky', 0.2, { proposal: { risk: 'high' } }),
  proof('good', 0.5),
  proof('failed', 0.1, { outcome: 'fails-tests' }),
  proof('fourth', 0.8),
  proof('better', 0.4),
];
const ids = (proofs: readonly Proof[]) => proofs.map(({ proposal }) => proposal.id);

test.each([
  ['assisted', false, []],
  ['manual', true, ['small', 'risky', 'good', 'fourth', 'better']],
  // As the publishing zone chooses: the best three, and of those what may be committed.
  ['auto', false, ['better', 'good']],
] as const)('%s, asked for: %s', (automation, isAsked, expected) => {
  expect(ids(toProveTogether(PROOFS, { automation, isAsked }))).toEqual(expected);
});
