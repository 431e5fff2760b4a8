// Runs one statement in a transaction that is rolled back and reads what it locked, scanned, wrote and changed.
// As eugene's trace and the manual's views have it: pg_locks, pg_stat_xact_user_tables, pg_relation_filenode.
import type { DatabaseSession, Row } from '../../ports/databases.ts';
import { readCatalog, type Catalog, type Relation } from './catalog.ts';
import { catalogChanges, type CatalogChanges, type Snapshots } from './catalog-changes.ts';
import { STATEMENT_LIMIT_MS } from './limits.ts';
import { isStronger, lockMode, type LockMode } from './lock-mode.ts';

export interface TracedLock {
  /** The table; for a lock on an index, the index. */
  readonly relation: Relation;
  /** The strongest one it took there. */
  readonly mode: LockMode;
}

export interface TableWork {
  readonly table: Relation;
  /** Times the table was read as a whole, and the rows read by that. */
  readonly scans: number;
  readonly tuplesScanned: number;
  /** Rows inserted, updated or deleted. */
  readonly rowsWritten: number;
}

export interface Trace {
  /** On tables and indexes that were there before the first migration. */
  readonly locks: readonly TracedLock[];
  readonly work: readonly TableWork[];
  readonly changes: CatalogChanges;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly snapshots: Snapshots;
  readonly hasLockTimeout: boolean;
  readonly hasStatementTimeout: boolean;
}

const LOCKS = `
  SELECT relation::text AS oid, mode FROM pg_locks
  WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Counts may still hold what the session did just before: the difference is the statement's. */
const WORK = `
  SELECT relid::text AS oid, seq_scan::float8 AS scans, seq_tup_read::float8 AS tuples,
    (n_tup_ins + n_tup_upd + n_tup_del)::float8 AS written
  FROM pg_stat_xact_user_tables`;

const TIMEOUTS = `
  SELECT name, setting NOT IN ('0', '${STATEMENT_LIMIT_MS}') AS limited FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout')`;

/** Rejects with the DatabaseError of a statement that is refused. */
export async function traceStatement(session: DatabaseSession, text: string, base: Catalog): Promise<Trace> {
  const before = await readCatalog(session);
  const timeouts = await session.query(TIMEOUTS);
  await session.query('BEGIN');
  try {
    const workBefore = await session.query(WORK);
    await session.query(text);
    const locks = await session.query(LOCKS);
    const workAfter = await session.query(WORK);
    const after = await readCatalog(session);
    return {
      locks: strongest(locks, base),
      work: difference(workBefore, workAfter, base),
      changes: catalogChanges({ base, before, after }),
      before,
      after,
      snapshots: { base, before, after },
      hasLockTimeout: isLimited(timeouts, 'lock_timeout'),
      hasStatementTimeout: isLimited(timeouts, 'statement_timeout'),
    };
  } finally {
    await session.query('ROLLBACK');
  }
}

function isLimited(timeouts: readonly Row[], name: string): boolean {
  return timeouts.some((row) => row['name'] === name && row['limited'] === true);
}

function strongest(rows: readonly Row[], base: Catalog): readonly TracedLock[] {
  const locks = new Map<string, TracedLock>();
  for (const row of rows) {
    const relation = base.relations.get(String(row['oid']));
    const mode = lockMode(String(row['mode']));
    if (relation === undefined || mode === null) continue;
    const held = locks.get(relation.oid);
    if (held === undefined || isStronger(mode, held.mode)) locks.set(relation.oid, { relation, mode });
  }
  return [...locks.values()];
}

function difference(before: readonly Row[], after: readonly Row[], base: Catalog): readonly TableWork[] {
  const start = new Map(before.map((row) => [row['oid'], row]));
  return after.flatMap((row) => {
    const table = base.relations.get(String(row['oid']));
    if (table === undefined) return [];
    const grown = (key: string) => Number(row[key]) - Number(start.get(row['oid'])?.[key] ?? 0);
    const work = {
      table,
      scans: grown('scans'),
      tuplesScanned: grown('tuples'),
      rowsWritten: grown('written'),
    };
    return work.scans > 0 || work.rowsWritten > 0 ? [work] : [];
  });
}
