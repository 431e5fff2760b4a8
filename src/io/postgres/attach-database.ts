// A session on somebody's own server: unless writes are allowed, nothing perfcrew sends can change a row there.
import { Problem } from '../../core/problem.ts';
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import { connectSession } from './connect-session.ts';

const LIMITS =
  "SET statement_timeout = '60s'; SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '120s'; " +
  // Only prepared statements keep plans, and those are explained for any values.
  "SET plan_cache_mode = 'force_generic_plan'";

export async function attachDatabase(
  url: string,
  access: 'read-only' | 'read-write',
): Promise<DatabaseSession> {
  const session = await connect(url);
  await session.query(LIMITS);
  if (access === 'read-write') return session;
  await session.query('SET default_transaction_read_only = on');
  return {
    query: (sql, parameters) => readOnly(session, sql, parameters ?? []),
    [Symbol.asyncDispose]: () => Promise.resolve(session[Symbol.asyncDispose]()),
  };
}

/**
 * Always with parameters, so that the server takes a single statement: several could end the transaction and begin one that writes.
 * A caller's own BEGIN and ROLLBACK change nothing here: every statement has its transaction, which is always undone.
 */
async function readOnly(
  session: DatabaseSession,
  sql: string,
  parameters: readonly unknown[],
): ReturnType<DatabaseSession['query']> {
  await session.query('BEGIN READ ONLY');
  try {
    return await session.query(sql, parameters);
  } finally {
    await session.query('ROLLBACK').catch(() => {});
  }
}

async function connect(url: string): Promise<DatabaseSession> {
  try {
    return await connectSession({ connectionString: url });
  } catch (error) {
    throw new Problem('no-database', {
      what: `Cannot connect to your database${placeOf(url)}: ${reasonOf(error)}.`,
      mend: 'Check the URL in the variable named by `database.external_url_env` (postgres://user:password@host:port/database) and that this machine can reach the server.',
    });
  }
}

/** Host and database without user and password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { hostname, port, pathname } = new URL(url);
  return ` at ${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof DatabaseError) return error.message;
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error instanceof Error ? error.message : String(error);
}
