// Whether a review named the guilty function first, and the guilty line; the answer is read from what it would publish.
import { z } from 'zod';
import type { Report } from '../../src/report/report.ts';
import { resultHead } from '../kit/result-file.ts';

const attributionTrialSchema = z.strictObject({
  name: z.string(),
  what: z.string(),
  truth: z.strictObject({ functionName: z.string(), path: z.string(), lines: z.array(z.int()) }),
  /** What the review says first; null where it names no changed function. */
  named: z
    .strictObject({ functionName: z.string(), path: z.string().nullable(), line: z.int().nullable() })
    .nullable(),
  functionFirst: z.boolean(),
  lineFound: z.boolean(),
  wallMs: z.number(),
});

export const attributionSchema = z.strictObject({
  ...resultHead,
  /** Whose code it was planted in, with versions and licences. */
  packages: z.array(z.string()),
  trials: z.array(attributionTrialSchema),
});
export type Attribution = z.infer<typeof attributionSchema>;
export type AttributionTrial = Attribution['trials'][number];

export interface Truth {
  readonly target: string;
  readonly functionName: string;
  readonly path: string;
  /** On head, from 1. */
  readonly lines: readonly number[];
}

export function scoreAttribution(
  { measurements }: Pick<Report, 'measurements'>,
  { target, functionName, path, lines }: Truth,
): Pick<AttributionTrial, 'truth' | 'named' | 'functionFirst' | 'lineFound'> {
  const named = firstNamed(measurements, target);
  return {
    truth: { functionName, path, lines: [...lines] },
    named,
    functionFirst: named !== null && named.path === path && bareName(named.functionName) === functionName,
    lineFound: named !== null && named.path === path && named.line !== null && lines.includes(named.line),
  };
}

/** The first clue of the first `hot-function` of the route is the function's name. */
function firstNamed(measurements: Report['measurements'], target: string): AttributionTrial['named'] {
  const profile = measurements.find((one) => one.gate === 'profile' && one.target === target);
  if (profile?.outcome.status !== 'measured') return null;
  const hot = profile.outcome.observations.find(({ kind }) => kind === 'hot-function');
  if (hot === undefined) return null;
  const { location, clues } = hot;
  return { functionName: clues[0] ?? '', path: location?.path ?? null, line: location?.line ?? null };
}

/** `Range.parseRange` and `async top` are the functions parseRange and top. */
function bareName(name: string): string {
  return name.split(/[.\s]/).at(-1) ?? name;
}
