// A proof on its way: what is known of a patch so far, and how it either goes on or ends.
import type { Diff } from '../change/diff.ts';
import type { Clock } from '../ports/clock.ts';
import { composeProof, type ProofFacts } from './compose-proof.ts';
import type { ClockAnswer } from './judge-clocks.ts';
import type { Check, Proof } from './proof.ts';
import type { ProveRequest } from './prove.ts';

/** Applies to head and is honest as far as reading tells. */
export interface Candidate {
  readonly request: ProveRequest;
  readonly patched: string;
  /** Of head and the patched code. */
  readonly diff: Diff;
  readonly checks: readonly Check[];
  /** What its own steps took; others may have had their turn in between. */
  readonly spentMs: number;
}

/** Passed every check, and was faster once. */
export interface Qualified extends Candidate {
  readonly first: ClockAnswer;
  /** What its first measurement took, and so the second will take. */
  readonly clocksMs: number;
}

export type Step<Next> =
  | { readonly status: 'goes-on'; readonly next: Next }
  | { readonly status: 'ended'; readonly proof: Proof };

type Known = Pick<Candidate, 'request' | 'checks' | 'spentMs'> & { readonly patched: string | null };
type Ending = Pick<ProofFacts, 'outcome' | 'reason'> & Partial<Pick<ProofFacts, 'gains' | 'losses'>>;

export function endProof(known: Known, ending: Ending, clock: Clock): Proof {
  const { request, checks, patched, spentMs } = known;
  return composeProof(
    { patched, checks, gains: [], losses: [], ...ending },
    { ...request, finishedAt: clock.now(), durationMs: spentMs },
  );
}

export function ended(known: Known, ending: Ending, clock: Clock): Step<never> {
  return { status: 'ended', proof: endProof(known, ending, clock) };
}
