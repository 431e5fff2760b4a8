// Everything a reader may want to know of one review, from which every format is rendered.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { pullRequestSchema } from '../change/pull-request.ts';
import { riskAssessmentSchema } from '../risk/risk-assessment.ts';
import { gatePlanSchema } from '../plan/gate-plan.ts';
import { measurementSchema } from '../measure/measurement.ts';
import { comparisonSchema } from '../compare/comparison.ts';
import { findingSchema } from '../compare/finding.ts';
import { verdictSchema } from '../verdict/verdict.ts';

/** Of one phase: more would be a trace of every round. */
export const MOST_SPELLS = 500;

const phaseSchema = z.strictObject({
  name: z.string(),
  /** Its part of the wall time: moments it shared with other phases are divided among them. */
  durationMs: z.number().min(0),
  /** How long it went on, where that is more, because other phases went on beside it. */
  workMs: z.number().min(0).optional(),
  /** What it was spent on, as far as that is known; they need not add up to the whole. */
  parts: z.array(z.strictObject({ name: z.string(), durationMs: z.number().min(0) })).optional(),
  /** When it really went on, in milliseconds since the first phase began: several times where it paused. */
  spells: z
    .array(
      z.strictObject({
        part: z.string().nullable(),
        begunMs: z.number().min(0),
        endedMs: z.number().min(0),
      }),
    )
    .max(MOST_SPELLS)
    .optional(),
});

export const reportSchema = documentSchema('report', {
  perfcrew: z.string(),
  /** ISO 8601, UTC. */
  finishedAt: z.string(),
  pullRequest: pullRequestSchema,
  change: z.strictObject({
    files: z.int().min(0),
    additions: z.int().min(0),
    deletions: z.int().min(0),
    truncated: z.string().nullable(),
    /** The changed files, as head names them: a note outside of them has no line to stand on. */
    paths: z.array(z.string()),
  }),
  risk: riskAssessmentSchema,
  plan: gatePlanSchema,
  measurements: z.array(measurementSchema),
  comparison: comparisonSchema,
  findings: z.array(findingSchema),
  verdict: verdictSchema,
  /** Where the wall time went, in the order the phases began. */
  phases: z.array(phaseSchema),
});

export type Report = DeepReadonly<z.infer<typeof reportSchema>>;
