// Chooses the indexes of a workload within a budget: to optimality where the program stays small, greedily above, and says which.
import { selectGreedily } from './select-greedily.ts';
import { queryCost, totalCost, withoutDominated, type SelectionProblem } from './selection-problem.ts';
import { programGap, programSize, solveProgram } from './solve-program.ts';

export interface Selection {
  /** Positions of the chosen indexes, ascending. */
  readonly chosen: readonly number[];
  readonly cost: number;
  readonly method: 'integer-program' | 'greedy-with-swaps';
  /** How far, at most, the cost can lie above the best one, as a share of the cost. */
  readonly gap: number;
  readonly variables: number;
}

export interface SelectionLimits {
  readonly variables: number;
  readonly seconds: number;
}

export const SELECTION_LIMITS: SelectionLimits = { variables: 20_000, seconds: 10 };

export async function selectIndexes(
  problem: SelectionProblem,
  limits: SelectionLimits = SELECTION_LIMITS,
): Promise<Selection> {
  const pruned = withoutDominated(problem);
  const variables = programSize(pruned);
  const solved = variables > limits.variables ? null : await solveProgram(pruned, limits.seconds);
  const chosen = withoutUseless(pruned, solved ?? selectGreedily(pruned));
  const cost = totalCost(pruned, chosen);
  return {
    chosen: [...chosen].sort((one, other) => one - other),
    cost,
    method: solved === null ? 'greedy-with-swaps' : 'integer-program',
    gap: solved === null ? gapToBound(pruned, cost) : gapOfProgram(pruned, cost),
    variables,
  };
}

/** The solver may build, at no cost, what no query uses. The largest go first. */
function withoutUseless(problem: SelectionProblem, chosen: ReadonlySet<number>): ReadonlySet<number> {
  const kept = new Set(chosen);
  const { sizesBytes } = problem;
  const bySize = [...chosen].sort(
    (one, other) => (sizesBytes[other] ?? 0) - (sizesBytes[one] ?? 0) || other - one,
  );
  for (const index of bySize) {
    const cost = totalCost(problem, kept);
    kept.delete(index);
    if (totalCost(problem, kept) > cost) kept.add(index);
  }
  return kept;
}

function gapOfProgram(problem: SelectionProblem, cost: number): number {
  const gain = totalCost(problem, new Set()) - cost;
  return cost === 0 ? 0 : (programGap(problem) * gain) / cost;
}

/** No choice costs less than all indexes at once without a budget and without upkeep. */
function gapToBound(problem: SelectionProblem, cost: number): number {
  const all = new Set(problem.sizesBytes.keys());
  const bound = problem.queries.reduce((sum, query) => sum + query.weight * queryCost(query, all), 0);
  return cost === 0 ? 0 : Math.max(0, (cost - bound) / cost);
}
