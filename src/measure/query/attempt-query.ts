// Explains one side's query: warmed up, then measured; what the server refuses is an answer too.
import { Problem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import { DatabaseError } from '../../ports/databases.ts';
import { explainStatement, type Explained } from './explain-statement.ts';
import type { QuerySessions } from './open-query-sessions.ts';
import { STATEMENT_TIMEOUT_MS } from './planner-settings.ts';
import type { Query, QueryText } from './read-query.ts';

export interface Refusal {
  readonly status: 'refused';
  readonly message: string;
  /** Offset into the source, from 0; null where the server named no place. */
  readonly offset: number | null;
}

export type Attempt =
  | { readonly status: 'absent' }
  | ({ readonly status: 'explained' } & Explained)
  | Refusal;

/** The server's code for a statement that was cancelled, here by the time-out. */
const QUERY_CANCELED = '57014';

export async function attemptQuery(
  query: Query,
  side: Side,
  { sessions, signal }: { readonly sessions: QuerySessions; readonly signal: AbortSignal },
): Promise<Attempt> {
  const text = query.texts[side];
  if (text === null) return { status: 'absent' };
  if (text.statement === null) {
    return { status: 'refused', message: 'it must hold exactly one statement', offset: null };
  }
  const statement = { text: text.statement, parameters: query.parameters };
  try {
    // The first run reads what is not in memory yet and leaves hints on the blocks; the second one repeats to the digit.
    if (sessions.mode === 'run') await explainStatement(sessions[side], statement, 'run');
    return { status: 'explained', ...(await explainStatement(sessions[side], statement, sessions.mode)) };
  } catch (error) {
    if (signal.aborted) throw interrupted(error);
    if (!(error instanceof DatabaseError)) throw error;
    return refusal(error, text);
  }
}

function refusal(error: DatabaseError, { statement, offset }: QueryText): Refusal {
  if (error.sqlState === QUERY_CANCELED) {
    const message = `it was stopped after ${STATEMENT_TIMEOUT_MS / 1000} s`;
    return { status: 'refused', message, offset: null };
  }
  const before = Array.from(statement ?? '').slice(0, (error.position ?? 1) - 1);
  return {
    status: 'refused',
    message: error.message,
    offset: error.position === null ? null : offset + before.join('').length,
  };
}

/** The place of a refusal: its line number and the line with a caret below the place. */
export function pointAt(source: string, offset: number): { readonly line: number; readonly excerpt: string } {
  const before = source.slice(0, offset).split('\n');
  const column = before.at(-1)?.length ?? 0;
  const text = source.split('\n')[before.length - 1] ?? '';
  const margin = text.slice(0, column).replaceAll(/[^\t]/g, ' ');
  return { line: before.length, excerpt: `${text}\n${margin}^` };
}

function interrupted(cause: unknown): Problem {
  return new Problem('interrupted', {
    what: 'perfcrew was interrupted while it explained queries.',
    mend: 'Run it again when you are ready.',
    cause,
  });
}
