// Asks for one plan; whatever the statement does is undone.
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import { parsePlan, type Plan } from './plan-tree.ts';

export interface Explained {
  readonly plan: Plan;
  /** The server's own JSON, for viewers of plans. */
  readonly json: string;
}

export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

const RUN = 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SETTINGS, FORMAT JSON) ';
const ONLY_PLAN = 'EXPLAIN (SETTINGS, FORMAT JSON) ';

/** Positions in a DatabaseError count from the statement's own first character. */
export async function explainStatement(
  session: DatabaseSession,
  statement: Statement,
  mode: 'run' | 'plan-only',
): Promise<Explained> {
  const prefix = mode === 'run' ? RUN : ONLY_PLAN;
  await session.query('BEGIN');
  try {
    // With a list of parameters, even an empty one, the server takes a single statement and no more.
    const [row] = await session.query(prefix + statement.text, statement.parameters);
    const answer: unknown = row?.['QUERY PLAN'];
    return { plan: parsePlan(answer), json: JSON.stringify(answer, null, 2) };
  } catch (error) {
    throw withoutPrefix(error, prefix.length);
  } finally {
    await session.query('ROLLBACK').catch(() => []);
  }
}

function withoutPrefix(error: unknown, length: number): unknown {
  if (!(error instanceof DatabaseError) || error.position === null) return error;
  const position = error.position - length;
  return new DatabaseError(error.message, {
    sqlState: error.sqlState,
    position: position > 0 ? position : null,
    cause: error,
  });
}
