// Indexes chosen one after the other by gain per byte, then exchanged while that helps: for workloads too large for the program.
// Gain per byte: Chaudhuri, Narasayya, VLDB 1997; exchanges: local search as in Kossmann et al., PVLDB 13(11), 2020, section 2.
import { sizeOf, totalCost, type SelectionProblem } from './selection-problem.ts';

/** A gain below this share of the whole is rounding. */
const LEAST_GAIN = 1e-12;

export function selectGreedily(problem: SelectionProblem): ReadonlySet<number> {
  const evaluate = evaluator(problem);
  let best = fill(problem, new Set(), evaluate);
  let bestCost = evaluate(best);
  for (let improved = true; improved;) {
    improved = false;
    for (const out of best) {
      const without = new Set(best);
      without.delete(out);
      const next = fill(problem, without, (chosen) => (chosen.has(out) ? Infinity : evaluate(chosen)));
      const refilled = fill(problem, next, evaluate);
      const cost = evaluate(refilled);
      if (cost >= bestCost * (1 - LEAST_GAIN)) continue;
      best = refilled;
      bestCost = cost;
      improved = true;
      break;
    }
  }
  return best;
}

type Evaluate = (chosen: ReadonlySet<number>) => number;

/** Adds what gains most per byte until nothing fits or helps; what only helps together is added together. */
function fill(problem: SelectionProblem, from: ReadonlySet<number>, evaluate: Evaluate): Set<number> {
  const moves = movesOf(problem);
  const chosen = new Set(from);
  let cost = evaluate(chosen);
  for (;;) {
    const free = problem.budgetBytes - sizeOf(problem, chosen);
    let best: { readonly added: readonly number[]; readonly cost: number; readonly rate: number } | null =
      null;
    for (const move of moves) {
      const added = move.filter((index) => !chosen.has(index));
      const size = sizeOf(problem, added);
      if (added.length === 0 || size > free) continue;
      const next = evaluate(new Set([...chosen, ...added]));
      const rate = (cost - next) / Math.max(size, 1);
      if (cost - next > cost * LEAST_GAIN && (best === null || rate > best.rate))
        best = { added, cost: next, rate };
    }
    if (best === null) return chosen;
    for (const index of best.added) chosen.add(index);
    ({ cost } = best);
  }
}

function movesOf(problem: SelectionProblem): readonly (readonly number[])[] {
  const moves = new Map<string, readonly number[]>();
  for (const { configurations } of problem.queries)
    for (const { indexes } of configurations) moves.set(indexes.join(), indexes);
  return [...moves.values()];
}

/** Sets come back again and again while exchanging; each is reckoned once. */
function evaluator(problem: SelectionProblem): Evaluate {
  const known = new Map<string, number>();
  return (chosen) => {
    const key = [...chosen].sort((one, other) => one - other).join();
    const cost = known.get(key) ?? totalCost(problem, chosen);
    known.set(key, cost);
    return cost;
  };
}
