// A proof of the given outcome, for tests that only count or compare them.
import type { Proposal } from '../../src/crew/proposal.ts';
import { proofId } from '../../src/prove/compose-proof.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { TEST_ENVIRONMENT } from '../measure/test-environment.ts';

export function aProposal(change: Partial<Proposal> = {}): Proposal {
  return {
    document: 'proposal',
    version: 1,
    id: 'a',
    kind: 'set-lookup',
    title: 'Look up in a Set',
    why: 'It is asked for each item.',
    location: null,
    bottleneck: null,
    targets: [],
    patch: '',
    author: { kind: 'codemod', name: 'set-lookup' },
    risk: 'low',
    ...change,
  };
}

export function aProof(change: Partial<Proof> = {}): Proof {
  const head = 'a'.repeat(40);
  const proposal = change.proposal ?? aProposal();
  const evidence: Proof['evidence'] = {
    perfcrew: '0.1.0',
    finishedAt: '2026-01-02T03:04:05.000Z',
    seed: 1,
    config: '0'.repeat(14),
    environment: TEST_ENVIRONMENT,
    durationMs: 1000,
    ...change.evidence,
  };
  return {
    document: 'proof',
    version: 1,
    id: proofId(head, evidence.config, proposal.patch),
    head,
    patched: 'b'.repeat(40),
    outcome: 'proven',
    reason: 'Latency p50 of GET / ×0.500.',
    checks: [],
    gains: [],
    losses: [],
    ...change,
    proposal,
    evidence,
  };
}
