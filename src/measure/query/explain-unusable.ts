// Which index a scan could have used, had its condition named the bare column; and how to write it.
import type { DatabaseSession } from '../../ports/databases.ts';
import type { PlanNode } from './plan-tree.ts';
import { isFreeCast, leadingColumns } from './read-catalog.ts';
import { wrappedColumns, type WrappedColumn } from './wrapped-columns.ts';

export interface UnusableIndex {
  readonly index: string;
  readonly column: string;
  /** What is wrong, and the one thing to do about it. */
  readonly words: string;
}

export async function unusableIndexes(
  session: DatabaseSession,
  { root, scan }: { readonly root: PlanNode; readonly scan: PlanNode },
): Promise<readonly UnusableIndex[]> {
  const wrapped = await wrappedColumns(root, scan);
  const relation = scan.relation ?? '';
  if (wrapped.length === 0) return [];
  const leading = await leadingColumns(session, relation);
  const found: UnusableIndex[] = [];
  for (const one of wrapped) {
    const entry = leading.find(({ column }) => column === one.column);
    if (entry === undefined) continue;
    const { index, type } = entry;
    if (one.castTo !== null && (await isFreeCast(session, type, one.castTo))) continue;
    found.push({ index, column: one.column, words: say(one, { index, type }) });
  }
  return found;
}

function say(
  { column, castTo, condition }: WrappedColumn,
  { index, type }: { readonly index: string; readonly type: string },
): string {
  const what = castTo === null ? 'calculates with' : 'casts';
  const mend =
    castTo === null
      ? `Write the condition on ${column} alone (a calculation on the other side, or a range from … to), or index the expression.`
      : `Compare ${column} as it is: give the other side the type ${type}.`;
  return `The condition ${condition} ${what} ${column} (${type}), so index ${index}, which begins with that column, cannot serve it.\n${mend}`;
}
