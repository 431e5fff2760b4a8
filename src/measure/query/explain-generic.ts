// The plan of a statement for any values of its $1, $2, …: the one the server would keep for a prepared statement.
// Source: postgresql.org/docs/current/sql-prepare.html, "Notes" on generic plans.
import type { DatabaseSession } from '../../ports/databases.ts';
import { explainStatement, type Explained } from './explain-statement.ts';

const NAME = 'perfcrew_generic';

/** Only planned; leaves the session with the setting that perfcrew's sessions have. */
export async function explainGenerically(session: DatabaseSession, text: string): Promise<Explained> {
  // With a list of parameters, even an empty one, the server takes a single statement and no more.
  await session.query(`PREPARE ${NAME} AS ${text}`, []);
  try {
    const [row] = await session.query(
      'SELECT cardinality(parameter_types) AS count FROM pg_prepared_statements WHERE name = $1',
      [NAME],
    );
    const values = Array.from({ length: Number(row?.['count'] ?? 0) }, () => 'NULL');
    await session.query("SET plan_cache_mode = 'force_generic_plan'");
    const call = values.length === 0 ? NAME : `${NAME} (${values.join(', ')})`;
    return await explainStatement(session, { text: `EXECUTE ${call}`, parameters: [] }, 'plan-only');
  } finally {
    await session.query("SET plan_cache_mode = 'force_custom_plan'");
    await session.query(`DEALLOCATE ${NAME}`);
  }
}
