// The record of a proof, with the id that names it wherever it is told.
import { stableHash } from '../core/stable-hash.ts';
import type { ProveRequest } from './prove.ts';
import type { Proof } from './proof.ts';

export type ProofFacts = Pick<Proof, 'patched' | 'outcome' | 'reason' | 'checks' | 'gains' | 'losses'>;

export interface ProofOccasion extends Pick<
  ProveRequest,
  'proposal' | 'head' | 'config' | 'seed' | 'version' | 'environment'
> {
  /** Milliseconds since the epoch. */
  readonly finishedAt: number;
  readonly durationMs: number;
}

export function composeProof(
  { patched, outcome, reason, checks, gains, losses }: ProofFacts,
  { proposal, head, config, seed, version, environment, finishedAt, durationMs }: ProofOccasion,
): Proof {
  const digest = stableHash(JSON.stringify(config));
  return {
    document: 'proof',
    version: 1,
    id: stableHash(`${head} ${digest} ${proposal.patch}`),
    proposal,
    head,
    patched,
    outcome,
    reason,
    checks,
    gains,
    losses,
    evidence: {
      perfcrew: version,
      finishedAt: new Date(finishedAt).toISOString(),
      seed,
      config: digest,
      environment,
      durationMs,
    },
  };
}
