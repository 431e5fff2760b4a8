// Asks, as a second session, every table for a row to read and a row to change, and sees which of them answer.
import { DatabaseError, type DatabaseSession } from '../../../src/ports/databases.ts';
import { READ, WRITTEN } from './shop.ts';

export interface Blocked {
  /** Tables that cannot be read. */
  readonly reads: readonly string[];
  /** Tables that cannot be written to. */
  readonly writes: readonly string[];
  /** The most rows of a table that somebody else has locked. */
  readonly lockedRows: number;
}

/** SQLSTATE lock_not_available. */
const LOCKED = '55P03';
/** No others use the server, so a lock that is free is had at once. */
const PATIENCE_MS = 30;

/** `rows: false`: somebody else's own rows are locked too, so that their number says nothing. */
export async function probe(session: DatabaseSession, rows = true): Promise<Blocked> {
  await session.query(`SET lock_timeout = ${PATIENCE_MS}`);
  const reads = await without(session, READ, (name) => `SELECT * FROM ${name} LIMIT 1`);
  const writes = await without(session, WRITTEN, (name) => `DELETE FROM ${name} WHERE false`);
  let lockedRows = 0;
  for (const name of rows ? WRITTEN.filter((each) => !reads.includes(each) && !writes.includes(each)) : []) {
    const [row] = await session.query(`
      SELECT (SELECT count(*)::int FROM ${name}) -
        (SELECT count(*)::int FROM (SELECT FROM ${name} FOR UPDATE SKIP LOCKED) AS free) AS locked`);
    lockedRows = Math.max(lockedRows, Number(row?.['locked']));
  }
  await session.query('RESET lock_timeout');
  return { reads, writes, lockedRows };
}

async function without(
  session: DatabaseSession,
  names: readonly string[],
  ask: (name: string) => string,
): Promise<readonly string[]> {
  const blocked: string[] = [];
  for (const name of names) {
    try {
      await session.query(ask(name));
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      if (error.sqlState === LOCKED) blocked.push(name);
    }
  }
  return blocked;
}
