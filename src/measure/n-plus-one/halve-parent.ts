// Halves the rows a loop goes through, in a copy of the database: if the loop then turns half as often, it grows with the data.
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import type { CapturedStatement } from '../../ports/sql-capture.ts';
import { explainStatement } from '../query/explain-statement.ts';
import { nodesOf } from '../query/plan-tree.ts';

export interface Halved {
  readonly table: string;
  /** Rows the statement brought, and brings now. */
  readonly before: number;
  readonly after: number;
}

/** Tables of a plan by name, with their key where it is one column. */
const KEYS = `
  SELECT DISTINCT relation.oid::regclass::text AS name, attribute.attname AS key
  FROM pg_class AS relation
  JOIN pg_index AS index ON index.indrelid = relation.oid AND index.indisprimary AND index.indnatts = 1
  JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid AND attribute.attnum = index.indkey[0]
  WHERE relation.relname = ANY ($1) AND relation.relkind IN ('r', 'p') AND pg_table_is_visible(relation.oid)`;

/** Null where it cannot be told which rows of which table those are: the statement must bring the table's key. */
export async function halveParent(
  session: DatabaseSession,
  { sql, parameters }: Pick<CapturedStatement, 'sql' | 'parameters'>,
): Promise<Halved | null> {
  const values = parameters.map(({ value }) => value);
  try {
    const rows = await session.query(sql, values);
    const { plan } = await explainStatement(session, { text: sql, parameters: values }, 'plan-only');
    const relations = nodesOf(plan.root).flatMap(({ relation }) => relation ?? []);
    for (const found of await session.query(KEYS, [[...new Set(relations)]])) {
      const [table, key] = [String(found['name']), String(found['key'])];
      const keys = [...new Set(rows.map((row) => row[key]))];
      if (keys.length !== rows.length || keys.some((value) => value === undefined || value === null))
        continue;
      const kept = keys.slice(0, Math.floor(keys.length / 2));
      // Rows that point to those that go stay: nothing is checked, as in a restore.
      await session.query('SET session_replication_role = replica');
      await session.query(`DELETE FROM ${table} WHERE NOT (${quoted(key)}::text = ANY ($1))`, [
        kept.map(String),
      ]);
      return { table, before: keys.length, after: kept.length };
    }
    return null;
  } catch (error) {
    // A role that may not, or a statement that needs what its transaction had set.
    if (error instanceof DatabaseError) return null;
    throw error;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
