// Bottlenecks, proposals and proofs of a round that nobody had to measure.
import type { Bottleneck } from '../../../src/crew/bottleneck.ts';
import type { Proposal } from '../../../src/crew/proposal.ts';
import { composeProof } from '../../../src/prove/compose-proof.ts';
import type { Proof, ProofOutcome } from '../../../src/prove/proof.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';

export const HEAD = 'a'.repeat(40);

export function proposalOf(id: string, bottleneck: string | null): Proposal {
  return {
    document: 'proposal',
    version: 1,
    id,
    kind: 'set-lookup',
    title: id,
    why: '',
    location: null,
    bottleneck,
    targets: [],
    patch: `patch ${id}`,
    author: { kind: 'model', name: 'm' },
    risk: 'low',
  };
}

export function bottleneckOf(id: string): Bottleneck {
  return {
    id,
    kind: 'slow',
    title: id,
    location: null,
    targets: [],
    cost: { perRequestMs: 1, share: null, weightedMs: 1, basis: 'measured' },
    origin: 'change',
    sources: [],
    evidence: '',
    advice: '',
  };
}

export function proofOf(proposal: Proposal, outcome: ProofOutcome, head = HEAD): Proof {
  return composeProof(
    { patched: null, outcome, reason: `it is ${outcome}`, checks: [], gains: [], losses: [] },
    {
      proposal,
      head,
      config: parseConfig(null),
      seed: 1,
      version: '0',
      environment: ENVIRONMENT,
      finishedAt: 0,
      durationMs: 0,
    },
  );
}

const ENVIRONMENT: Proof['evidence']['environment'] = {
  cpuModel: 'c',
  cpuCount: 1,
  memoryBytes: 1,
  kernel: 'k',
  node: 'v24',
  chrome: null,
  postgres: null,
  perfcrew: '0',
  image: 'i',
};
