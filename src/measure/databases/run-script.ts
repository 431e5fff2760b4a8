// Runs an SQL file statement by statement; what the server refuses is told with its file and line.
import { DatabaseError, type DatabaseCluster, type DatabaseSession } from '../../ports/databases.ts';
import type { Side } from '../../core/side.ts';
import { NotMeasurable } from '../stage.ts';
import { insertsOf } from './copy-rows.ts';
import { splitStatements, type Statement } from './split-statements.ts';
import type { SqlScript } from './sql-script.ts';

/** Where a database is being built. */
export interface Building {
  readonly side: Side;
  readonly cluster: DatabaseCluster;
  readonly database: string;
}

/** Lines for psql that change nothing in the database; pg_dump writes some of them. */
const HARMLESS = /^\\(restrict|unrestrict|set|unset|echo|qecho|pset|timing|encoding|x|if|endif|a|t)\b/;
const COPY_FROM_CLIENT = /^copy\b[^;]*\bfrom\s+(stdin|program)\b/i;

/** Each file gets a session of its own, because files change its settings (pg_dump empties the search path). */
export async function runScripts(building: Building, scripts: readonly SqlScript[]): Promise<void> {
  for (const script of scripts) {
    await using session = await building.cluster.connect(building.database);
    for (const statement of splitStatements(script.text)) {
      if (HARMLESS.test(statement.text)) continue;
      await runStatement(session, statement, { script, side: building.side });
    }
  }
}

async function runStatement(
  session: DatabaseSession,
  statement: Statement,
  { script, side }: { readonly script: SqlScript; readonly side: Side },
): Promise<void> {
  const place = (offset: number) => `${script.path}:${lineOf(script.text, offset)}`;
  const inserts = statement.rows === undefined ? null : insertsOf(statement.text, statement.rows);
  if (inserts === null && (statement.text.startsWith('\\') || COPY_FROM_CLIENT.test(statement.text))) {
    throw new NotMeasurable(side, {
      reason: `${place(statement.offset)}: \`${firstLine(statement.text)}\` is meant for psql, not for the server.`,
      mend: `Write ${script.path} as plain SQL, or as \`pg_dump\` writes it without options.`,
    });
  }
  try {
    for (const sql of inserts ?? [statement.text]) await session.query(sql);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const isOwnText = inserts === null && error.position !== null;
    const offset = statement.offset + (isOwnText ? utf16Offset(statement.text, error.position ?? 1) : 0);
    throw new NotMeasurable(side, {
      reason: `${place(offset)} failed on ${side}: ${error.message}, in \`${firstLine(statement.text)}\``,
      mend: `Correct ${place(offset)} so that it runs after the files before it.`,
      cause: error,
    });
  }
}

/** Line of a place in a text, from 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The server counts characters from 1. */
function utf16Offset(text: string, position: number): number {
  return Array.from(text)
    .slice(0, position - 1)
    .join('').length;
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
