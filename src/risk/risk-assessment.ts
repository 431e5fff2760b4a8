// How dangerous the diff is, 0 to 100, with every point explained.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { LEVELS } from '../core/level.ts';

const evidenceSchema = z.strictObject({
  path: z.string(),
  /** Line in head (or base for deleted lines) where one line earned the points. */
  line: z.int().min(1).nullable(),
});

const factorSchema = z.strictObject({
  /** Name of the rule in the policy, e.g. `domain:auth`. */
  id: z.string(),
  points: z.number(),
  /** One sentence a person understands. */
  reason: z.string(),
  /** The files or lines that earned it; at most 20, the first in path order. */
  evidence: z.array(evidenceSchema),
});

const overrideSchema = z.strictObject({
  level: z.enum(LEVELS),
  /** Who asked and by which means, e.g. `label perfcrew:minimal` or `@alice by /perfcrew level`. */
  by: z.string(),
  reason: z.string(),
});

export const riskAssessmentSchema = documentSchema('risk-assessment', {
  /** Name of the policy that judged, e.g. `published`. */
  policy: z.string(),
  score: z.int().min(0).max(100),
  level: z.enum(LEVELS),
  /** Why the level is higher than the score alone gives, in the order applied. */
  raised: z.array(z.strictObject({ to: z.enum(LEVELS), reason: z.string() })),
  override: overrideSchema.nullable(),
  factors: z.array(factorSchema),
});

export type RiskAssessment = DeepReadonly<z.infer<typeof riskAssessmentSchema>>;
export type RiskFactor = RiskAssessment['factors'][number];
