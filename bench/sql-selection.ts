// Index selection against the published optimum, on public what-if cost tables: no database is needed.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { selectIndexes, SELECTION_LIMITS } from '../src/measure/advice/select-indexes.ts';
import { totalCost } from '../src/measure/advice/selection-problem.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { PUBLISHED } from './sql/selection-optima.ts';
import {
  missedSelection,
  renderSelection,
  SELECTION_GOAL,
  selectionSchema,
  type SelectionRow,
} from './sql/selection-result.ts';
import { readCostTable } from './sql/selection-tables.ts';

const BYTES_PER_MEGABYTE = 1_000_000;

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

const rows: SelectionRow[] = [];
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
resultFile('sql-selection', selectionSchema, values.results).write({
  command: 'node bench/sql-selection.ts --tables <folder>',
  rows,
});
console.log(renderSelection({ rows }));
if (rows.some(missedSelection)) {
  console.error(
    `Not within ${100 * SELECTION_GOAL} % of the published optimum where the program was solved.`,
  );
  process.exitCode = 1;
}
