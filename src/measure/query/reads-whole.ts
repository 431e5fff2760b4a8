// Which queries read a large table from end to end on head, whatever base does: where an index could help at all.
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import { explainStatement, type Statement } from './explain-statement.ts';
import { nodesOf } from './plan-tree.ts';
import { PLANNER_SETTINGS } from './planner-settings.ts';
import { relationBlocks } from './read-catalog.ts';

/** Below this size reading a whole table is often the quickest way. */
const LARGE_BLOCKS = 128;

/** Names of the queries; one the server refuses is not among them. */
export async function readsWhole(
  session: DatabaseSession,
  queries: readonly (Statement & { readonly name: string })[],
): Promise<ReadonlySet<string>> {
  await session.query(PLANNER_SETTINGS);
  const found = new Set<string>();
  for (const query of queries) {
    const scanned = await wholeTables(session, query);
    const blocks = await relationBlocks(session, scanned);
    if ([...blocks.values()].some((size) => size >= LARGE_BLOCKS)) found.add(query.name);
  }
  return found;
}

async function wholeTables(session: DatabaseSession, query: Statement): Promise<readonly string[]> {
  try {
    const { plan } = await explainStatement(session, query, 'plan-only');
    const scans = nodesOf(plan.root).filter(({ type }) => type === 'Seq Scan');
    return [...new Set(scans.flatMap(({ relation }) => relation ?? []))];
  } catch (error) {
    if (error instanceof DatabaseError) return [];
    throw error;
  }
}
