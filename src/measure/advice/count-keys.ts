// How many different keys an index would hold: counted on the seeded rows, because columns depend on each other.
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import type { Candidate } from './candidate.ts';
import { tableId } from './catalog.ts';
import { sharesKeys } from './index-size.ts';

/** As PostgreSQL's ANALYZE does: more than this share of the rows is taken to grow with them (commands/analyze.c). */
const GROWING_SHARE = 0.1;

/** For a table `scale` times as large as the seeded one. */
export async function countKeys(
  session: DatabaseSession,
  candidate: Candidate,
  scale: number,
): Promise<number> {
  const { table, keys } = candidate;
  const all = table.rows * scale;
  // Where equal keys are stored one by one, their number does not matter.
  if (!sharesKeys(candidate)) return all;
  try {
    const [row] = await session.query(
      `SELECT count(*)::float8 AS keys FROM (SELECT DISTINCT ${keys.map(({ sql }) => sql).join(', ')} FROM ${tableId(table)}) AS d`,
      [],
    );
    const counted = Number(row?.['keys']);
    return counted > GROWING_SHARE * table.rows ? counted * scale : counted;
  } catch (error) {
    // Stopped by a time-out, or of a type without equality.
    if (error instanceof DatabaseError) return all;
    throw error;
  }
}
