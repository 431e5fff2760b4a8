// The record of a proof, with the id that names it wherever it is told.
import { stableHash } from '../core/stable-hash.ts';
import type { ProveRequest } from './prove.ts';
import type { Proof } from './proof.ts';

export type ProofFacts = Pick<Proof, 'patched' | 'outcome' | 'reason' | 'checks' | 'gains' | 'losses'>;

export interface ProofOccasion extends Pick<
  ProveRequest,
  'proposal' | 'together' | 'head' | 'config' | 'seed' | 'version' | 'environment'
> {
  /** Milliseconds since the epoch. */
  readonly finishedAt: number;
  readonly durationMs: number;
}

/** The same patch on the same commit under the same configuration has the same id, whoever proves it. */
export function proofId(head: string, digest: string, patch: string): string {
  return stableHash(`${head} ${digest} ${patch}`);
}

/** What the id of a record must be; a patch and its parts are another proof than the same patch alone. */
export function idOf({
  head,
  evidence,
  proposal,
  together,
}: Pick<Proof, 'head' | 'proposal' | 'together'> & {
  readonly evidence: Pick<Proof['evidence'], 'config'>;
}): string {
  const parts = (together?.parts ?? []).map(({ proof }) => proof);
  return proofId(head, evidence.config, [proposal.patch, ...parts].join(' '));
}

export function configDigest(config: ProveRequest['config']): string {
  return stableHash(JSON.stringify(config));
}

export function composeProof(
  { patched, outcome, reason, checks, gains, losses }: ProofFacts,
  { proposal, together, head, config, seed, version, environment, finishedAt, durationMs }: ProofOccasion,
): Proof {
  const digest = configDigest(config);
  return {
    document: 'proof',
    version: 1,
    id: idOf({ head, evidence: { config: digest }, proposal, together }),
    proposal,
    ...(together !== undefined && { together }),
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
