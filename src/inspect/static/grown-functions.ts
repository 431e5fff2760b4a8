// Functions whose work grows faster since the change: another power of the input in time, or a wait for each of many.
import type { ComplexityChange } from '../../crew/tools/complexity/compare-complexity.ts';
import type { FunctionComplexity } from '../../crew/tools/complexity/function-complexity.ts';
import type { Told } from '../observe.ts';

export interface Grown extends Told {
  readonly path: string;
  readonly endLine: number;
  readonly severity: 'medium';
  readonly confidence: 'medium';
}

/** A logarithm counts 0.1, and from constant to linear is what most changes do. */
const LEAST_STEP = 0.5;
const LEAST_DEGREE = { time: 1.5, roundTrips: 1 } as const;

export function grownFunctions(
  changes: readonly ComplexityChange[],
  changedLines: ReadonlyMap<string, ReadonlySet<number>>,
): readonly Grown[] {
  return changes.flatMap(({ base, head }) => {
    if (base === null || !isTouched(head, changedLines)) return [];
    const trips = step('roundTrips', base, head);
    // Work that a callee took over was there before, in another place: only a loop of its own is news.
    const told = trips ?? (head.loopNesting > base.loopNesting ? step('time', base, head) : null);
    if (told === null) return [];
    const { path, name, line, endLine } = head;
    const what = trips === null ? 'work' : 'waits for the outside';
    return [
      {
        kind: trips === null ? 'grows-faster' : 'waits-grow',
        message: `The ${what} of ${name} ${trips === null ? 'grows' : 'grow'} faster than before: ${told.from} → ${told.to}`,
        detail: told.reason,
        path,
        line,
        endLine,
        severity: 'medium' as const,
        confidence: 'medium' as const,
      },
    ];
  });
}

function step(
  kind: keyof typeof LEAST_DEGREE,
  base: FunctionComplexity,
  head: FunctionComplexity,
): { readonly from: string; readonly to: string; readonly reason: string } | null {
  const [before, after] = [base[kind], head[kind]];
  if (before.degree === null || after.degree === null) return null;
  const isGrown = after.degree >= LEAST_DEGREE[kind] && after.degree - before.degree >= LEAST_STEP;
  return isGrown ? { from: before.class, to: after.class, reason: after.reason } : null;
}

function isTouched(
  { path, line, endLine }: FunctionComplexity,
  changedLines: ReadonlyMap<string, ReadonlySet<number>>,
): boolean {
  return [...(changedLines.get(path) ?? [])].some((changed) => line <= changed && changed <= endLine);
}
