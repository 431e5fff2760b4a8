// What a second session sees of a migration while it runs and after it: the truth that linters are held against.
import { splitStatements } from '../../../src/measure/databases/split-statements.ts';
import { DatabaseError, type DatabaseCluster, type DatabaseSession } from '../../../src/ports/databases.ts';
import type { LabelledCase } from './labelled-case.ts';
import { probe, type Blocked } from './probe.ts';
import { RUNNING_CODE } from './shop.ts';
import { lookAt, workBetween, type Work } from './table-work.ts';

export interface Sight extends Blocked, Work {
  /** Whether somebody was blocked by the same transaction that worked on a whole table. */
  readonly lasts: boolean;
  /** The server's words; null where it took all statements. */
  readonly refusal: string | null;
  /** Statements of the running release that fail afterwards. */
  readonly broken: readonly string[];
}

/** SQLSTATE active_sql_transaction. */
const NOT_IN_TRANSACTION = '25001';
/** What onlookers read is not the migration's work. */
const UNCOUNTED = 'SET track_counts = off';

export async function witness(
  cluster: DatabaseCluster,
  database: string,
  { sql, wrapped }: LabelledCase,
): Promise<Sight> {
  const texts = splitStatements(sql).map(({ text }) => text);
  await using second = await cluster.connect(database);
  await second.query(UNCOUNTED);
  const steps: (Blocked & Work)[] = [];
  let refusal: string | null = null;
  for (const group of wrapped === true ? [texts] : texts.map((text) => [text])) {
    const before = await lookAt(second);
    let blocked: Blocked = { reads: [], writes: [], lockedRows: 0 };
    {
      await using first = await cluster.connect(database);
      try {
        blocked = await watch(first, second, { group, cluster, database, isWhole: wrapped === true });
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        await first.query('ROLLBACK');
        refusal ??= error.message;
      }
      // Seen by others only when the session has told its counts: the last of them is waited for.
      await first.query('SELECT count(*) FROM marks');
    }
    steps.push({ ...blocked, ...workBetween(before, await lookAt(second, before.marks + 1)) });
  }
  const all = (pick: (step: Blocked & Work) => readonly string[]) =>
    [...new Set(steps.flatMap(pick))].toSorted();
  return {
    reads: all(({ reads }) => reads),
    writes: all(({ writes }) => writes),
    lockedRows: Math.max(0, ...steps.map(({ lockedRows }) => lockedRows)),
    rewritten: all(({ rewritten }) => rewritten),
    built: all(({ built }) => built),
    scanned: all(({ scanned }) => scanned),
    emptied: all(({ emptied }) => emptied),
    lasts: steps.some(isLasting),
    refusal,
    broken: await failing(second),
  };
}

function isLasting({ reads, writes, rewritten, built, scanned }: Blocked & Work): boolean {
  return reads.length + writes.length > 0 && rewritten.length + built.length + scanned.length > 0;
}

interface Watched {
  readonly group: readonly string[];
  readonly cluster: DatabaseCluster;
  readonly database: string;
  readonly isWhole: boolean;
}

async function watch(
  first: DatabaseSession,
  second: DatabaseSession,
  { group, cluster, database, isWhole }: Watched,
): Promise<Blocked> {
  try {
    await first.query('BEGIN');
    for (const text of group) await first.query(text);
    const blocked = await probe(second);
    await first.query('COMMIT');
    return blocked;
  } catch (error) {
    if (isWhole || !(error instanceof DatabaseError) || error.sqlState !== NOT_IN_TRANSACTION) throw error;
    await first.query('ROLLBACK');
  }
  return await watchOutside(first, second, { text: group.join(';'), cluster, database });
}

/** A third session uses every table, so that the statement stops where it needs one alone; who comes then shows who waits. */
async function watchOutside(
  first: DatabaseSession,
  second: DatabaseSession,
  { text, cluster, database }: { text: string; cluster: DatabaseCluster; database: string },
): Promise<Blocked> {
  await using third = await cluster.connect(database);
  await third.query(UNCOUNTED);
  await third.query('BEGIN');
  for (const code of RUNNING_CODE) await third.query(code);
  const [row] = await first.query('SELECT pg_backend_pid() AS pid');
  const progress = { ended: false };
  const running = first.query(text).finally(() => {
    progress.ended = true;
  });
  const settled = running.then(
    () => null,
    (error: unknown) => error,
  );
  while (!progress.ended && !(await isWaiting(second, Number(row?.['pid']))))
    await second.query('SELECT pg_sleep(0.01)');
  const blocked = progress.ended ? { reads: [], writes: [], lockedRows: 0 } : await probe(second, false);
  await third.query('ROLLBACK');
  const error = await settled;
  if (error !== null) throw error;
  return blocked;
}

async function isWaiting(session: DatabaseSession, pid: number): Promise<boolean> {
  const rows = await session.query(`SELECT FROM pg_locks WHERE pid = ${pid} AND NOT granted`);
  return rows.length > 0;
}

async function failing(session: DatabaseSession): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const code of RUNNING_CODE) {
    try {
      await session.query('BEGIN');
      await session.query(code);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      broken.push(code.replaceAll(/\s+/g, ' ').slice(0, 50));
    } finally {
      await session.query('ROLLBACK');
    }
  }
  return broken;
}
