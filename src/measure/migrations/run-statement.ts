// Traces one statement and then does it for real, so that the next ones find what they build on.
import { unreachable } from '../../core/unreachable.ts';
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import type { Catalog } from './catalog.ts';
import { howToRun } from './how-to-run.ts';
import { forSession, localSetting } from './local-settings.ts';
import type { Draft } from './migration-finding.ts';
import { refusedColumn } from './refused-column.ts';
import { lineOf, type MigrationStatement } from './read-statements.ts';
import { traceStatement, type Trace } from './trace-statement.ts';
import type { Place } from './transactions.ts';

export interface StatementRun {
  readonly statement: MigrationStatement;
  readonly place: Place;
  /** Null where it could not be traced. */
  readonly trace: Trace | null;
  /** Why the server or the grammar did not take it. */
  readonly refusals: readonly Draft[];
}

export interface StatementRequest {
  readonly statement: MigrationStatement;
  readonly place: Place;
  /** Before the first migration. */
  readonly base: Catalog;
}

/** SQLSTATE active_sql_transaction: only outside of a transaction. */
const NOT_IN_TRANSACTION = '25001';
/** duplicate_object: roles belong to the server, and head's own database may have made this one already. */
const DUPLICATE = '42710';

export async function runStatement(
  session: DatabaseSession,
  request: StatementRequest,
): Promise<StatementRun> {
  const { statement, place, base } = request;
  const done = { statement, place, trace: null, refusals: [] };
  const { tree, syntaxError, text } = statement;
  if (syntaxError !== null) {
    const { message, line } = syntaxError;
    return {
      ...done,
      refusals: [{ rule: 'syntax-error', severity: 'error', what: message, safe: null, line }],
    };
  }
  if (tree === null || place.undone) return done;
  const how = howToRun(tree);
  try {
    switch (how) {
      case 'none':
      case 'server-wide':
        return done;
      case 'applied':
        // Outside of a transaction SET LOCAL does nothing.
        if (localSetting(tree) !== null && place.transaction === null) return done;
        await session.query(forSession(text));
        return done;
      case 'outside':
        await session.query(text);
        return done;
      case 'traced-only':
        return { ...done, trace: await traceStatement(session, text, base) };
      case 'traced': {
        const trace = await traceOrNull(session, text, base);
        await session.query(text);
        return { ...done, trace };
      }
      default:
        return unreachable(how);
    }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.sqlState === DUPLICATE && 'CreateRoleStmt' in tree) return done;
    const column = refusedColumn(tree, text, error.sqlState);
    return { ...done, refusals: [column ?? refusal(statement, error)] };
  }
}

async function traceOrNull(session: DatabaseSession, text: string, base: Catalog): Promise<Trace | null> {
  try {
    return await traceStatement(session, text, base);
  } catch (error) {
    if (error instanceof DatabaseError && error.sqlState === NOT_IN_TRANSACTION) return null;
    throw error;
  }
}

function refusal({ text, line }: MigrationStatement, error: DatabaseError): Draft {
  const before = Array.from(text)
    .slice(0, Math.max(0, (error.position ?? 1) - 1))
    .join('');
  const what = `fails on a copy of base: ${error.message} (SQLSTATE ${error.sqlState})`;
  return {
    rule: 'statement-failed',
    severity: 'error',
    what,
    safe: null,
    line: line + lineOf(before, before.length) - 1,
  };
}
