// Which gates the risk deserves, which are skipped and why, and the jobs that run them.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { LEVELS } from '../core/level.ts';
import { planProductionSchema } from './plan-production.ts';
import { GATE_IDS } from '../core/gate-id.ts';

const SUBSETS = ['changed', 'affected', 'all'] as const;

const plannedGateSchema = z.strictObject({
  gate: z.enum(GATE_IDS),
  /** Narrowing of a gate that can be narrowed (lint, test): files of the diff, what they affect, or everything. */
  subset: z.enum(SUBSETS),
  /** Names of the configured targets it measures; empty for gates without targets. */
  targets: z.array(z.string()),
  /** A required gate that cannot run keeps the verdict from being a pass. */
  required: z.boolean(),
  /** Why this gate is in the plan. */
  reason: z.string(),
  estimatedMinutes: z.number().min(0),
});

const skippedGateSchema = z.strictObject({ gate: z.enum(GATE_IDS), reason: z.string() });

const jobSchema = z.strictObject({
  /** Unique, short, safe in an artifact name: [a-z0-9-]. */
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** What `perfcrew measure --gates` takes: gate ids, comma separated. */
  gates: z.string(),
  /** `1/1` when the gate runs whole, `2/5` for the second of five shards of its targets. */
  shard: z.string().regex(/^\d+\/\d+$/),
});

export const gatePlanSchema = documentSchema('gate-plan', {
  level: z.enum(LEVELS),
  gates: z.array(plannedGateSchema),
  skipped: z.array(skippedGateSchema),
  estimatedMinutes: z.number().min(0),
  /** What running every gate on everything would take, so that the saving can be told. */
  fullMinutes: z.number().min(0),
  /** What production says of the routes, and the weights they have from it; absent where it was not asked. */
  production: planProductionSchema.optional(),
  /** `strategy.matrix` of the jobs that run the plan; at most 256. */
  matrix: z.strictObject({ include: z.array(jobSchema).max(256) }),
});

export type GatePlan = DeepReadonly<z.infer<typeof gatePlanSchema>>;
export type PlannedGate = GatePlan['gates'][number];
export type Subset = (typeof SUBSETS)[number];
