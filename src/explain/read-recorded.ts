// The statements a server has spent most time on, as pg_stat_statements counted them.
import { Problem } from '../core/problem.ts';
import { DatabaseError, type DatabaseSession } from '../ports/databases.ts';
import { isHousekeeping } from '../measure/load/statement-text.ts';

export interface RecordedStatement {
  /** With $1, $2, … for the values it was called with. */
  readonly sql: string;
  readonly calls: number;
  readonly totalMs: number;
}

/** More are read than asked for: transaction control is not explained. */
const SLACK = 50;

export async function readRecorded(
  session: DatabaseSession,
  count: number,
): Promise<readonly RecordedStatement[]> {
  try {
    const rows = await session.query(
      `SELECT query, sum(calls)::float8 AS calls, sum(total_exec_time)::float8 AS ms FROM pg_stat_statements
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       GROUP BY query ORDER BY ms DESC LIMIT $1`,
      [count + SLACK],
    );
    return rows
      .map((row) => ({ sql: String(row['query']), calls: Number(row['calls']), totalMs: Number(row['ms']) }))
      .filter(({ sql }) => !isHousekeeping(sql))
      .slice(0, count);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new Problem('no-database', {
      what: `The database does not tell which statements it runs: ${error.message}.`,
      mend: 'Let an administrator run `CREATE EXTENSION pg_stat_statements` there (with shared_preload_libraries set) and grant pg_read_all_stats.',
      cause: error,
    });
  }
}
