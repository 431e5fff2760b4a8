// Proofs as the prover writes them, for whatever patch a test needs.
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import { proofSchema, type Gain, type Proof } from '../../../src/prove/proof.ts';
import type { Proposal } from '../../../src/crew/proposal.ts';
import { HEAD_SHA } from '../build-report.ts';

export interface ProofFacts {
  readonly proposal?: Partial<Proposal>;
  readonly gains?: readonly Gain[];
  readonly outcome?: Proof['outcome'];
  readonly head?: string;
  readonly tests?: 'holds' | 'absent';
}

export const SLOW = "import { find } from './find.js';\n\nexport const one = (all) => all.filter(find)[0];\n";
export const FAST = "import { find } from './find.js';\n\nexport const one = (all) => all.find(find);\n";
export const PATCH = unifiedDiff('src/one.js', SLOW, FAST);

let count = 0;

export function buildProof(facts: ProofFacts = {}): Proof {
  const { proposal, gains = [buildGain()], outcome = 'proven', head = HEAD_SHA, tests = 'holds' } = facts;
  count += 1;
  return proofSchema.parse({
    document: 'proof',
    version: 1,
    id: count.toString(16).padStart(14, '0'),
    proposal: {
      document: 'proposal',
      version: 1,
      id: `find-first-${count}`,
      kind: 'find-first',
      title: 'Stop at the first match',
      why: '`filter` goes through all of them and keeps one.',
      location: null,
      bottleneck: null,
      targets: ['GET /one'],
      patch: PATCH,
      author: { kind: 'codemod', name: 'find-first' },
      risk: 'low',
      ...proposal,
    },
    head,
    patched: null,
    outcome,
    reason: 'As the clocks say.',
    checks: [
      { check: 'applies', result: 'holds', detail: 'It does.' },
      { check: 'passes tests', result: tests, detail: 'All of them.' },
      { check: 'is faster on fresh data', result: 'holds', detail: 'Again.' },
    ],
    gains,
    losses: [],
    evidence: {
      perfcrew: '0.1.0',
      finishedAt: '2026-01-01T00:00:00.000Z',
      seed: 1,
      config: 'abc',
      environment: {
        cpuModel: 'x',
        cpuCount: 2,
        memoryBytes: 1,
        kernel: 'x',
        image: 'x',
        node: '24',
        chrome: null,
        postgres: null,
        perfcrew: '0.1.0',
      },
      durationMs: 1,
    },
  });
}

export function buildGain(ratio = 0.5, changes: Partial<Gain> = {}): Gain {
  return {
    gate: 'load',
    target: 'GET /one',
    metric: 'latency-p50',
    label: 'latency p50',
    unit: 'ms',
    before: 100,
    after: 100 * ratio,
    ratio,
    interval: { low: ratio * 0.98, high: ratio * 1.02, confidence: 0.95 },
    detectable: 0.04,
    pairs: 24,
    ...changes,
  };
}
