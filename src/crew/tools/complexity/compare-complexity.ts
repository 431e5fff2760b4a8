// What a change made of the functions it touched: those that became harder to read or grow faster, and those that became better.
import type { FunctionComplexity } from './function-complexity.ts';

export interface ComplexityChange {
  /** Null for a new function. */
  readonly base: FunctionComplexity | null;
  readonly head: FunctionComplexity;
  readonly verdict: 'worse' | 'better' | 'mixed';
  /** In words, e.g. `time O(n) → O(n²)`. */
  readonly changes: readonly string[];
}

/** A new function that grows faster than this is told. */
const NEW_DEGREE = 1.5;

/** By path and name; a function whose file has it no more, by its name alone where that is the only one. */
export function compareComplexity(
  base: readonly FunctionComplexity[],
  head: readonly FunctionComplexity[],
): readonly ComplexityChange[] {
  const before = new Map(base.map((one) => [`${one.path}#${one.name}`, one]));
  const after = new Set(head.map((one) => `${one.path}#${one.name}`));
  const gone = Map.groupBy(
    base.filter((one) => !after.has(`${one.path}#${one.name}`)),
    ({ name }) => name,
  );
  return head.flatMap((one) => {
    const moved = gone.get(one.name) ?? [];
    const old = before.get(`${one.path}#${one.name}`) ?? (moved.length === 1 ? moved[0] : undefined);
    if (old !== undefined) return changeOf(old, one);
    const isSteep = Math.max(one.time.degree ?? 0, (one.roundTrips.degree ?? 0) + 1) > NEW_DEGREE;
    const isWorse = isSteep && (one.roundTrips.degree !== 0 || (one.time.degree ?? 0) > NEW_DEGREE);
    return isWorse
      ? [
          {
            base: null,
            head: one,
            verdict: 'worse' as const,
            changes: [`new, time ${one.time.class}, round trips ${one.roundTrips.class}`],
          },
        ]
      : [];
  });
}

function changeOf(base: FunctionComplexity, head: FunctionComplexity): readonly ComplexityChange[] {
  const rows: readonly (readonly [string, string, string, number])[] = [
    ...(['time', 'roundTrips'] as const).map((kind) => {
      const [old, now] = [base[kind], head[kind]];
      const step = old.degree === null || now.degree === null ? 0 : now.degree - old.degree;
      return [kind === 'time' ? 'time' : 'round trips', old.class, now.class, step] as const;
    }),
    ...(['cyclomatic', 'cognitive', 'loopNesting', 'nesting', 'parameters'] as const).map(
      (kind) => [kind, String(base[kind]), String(head[kind]), head[kind] - base[kind]] as const,
    ),
  ];
  const changed = rows.filter(
    ([, old, now, step]) => step !== 0 || (old !== now && (old === 'unknown' || now === 'unknown')),
  );
  const steps = changed.map(([, , , step]) => step).filter((step) => step !== 0);
  if (changed.length === 0) return [];
  const verdict =
    steps.length > 0 && steps.every((step) => step > 0)
      ? 'worse'
      : steps.length > 0 && steps.every((step) => step < 0)
        ? 'better'
        : 'mixed';
  return [{ base, head, verdict, changes: changed.map(([kind, old, now]) => `${kind} ${old} → ${now}`) }];
}
