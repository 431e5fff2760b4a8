// One line for every end of a proof of several patches, true of what was found out.
import { expect, test } from 'vitest';
import type { ProofOutcome } from '../../../src/prove/proof.ts';
import { togetherSentence } from '../../../src/report/proposals/together-sentence.ts';
import { buildProof } from './build-proof.ts';
import { jointOf } from './joint-of.ts';

const parts = [buildProof(), buildProof()];
const told = (outcome: ProofOutcome): string | null =>
  togetherSentence(jointOf(parts, [], { outcome, reason: 'So it is.' }), 3);

test.each<[ProofOutcome, string]>([
  ['slower', '2 of 3 together do not hold (slower): So it is'],
  ['fails-tests', '2 of 3 together do not hold (fails tests): So it is'],
  ['untried', 'Not proven together: So it is'],
  ['unmeasured', 'Not proven together: So it is'],
])('%s', (outcome, sentence) => {
  expect(told(outcome)).toBe(sentence);
});

test('proven, and of one patch', () => {
  expect(told('proven')).toMatch(/^2 of 3 together: latency p50 of GET \/one 100 ms → 30 ms/);
  expect(togetherSentence(buildProof(), 1)).toBeNull();
});
