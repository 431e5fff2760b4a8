// When the jobs of the second round are started, and what they keep of the first.
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { ProofOutcome } from '../../src/prove/proof.ts';
import { newProposals, reasonForNoSecondRound, withFirstRound } from '../../src/action/second-round.ts';
import type { Thoughts } from '../../src/run/zones/thoughts.ts';
import { bottleneckOf, HEAD, proofOf, proposalOf } from '../run/zones/staged-round.ts';

const ONE = proposalOf('first', 'one');
const TWO = proposalOf('second', 'two');

function thoughtsOf(more: Partial<Thoughts> = {}): Thoughts {
  return {
    document: 'thoughts',
    version: 1,
    round: 1,
    head: HEAD,
    bottlenecks: [bottleneckOf('one'), bottleneckOf('two')],
    proposals: [ONE, TWO],
    endings: [],
    paths: [],
    documents: {},
    costUsd: 0.1,
    ...more,
  };
}

const config = parseConfig('crew: { budget: { usd_per_run: 0.5 } }');
const reasonAfter = (outcomes: readonly [ProofOutcome, ProofOutcome], more: Partial<Thoughts> = {}) => {
  const proofs = [proofOf(ONE, outcomes[0]), proofOf(TWO, outcomes[1])];
  return reasonForNoSecondRound({ thoughts: thoughtsOf(more), proofs, config });
};

test('a bottleneck without a proven patch is worth a second round', () => {
  expect(reasonAfter(['proven', 'not-faster'])).toBeNull();
});

test.each([
  ['without a model', { costUsd: null }, 'without a model a second round would bring the same'],
  ['when the cap of the run is reached', { costUsd: 0.5 }, 'the model has cost 0.50 USD'],
  ['after the second', { round: 2 }, 'that was round 2 of 2'],
])('there is none %s', (_, more, why) => {
  expect(reasonAfter(['proven', 'not-faster'], more)).toBe(why);
});

test('there is none where every bottleneck has a proven patch', () => {
  expect(reasonAfter(['proven', 'proven'])).toBe('every bottleneck has a proven patch');
});

test('the second round keeps the patches of the first, and only its own are new', () => {
  const THREE = proposalOf('third', 'two');
  const retold = { ...TWO, id: 'retold' };
  const first = thoughtsOf();
  const second = withFirstRound(first, thoughtsOf({ round: 2, proposals: [retold, THREE] }));
  expect(second.round).toBe(2);
  expect(second.proposals.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
  expect(newProposals(first, second).map(({ id }) => id)).toEqual(['third']);
  expect(newProposals(null, first)).toEqual(first.proposals);
});
