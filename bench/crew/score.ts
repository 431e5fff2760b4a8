// Whether the crew named a planted cause by its line, how far up its list, and whom else it blamed.
import { z } from 'zod';
import { bottleneckSchema, type Bottleneck } from '../../src/crew/bottleneck.ts';

export interface Guilty {
  readonly path: string;
  /** On head, from 1. */
  readonly line: number;
}

/** So far beside the guilty line a place still shows it. */
const NEAR_LINES = 2;

const namedSchema = z.strictObject({
  /** From 1. */
  rank: z.int(),
  kind: z.string(),
  path: z.string(),
  line: z.int(),
  basis: bottleneckSchema.shape.cost.shape.basis,
  sources: z.array(z.string()),
});

export const scoreSchema = z.strictObject({
  /** Where it was planted; several lines where each shows it. */
  guilty: z.array(z.strictObject({ path: z.string(), line: z.int() })),
  /** The first bottleneck at the cause; null where none is. */
  named: namedSchema.nullable(),
  /** What stands above it, or first where it is not named. */
  above: z.string().nullable(),
});
export type Score = z.infer<typeof scoreSchema>;

export function scoreCause(bottlenecks: readonly Bottleneck[], guilty: readonly Guilty[]): Score {
  const at = bottlenecks.findIndex((one) => guilty.some((place) => isAt(one, place)));
  const found = bottlenecks[at];
  const first = at === 0 ? undefined : bottlenecks[Math.max(0, at - 1)];
  const { location } = found ?? { location: null };
  return {
    guilty: guilty.map(({ path, line }) => ({ path, line })),
    named:
      found === undefined || location === null
        ? null
        : {
            rank: at + 1,
            kind: found.kind,
            path: location.path,
            line: location.line,
            basis: found.cost.basis,
            sources: [...found.sources],
          },
    above: first === undefined ? null : describe(first),
  };
}

/** Blamed on the change at none of the guilty lines. */
export function blamedWrongly(
  bottlenecks: readonly Bottleneck[],
  guilty: readonly Guilty[],
): readonly string[] {
  return bottlenecks
    .filter((one) => one.origin === 'change' && !guilty.some((place) => isAt(one, place)))
    .map(describe);
}

function isAt({ location }: Bottleneck, { path, line }: Guilty): boolean {
  return location?.path === path && Math.abs(location.line - line) <= NEAR_LINES;
}

function describe({ kind, location, targets, cost }: Bottleneck): string {
  const place = location === null ? 'no line' : `${location.path}:${location.line}`;
  return `${kind} at ${place} (${cost.basis}${targets.length === 0 ? '' : `, ${targets.join(', ')}`})`;
}
