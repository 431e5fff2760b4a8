// Each statement commits by itself while it is traced, so what a file sets for its transaction is set and unset by hand.
import type { Node } from 'libpg-query';
import type { DatabaseSession } from '../../ports/databases.ts';
import { STATEMENT_LIMIT_MS } from './limits.ts';

/** Not UTC: there a change of timestamp to timestamptz needs no rewrite, which it does nearly everywhere else. */
const ZONE = 'America/New_York';

/** Settings as in a session of its own. */
export async function freshSettings(session: DatabaseSession): Promise<void> {
  await session.query('DISCARD ALL');
  await setOurs(session);
}

/** The setting a statement makes for its transaction only; null for other statements. */
export function localSetting(tree: Node | null): string | null {
  if (tree === null || !('VariableSetStmt' in tree) || tree.VariableSetStmt.is_local !== true) return null;
  return tree.VariableSetStmt.name?.toLowerCase() ?? null;
}

export function forSession(text: string): string {
  return text.replace(/^set\s+local\b/i, 'SET');
}

export async function unset(session: DatabaseSession, names: ReadonlySet<string>): Promise<void> {
  for (const name of names) await session.query(`RESET ${name}`);
  const own = ['timezone', 'statement_timeout'];
  if (own.some((name) => names.has(name))) await setOurs(session);
}

export function endsTransaction(tree: Node | null): boolean {
  return tree !== null && 'TransactionStmt' in tree && tree.TransactionStmt.kind === 'TRANS_STMT_COMMIT';
}

async function setOurs(session: DatabaseSession): Promise<void> {
  await session.query(`SET TimeZone = '${ZONE}'; SET statement_timeout = ${STATEMENT_LIMIT_MS}`);
}
