// The workshop as one file: the only thing the think zone is given, so that it needs neither git nor the repository.
import { z } from 'zod';
import { diffSchema } from '../../change/diff.ts';
import { pullRequestSchema } from '../../change/pull-request.ts';
import { comparisonSchema } from '../../compare/comparison.ts';
import { findingSchema } from '../../compare/finding.ts';
import { configSchema } from '../../config/config.ts';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import type { Workshop } from '../../crew/work/workshop.ts';
import { measurementSchema } from '../../measure/measurement.ts';
import { gatePlanSchema } from '../../plan/gate-plan.ts';
import { verdictSchema } from '../../verdict/verdict.ts';

/** Of the whole file. The code is bounded to 40 MB when it is gathered; the rest is profiles and the documents of the review. */
export const MOST_WORKSHOP_BYTES = 256 * 1024 * 1024;

export const sourceFilesSchema = z
  .array(z.strictObject({ path: z.string().max(4096), text: z.string().max(1_000_000) }))
  .max(100_000);

export const workshopSchema = documentSchema('workshop', {
  /** ISO 8601, UTC: when the review ended that it is made of. */
  finishedAt: z.string(),
  review: z.strictObject({
    pullRequest: pullRequestSchema,
    diff: diffSchema,
    plan: gatePlanSchema,
    config: configSchema,
    measurements: z.array(measurementSchema).max(2000),
    comparison: comparisonSchema,
    findings: z.array(findingSchema).max(10_000),
    verdict: verdictSchema,
  }),
  /** The repository's own crews, as the base commit has them. */
  crews: sourceFilesSchema,
  head: sourceFilesSchema,
  base: sourceFilesSchema,
  profiles: z.array(z.strictObject({ target: z.string(), text: z.string().max(70_000_000) })).max(100),
  indexAdvice: sourceFilesSchema,
  requests: z
    .array(z.strictObject({ method: z.string().max(20), path: z.string().max(16_384), atMs: z.number() }))
    .max(500_000),
  unread: z.int().min(0),
});

export type WorkshopDocument = DeepReadonly<z.infer<typeof workshopSchema>>;

export function toDocument(
  { review, head, base, profiles, indexAdvice, requests, unread }: Workshop,
  more: Pick<WorkshopDocument, 'finishedAt' | 'crews'>,
): WorkshopDocument {
  const { pullRequest, diff, plan, config, measurements, comparison, findings, verdict } = review;
  return {
    document: 'workshop',
    version: 1,
    ...more,
    review: { pullRequest, diff, plan, config, measurements, comparison, findings, verdict },
    head,
    base,
    profiles: [...profiles].map(([target, text]) => ({ target, text })),
    indexAdvice,
    requests,
    unread,
  };
}

export function toWorkshop({
  review,
  head,
  base,
  profiles,
  indexAdvice,
  requests,
  unread,
}: WorkshopDocument): Workshop {
  return {
    review,
    head,
    base,
    profiles: new Map(profiles.map(({ target, text }) => [target, text])),
    indexAdvice,
    requests,
    unread,
  };
}
