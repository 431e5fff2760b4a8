// What the selection bench keeps for each workload and budget, and its table beside the published optimum.
import { z } from 'zod';
import { markdownTable } from '../kit/table.ts';

/** How far above the published optimum a solved program may lie. */
export const SELECTION_GOAL = 0.005;

export const selectionSchema = z.object({
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
export type Selection = z.infer<typeof selectionSchema>;
export type SelectionRow = Selection['rows'][number];

/** The published figures have three decimals. */
export function missedSelection({ method, ours, published }: SelectionRow): boolean {
  return method === 'integer-program' && ours > (published + 0.0005) * (1 + SELECTION_GOAL);
}

export function renderSelection({ rows }: Pick<Selection, 'rows'>): string {
  const solved = rows.filter(({ method }) => method === 'integer-program');
  const within = solved.filter((row) => !missedSelection(row)).length;
  const table = markdownTable(
    ['workload', 'budget MB', 'published optimum', 'ours', 'by', 'unknowns', 'seconds', 'greedy with swaps'],
    rows.map((row) => [
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
  return `${table}\n\nWithin 0.5 % of the published optimum where the program is solved: ${within} of ${solved.length} (goal: all).`;
}
