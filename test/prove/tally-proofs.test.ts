import { expect, it } from 'vitest';
import { PROOF_OUTCOMES, type ProofOutcome } from '../../src/prove/proof.ts';
import { tallyProofs } from '../../src/prove/tally-proofs.ts';

const of = (...outcomes: readonly ProofOutcome[]) => tallyProofs(outcomes.map((outcome) => ({ outcome })));

it('tells in one sentence what became of all that was tried', () => {
  expect(of('not-faster', 'proven', 'not-faster', 'changes-behaviour', 'proven', 'not-faster')).toBe(
    'tried 6: 2 proven, 3 not faster, 1 changed behaviour',
  );
});

it('does not count what was not tried', () => {
  expect(of('proven', 'untried', 'untried')).toBe('tried 1: 1 proven; 2 left untried');
  expect(of('untried')).toBe('tried nothing; 1 left untried');
  expect(of()).toBe('tried nothing');
});

it('leaves no outcome out', () => {
  const text = of(...PROOF_OUTCOMES);
  expect(text.match(/\b1 /g)).toHaveLength(PROOF_OUTCOMES.length);
});
