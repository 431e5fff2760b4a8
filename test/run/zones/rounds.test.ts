// The loop of thinking and proving: when there is another round, and when there is not.
import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../src/crew/proposal.ts';
import type { Proof, ProofOutcome } from '../../../src/prove/proof.ts';
import { composeFeedback } from '../../../src/run/zones/feedback.ts';
import { inRounds, type RoundsRequest } from '../../../src/run/zones/rounds.ts';
import type { Thoughts } from '../../../src/run/zones/thoughts.ts';
import { bottleneckOf, HEAD, proofOf, proposalOf } from './staged-round.ts';

/** Zones that answer from a script: each round a proposal, the outcome of its proof, and what the model has cost by then. */
function scripted(
  rounds: readonly {
    readonly proposal: Proposal;
    readonly outcome: ProofOutcome;
    readonly costUsd: number | null;
  }[],
  options: { readonly roundMs?: number } = {},
) {
  const said: string[] = [];
  const proofs: Proof[] = [];
  let nowMs = 0;
  return {
    said,
    clock: { elapsed: () => nowMs },
    zones: {
      async think(round: number): Promise<Thoughts> {
        said.push(`think ${round}`);
        const { proposal, costUsd } = rounds[round - 1] ?? rounds[0]!;
        return {
          document: 'thoughts',
          version: 1,
          round,
          head: HEAD,
          bottlenecks: [bottleneckOf('one'), bottleneckOf('two')],
          proposals: [proposal],
          endings: [],
          paths: [],
          documents: {},
          costUsd,
        };
      },
      async prove(round: number): Promise<readonly Proof[]> {
        said.push(`prove ${round}`);
        nowMs += options.roundMs ?? 1000;
        const { proposal, outcome } = rounds[round - 1] ?? rounds[0]!;
        proofs.push(proofOf(proposal, outcome));
        return proofs;
      },
    },
  };
}

const ONE = proposalOf('first', 'one');
const TWO = proposalOf('second', 'two');
const REQUEST: RoundsRequest = {
  rounds: 2,
  proves: true,
  budgetUsd: 1,
  together: { automation: 'manual', isAsked: false },
};

describe('another round', () => {
  test('comes while a bottleneck has no proven patch, and keeps the patches of both', async () => {
    const { zones, clock, said } = scripted([
      { proposal: ONE, outcome: 'not-faster', costUsd: 0.1 },
      { proposal: TWO, outcome: 'proven', costUsd: 0.2 },
    ]);
    const { thoughts, proofs, rounds, ended } = await inRounds(REQUEST, zones, clock);
    expect(said).toEqual(['think 1', 'prove 1', 'think 2', 'prove 2']);
    expect(thoughts.proposals.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(proofs?.map(({ outcome }) => outcome)).toEqual(['not-faster', 'proven']);
    expect({ rounds, ended }).toEqual({ rounds: 2, ended: 'that was round 2 of 2' });
  });

  test('does not come where every bottleneck has one', async () => {
    const { zones, clock, said } = scripted([
      { proposal: ONE, outcome: 'proven', costUsd: 0.1 },
      { proposal: TWO, outcome: 'proven', costUsd: 0.2 },
    ]);
    const { ended } = await inRounds({ ...REQUEST, rounds: 5 }, zones, clock);
    expect(said).toHaveLength(4);
    expect(ended).toBe('every bottleneck has a proven patch');
  });

  test.each([
    ['without a model', { costUsd: null }, 'without a model a second round would bring the same'],
    ['when the money is spent', { costUsd: 1 }, 'the model has cost 1.00 USD'],
  ])('does not come %s', async (_, { costUsd }, why) => {
    const { zones, clock, said } = scripted([{ proposal: ONE, outcome: 'slower', costUsd }]);
    expect((await inRounds(REQUEST, zones, clock)).ended).toBe(why);
    expect(said).toEqual(['think 1', 'prove 1']);
  });

  test('does not come when the time is over', async () => {
    const { zones, clock } = scripted([{ proposal: ONE, outcome: 'slower', costUsd: 0.1 }], {
      roundMs: 100 * 60_000,
    });
    expect((await inRounds(REQUEST, zones, clock)).ended).toBe('90 minutes were over');
  });

  test.each([
    [
      'manual',
      true,
      '90 minutes were over, and nothing was proven together; `perfcrew prove --round 3 --together` does that',
    ],
    ['manual', false, '90 minutes were over'],
  ] as const)(
    'that never came is told where it would have proven patches together: %s, %s',
    async (automation, isAsked, why) => {
      const { zones, clock } = scripted(
        [
          { proposal: ONE, outcome: 'proven', costUsd: 0.1 },
          { proposal: proposalOf('again', 'one'), outcome: 'proven', costUsd: 0.2 },
        ],
        { roundMs: 50 * 60_000 },
      );
      const request = { ...REQUEST, rounds: 3, together: { automation, isAsked } };
      expect((await inRounds(request, zones, clock)).ended).toBe(why);
    },
  );

  test('is not asked for where nothing is proven', async () => {
    const { zones, clock, said } = scripted([{ proposal: ONE, outcome: 'proven', costUsd: 0.1 }]);
    expect((await inRounds({ ...REQUEST, proves: false }, zones, clock)).proofs).toBeNull();
    expect(said).toEqual(['think 1']);
  });
});

test('the crew is told what became of each proposal, and why', () => {
  expect(composeFeedback([proofOf(ONE, 'not-faster')]).outcomes).toEqual([
    { proposal: 'first', outcome: 'not-faster', reason: 'it is not-faster' },
  ]);
});
