import { expect, it } from 'vitest';
import { proofId } from '../../src/prove/compose-proof.ts';
import { MOST_PROOF_BYTES, readProof } from '../../src/prove/read-proof.ts';
import { aProof, aProposal } from './a-proof.ts';

it('reads back what was written', () => {
  const proof = aProof();
  expect(readProof(JSON.stringify(proof), 'p.json')).toEqual(proof);
});

it.each([
  ['not JSON', '{', /is not JSON/],
  ['another document', '{"document":"report"}', /is no proof, at/],
  ['a key nobody knows', JSON.stringify({ ...aProof(), run: 'rm -rf' }), /is no proof/],
  ['too much', `"${' '.repeat(MOST_PROOF_BYTES)}"`, /has more than 4 MB/],
  [
    'a patch put in later',
    JSON.stringify({ ...aProof(), proposal: aProposal({ patch: 'other' }) }),
    /was changed after it was written/,
  ],
  [
    'an option in place of a commit',
    JSON.stringify({ ...aProof(), head: '--help', id: proofId('--help', '0'.repeat(14), '') }),
    /was changed after it was written/,
  ],
])('refuses %s', (_what, text, reason) => {
  expect(() => readProof(text, 'p.json')).toThrow(reason);
});
