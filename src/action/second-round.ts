// The loop of thinking and proving as chained jobs: whether the crew thinks again, and what it keeps. There is no third round.
import type { Config } from '../config/config.ts';
import type { Proof } from '../prove/proof.ts';
import { spendingCaps } from '../run/spending-caps.ts';
import { reasonToEnd } from '../run/zones/rounds.ts';
import type { Thoughts } from '../run/zones/thoughts.ts';
import { ROUNDS } from './inputs.ts';

/** As many as the document holds. */
const MOST_PROPOSALS = 200;

export interface Round {
  readonly thoughts: Thoughts;
  readonly proofs: readonly Proof[];
  readonly config: Pick<Config, 'crew' | 'budget'>;
}

/** Null where another round is worth it; else why it is not. */
export function reasonForNoSecondRound({ thoughts, proofs, config }: Round): string | null {
  if (thoughts.round >= ROUNDS.length) return `that was round ${thoughts.round} of ${ROUNDS.length}`;
  return reasonToEnd({ thoughts, proofs, budgetUsd: spendingCaps(config, 1).runUsd });
}

/** Of the second round with the patches of both, those of the first as its proofs name them. */
export function withFirstRound(first: Thoughts | null, second: Thoughts): Thoughts {
  if (first === null) return second;
  const proposals = [...first.proposals, ...newProposals(first, second)];
  return { ...second, proposals: proposals.slice(0, MOST_PROPOSALS) };
}

/** Those that were not proposed in the first. */
export function newProposals(first: Thoughts | null, { proposals }: Thoughts): Thoughts['proposals'] {
  const known = new Set(first?.proposals.map(({ patch }) => patch));
  return proposals.filter(({ patch }) => !known.has(patch));
}
