// The best indexes for a whole workload as an integer program, solved to optimality by HiGHS.
// Dash, Polyzotis, Ailamaki: CoPhy: a scalable, portable, and interactive index advisor for large workloads, PVLDB 4(6), 2011.
import highsModule from 'highs';
import type { SelectionProblem } from './selection-problem.ts';

/** Up to so many unknowns the optimum itself is asked for; beyond, being sure of the last ten-thousandth takes most of the time. */
const EXACT_VARIABLES = 2_000;

/** The largest coefficient of the objective: solvers lose digits over many orders of magnitude. */
const OBJECTIVE_SCALE = 1e6;

/** How many unknowns the program has: one for each index, one for each way to answer a query. */
export function programSize({ sizesBytes, queries }: SelectionProblem): number {
  return queries.reduce((sum, { configurations }) => sum + configurations.length, sizesBytes.length);
}

/** How far from the best the gain may be, as a share of it. */
export function programGap(problem: SelectionProblem): number {
  return programSize(problem) <= EXACT_VARIABLES ? 1e-6 : 1e-4;
}

/** The chosen indexes, or null where the time did not suffice. */
export async function solveProgram(
  problem: SelectionProblem,
  limitSeconds: number,
): Promise<ReadonlySet<number> | null> {
  if (programSize(problem) === problem.sizesBytes.length) return new Set();
  // A solver of its own for each program: what one leaves in memory cannot change another's answer.
  const highs = await loader(highsModule)();
  const solution = highs.solve(writeProgram(problem), {
    output_flag: false,
    time_limit: limitSeconds,
    random_seed: 1,
    mip_rel_gap: programGap(problem),
  });
  if (solution.Status !== 'Optimal') return null;
  return new Set(problem.sizesBytes.keys().filter((at) => (solution.Columns[`z${at}`]?.Primal ?? 0) > 0.5));
}

/**
 * Maximizes the gain: y(q,c) = 1 where query q is answered by configuration c, z(i) = 1 where index i is built. A query takes
 * one configuration, and all its configurations with an index share that index's z, which binds tighter than one row for each.
 */
function writeProgram(problem: SelectionProblem): string {
  const { sizesBytes, upkeep, queries, budgetBytes } = problem;
  const gains = queries.flatMap(({ weight, baseCost, configurations }, q) =>
    configurations.map(({ cost }, c) => ({ name: `y${q}_${c}`, gain: weight * (baseCost - cost) })),
  );
  const largest = gains.reduce((most, { gain }) => Math.max(most, gain), Number.MIN_VALUE);
  const scaled = (value: number): string => ((value / largest) * OBJECTIVE_SCALE).toPrecision(12);
  const objective = [
    ...gains.map(({ name, gain }) => `+ ${scaled(gain)} ${name}`),
    ...upkeep.flatMap((cost, at) => (cost > 0 ? [`- ${scaled(cost)} z${at}`] : [])),
  ];
  const rows = queries.flatMap(({ configurations }, q) => {
    if (configurations.length === 0) return [];
    const ways = Map.groupBy(
      configurations.flatMap(({ indexes }, c) => indexes.map((index) => ({ index, name: `y${q}_${c}` }))),
      ({ index }) => index,
    );
    return [
      `${configurations.map((_, c) => `y${q}_${c}`).join(' + ')} <= 1`,
      ...[...ways].map(([index, terms]) => `${terms.map(({ name }) => name).join(' + ')} - z${index} <= 0`),
    ];
  });
  const sizes = sizesBytes.flatMap((size, at) =>
    size > 0 ? [`${((size / Math.max(budgetBytes, 1)) * OBJECTIVE_SCALE).toPrecision(12)} z${at}`] : [],
  );
  const budget = budgetBytes > 0 ? OBJECTIVE_SCALE : 0;
  if (sizes.length > 0) rows.push(`${sizes.join(' + ')} <= ${budget}`);
  const binary = sizesBytes.map((_, at) => `z${at}`);
  return ['Maximize', ...objective, 'Subject To', ...wrapped(rows), 'Binary', ...binary, 'End'].join('\n');
}

/** The format of the program has a longest line. */
function wrapped(rows: readonly string[]): string[] {
  return rows.map((row, at) => `r${at}: ${row.replaceAll(' + ', '\n + ')}`);
}

/** The package's types describe its CommonJS build, where the loader is a property; the module itself is the loader. */
function loader(module: unknown): typeof highsModule.default {
  if (isLoader(module)) return module;
  throw new Error('The package `highs` exports no loader.');
}

function isLoader(module: unknown): module is typeof highsModule.default {
  return typeof module === 'function';
}
