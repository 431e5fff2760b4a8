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

/** The same patch on the same commit under the same configuration has the same id, whoever proves it. */
export function proofId(head: string, digest: string, patch: string): string {
  return stableHash(`${head} ${digest} ${patch}`);
}

export function configDigest(config: ProveRequest['config']): string {
  return stableHash(JSON.stringify(config));
}

export function composeProof(
  { patched, outcome, reason, checks, gains, losses }: ProofFacts,
  { proposal, head, config, seed, version, environment, finishedAt, durationMs }: ProofOccasion,
): Proof {
  const digest = configDigest(config);
  return {
    document: 'proof',
    version: 1,
    id: proofId(head, digest, proposal.patch),
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
