// How complex the functions are that matter here: those the change touches, those blamed for time, and those a profile saw.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../../core/document.ts';
import type { Bottleneck } from '../../bottleneck.ts';
import {
  functionComplexitySchema,
  type FunctionComplexity,
} from '../../tools/complexity/function-complexity.ts';

export const complexityMetricsSchema = documentSchema('complexity-metrics', {
  functions: z.array(
    functionComplexitySchema.extend({
      /** Ids of the bottlenecks in it. */
      bottlenecks: z.array(z.string()),
      /** The same function before the change; null where it is new or was not found. */
      before: z
        .strictObject({
          cyclomatic: z.int(),
          cognitive: z.int(),
          loopNesting: z.int(),
          time: z.string(),
          roundTrips: z.string(),
        })
        .nullable(),
    }),
  ),
  /** Functions of the code under review that were left out because nothing points at them. */
  others: z.int().min(0),
});

export type ComplexityMetrics = DeepReadonly<z.infer<typeof complexityMetricsSchema>>;

export interface ComplexityInput {
  readonly head: readonly FunctionComplexity[];
  readonly base: readonly FunctionComplexity[];
  readonly bottlenecks: readonly Bottleneck[];
  readonly isChanged: (path: string, line: number) => boolean;
}

/** Those with a bottleneck first, in its rank; then by cognitive complexity. */
export function complexityMetrics({
  head,
  base,
  bottlenecks,
  isChanged,
}: ComplexityInput): ComplexityMetrics {
  const before = new Map(base.map((one) => [`${one.path} ${one.name}`, one]));
  const judged = head.map((one) => ({ one, ranks: ranksIn(one, bottlenecks) }));
  const shown = judged
    .filter(({ one, ranks }) => ranks.length > 0 || touches(one, isChanged))
    .toSorted(
      (a, b) => (a.ranks[0] ?? Infinity) - (b.ranks[0] ?? Infinity) || b.one.cognitive - a.one.cognitive,
    );
  return {
    document: 'complexity-metrics',
    version: 1,
    functions: shown.map(({ one, ranks }) => {
      const was = before.get(`${one.path} ${one.name}`);
      return {
        ...one,
        bottlenecks: ranks.flatMap((rank) => bottlenecks[rank]?.id ?? []),
        before:
          was === undefined
            ? null
            : {
                cyclomatic: was.cyclomatic,
                cognitive: was.cognitive,
                loopNesting: was.loopNesting,
                time: was.time.class,
                roundTrips: was.roundTrips.class,
              },
      };
    }),
    others: head.length - shown.length,
  };
}

function ranksIn(
  { path, line, endLine }: FunctionComplexity,
  bottlenecks: readonly Bottleneck[],
): readonly number[] {
  return bottlenecks.flatMap(({ location }, rank) =>
    location?.path === path && line <= location.line && location.line <= endLine ? [rank] : [],
  );
}

function touches(
  { path, line, endLine }: FunctionComplexity,
  isChanged: ComplexityInput['isChanged'],
): boolean {
  for (let at = line; at <= endLine; at += 1) if (isChanged(path, at)) return true;
  return false;
}
