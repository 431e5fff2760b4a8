// What became of a proposal: applied, built, tested, asked the same questions, measured against head; and the record to do it again.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { GATE_IDS } from '../core/gate-id.ts';
import { METRIC_UNITS } from '../core/metric.ts';
import { MOST_PATCH_CHARACTERS, proposalSchema } from '../crew/proposal.ts';
import { environmentSchema } from '../measure/environment.ts';

/** Only `proven` is shown as a claim; every other outcome says why it is not one. Sums are told in this order. */
export const PROOF_OUTCOMES = [
  'proven',
  /** Another patch for the same bottleneck did better, so this one was not measured again. */
  'beaten',
  'not-faster',
  'slower',
  'changes-behaviour',
  'fails-tests',
  'fails-build',
  /** Its migration fails, or would harm a database that is in use. */
  'fails-migration',
  'does-not-apply',
  'tampers',
  'unmeasured',
  /** The budget ended before its turn came. */
  'untried',
] as const;
export type ProofOutcome = (typeof PROOF_OUTCOMES)[number];

const gainSchema = z.strictObject({
  gate: z.enum(GATE_IDS),
  target: z.string(),
  metric: z.string(),
  label: z.string(),
  unit: z.enum(METRIC_UNITS),
  /** Medians without and with the patch, in the unit. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** after / before, 1 is the same. */
  ratio: z.number().nullable(),
  interval: z.strictObject({ low: z.number(), high: z.number(), confidence: z.number() }).nullable(),
  /** Smallest change that could have been told, as a fraction; null for exact numbers. */
  detectable: z.number().nullable(),
  pairs: z.int().min(0),
});

const checkSchema = z.strictObject({
  check: z.enum([
    'applies',
    'honest',
    'builds',
    'migrates',
    'passes tests',
    'behaves alike',
    'answers stay fresh',
    'functions answer alike',
    'is faster',
    'is faster on fresh data',
  ]),
  /** `absent`: there is nothing here that could check it, and the proof is weaker for it. */
  result: z.enum(['holds', 'fails', 'absent']),
  detail: z.string(),
});

const idSchema = z.string().regex(/^[0-9a-f]{14}$/);

/** More together is a rewrite. */
export const MOST_PARTS = 20;

const togetherSchema = z.strictObject({
  /** Proofs of patches that were proven alone, in the order they were applied; one where no other fits it. */
  parts: z
    .array(z.strictObject({ proof: idSchema, patch: z.string().max(MOST_PATCH_CHARACTERS) }))
    .min(1)
    .max(MOST_PARTS),
  /** Those that no longer apply once the parts are in. */
  left: z
    .array(
      z.strictObject({
        proof: idSchema,
        title: z.string().max(200),
        /** What git says. */
        reason: z.string().max(2000),
      }),
    )
    .max(MOST_PARTS),
});

export const proofSchema = documentSchema('proof', {
  /** What `perfcrew verify` takes: proposal, head, configuration and parts hashed. */
  id: idSchema,
  proposal: proposalSchema,
  /** Where several patches were proven as one: what the patch is made of. */
  together: togetherSchema.optional(),
  /** Commit the patch stands on. */
  head: z.string(),
  /** Commit of the patched code: head, the patch, and nothing else. Null where it does not apply. */
  patched: z.string().nullable(),
  outcome: z.enum(PROOF_OUTCOMES),
  /** One sentence. */
  reason: z.string(),
  checks: z.array(checkSchema),
  /** What got better, best first: of the second, fresh measurement where there was one. */
  gains: z.array(gainSchema),
  /** What got worse. */
  losses: z.array(gainSchema),
  /** Everything the measurement can be done again with. */
  evidence: z.strictObject({
    perfcrew: z.string(),
    /** ISO 8601, UTC. */
    finishedAt: z.string(),
    seed: z.int(),
    /** Digest of the configuration it was measured under. */
    config: z.string(),
    environment: environmentSchema,
    durationMs: z.number().min(0),
  }),
});

export type Proof = DeepReadonly<z.infer<typeof proofSchema>>;
export type Together = NonNullable<Proof['together']>;
export type Gain = Proof['gains'][number];
export type Check = Proof['checks'][number];
