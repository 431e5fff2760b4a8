// Index selection against the published optimum, on public what-if cost tables: no database is needed.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { selectIndexes, SELECTION_LIMITS } from '../src/measure/advice/select-indexes.ts';
import { totalCost } from '../src/measure/advice/selection-problem.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { markdownTable } from './kit/table.ts';
import { PUBLISHED } from './sql/selection-optima.ts';
import { readCostTable } from './sql/selection-tables.ts';

const BYTES_PER_MEGABYTE = 1_000_000;
/** How far above the published optimum a solved program may lie. */
const GOAL = 0.005;

const resultSchema = z.object({
  command: z.string(),
  rows: z.array(
    z.object({
      workload: z.string(),
      budgetMegabytes: z.number(),
      published: z.number(),
      ours: z.number(),
      greedy: z.number(),
      method: z.enum(['integer-program', 'greedy-with-swaps']),
      gap: z.number(),
      variables: z.number(),
      seconds: z.number(),
    }),
  ),
});
type Row = z.infer<typeof resultSchema>['rows'][number];

const { values } = parseArgs({
  options: {
    /** Folder with cophy_ampl_data_*.txt.gz of hyrise/index_selection_evaluation. */
    tables: { type: 'string' },
    only: { type: 'string', default: '' },
    results: { type: 'string', default: RESULTS_DIRECTORY },
  },
});
if (values.tables === undefined) {
  throw new Error(
    'Name the folder of the cost tables with --tables: the gzipped cophy_ampl_data_*.txt of github.com/hyrise/index_selection_evaluation, folder benchmark_results.',
  );
}

const rows: Row[] = [];
for (const { workload, file, optima } of PUBLISHED) {
  if (!workload.includes(values.only)) continue;
  const table = readCostTable(join(values.tables, file));
  const nothing = totalCost({ ...table, budgetBytes: 0 }, new Set());
  for (const [budgetMegabytes, published] of optima) {
    const problem = { ...table, budgetBytes: budgetMegabytes * BYTES_PER_MEGABYTE };
    const start = performance.now();
    const { cost, method, gap, variables } = await selectIndexes(problem);
    const seconds = (performance.now() - start) / 1000;
    const greedy = await selectIndexes(problem, { ...SELECTION_LIMITS, variables: 0 });
    const row = { workload, budgetMegabytes, published, ours: cost / nothing, greedy: greedy.cost / nothing };
    rows.push({ ...row, method, gap, variables, seconds });
    console.error(
      `${workload}, ${budgetMegabytes} MB: ${(cost / nothing).toFixed(3)} in ${seconds.toFixed(1)} s`,
    );
  }
}
resultFile('sql-selection', resultSchema, values.results).write({
  command: 'node bench/sql-selection.ts --tables <folder>',
  rows,
});
console.log(render(rows));
if (rows.some(missed)) {
  console.error(`Not within ${100 * GOAL} % of the published optimum where the program was solved.`);
  process.exitCode = 1;
}

/** The published figures have three decimals. */
function missed({ method, ours, published }: Row): boolean {
  return method === 'integer-program' && ours > (published + 0.0005) * (1 + GOAL);
}

function render(all: readonly Row[]): string {
  return markdownTable(
    ['workload', 'budget MB', 'published optimum', 'ours', 'by', 'unknowns', 'seconds', 'greedy with swaps'],
    all.map((row) => [
      row.workload,
      `${row.budgetMegabytes}`,
      row.published.toFixed(3),
      row.ours.toFixed(3),
      row.method === 'integer-program' ? 'program' : `greedy, gap ≤ ${(100 * row.gap).toFixed(1)} %`,
      `${row.variables}`,
      row.seconds.toFixed(1),
      row.greedy.toFixed(3),
    ]),
  );
}
