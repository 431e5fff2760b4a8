// What an index costs whoever writes: rows inserted and updated with and without it, on a copy that is thrown away.
// Updates that change no indexed column need no index entry (heap-only tuples, PostgreSQL source, access/heap/README.HOT).
import { z } from 'zod';
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import { parsePlan } from '../query/plan-tree.ts';
import type { NamedCandidate } from './confirm-indexes.ts';
import { quoteName, tableId, type Table } from './catalog.ts';

export interface WriteCost {
  readonly insertBlocks: number;
  readonly insertMs: number;
  readonly updateBlocks: number;
  readonly updateMs: number;
  readonly updatedRows: number;
  /** Of the updated rows, those that needed no new index entry. */
  readonly hotRows: number;
}

export interface WritesMeasured {
  readonly rows: number;
  /** Columns the updates set: those the workload's own updates set, or else the index's first. */
  readonly updated: readonly string[];
  readonly without: WriteCost;
  readonly with: WriteCost;
}

const ROWS = 2_000;
const COPY = 'perfcrew_copy';

/** The index must be built. Null where a copy cannot be written, such as one whose rows must be unique in the updated column. */
export async function measureWrites(
  session: DatabaseSession,
  { name, candidate }: NamedCandidate,
  updatedByWorkload: readonly string[],
): Promise<WritesMeasured | null> {
  const { table, keys } = candidate;
  const generated = await generatedColumns(session, table);
  const first = keys.flatMap(({ columns }) => columns).slice(0, 1);
  const updated = (updatedByWorkload.length > 0 ? updatedByWorkload : first).filter(
    (column) => !generated.has(column),
  );
  const writable = table.columns.map((column) => column.name).filter((column) => !generated.has(column));
  const measure = (dropped: string | null) => writeOnce(session, { table, dropped, updated, writable });
  try {
    // The first one only warms up.
    await measure(null);
    return { rows: ROWS, updated, without: await measure(name), with: await measure(null) };
  } catch (error) {
    if (error instanceof DatabaseError) return null;
    throw error;
  }
}

interface Writing {
  readonly table: Table;
  /** Index that the copy does not get. */
  readonly dropped: string | null;
  readonly updated: readonly string[];
  readonly writable: readonly string[];
}

async function writeOnce(
  session: DatabaseSession,
  { table: source, dropped, updated, writable }: Writing,
): Promise<WriteCost> {
  const table = tableId(source);
  const columns = writable.map(quoteName).join(', ');
  await session.query('BEGIN');
  try {
    if (dropped !== null) await session.query(`DROP INDEX ${quoteName(source.schema)}.${quoteName(dropped)}`);
    // Half-full pages leave room beside each row, as autovacuum does where rows are updated often.
    await session.query(`CREATE TABLE ${COPY} (LIKE ${table} INCLUDING ALL) WITH (fillfactor = 50)`);
    const insert = await run(
      session,
      `INSERT INTO ${COPY} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${table} LIMIT ${ROWS}`,
    );
    const shifted = updated.map(
      (name) => `lag(${quoteName(name)}) OVER (ORDER BY ctid) AS ${quoteName(name)}`,
    );
    const set = updated.map(
      (name) => `${quoteName(name)} = coalesce(other.${quoteName(name)}, own.${quoteName(name)})`,
    );
    const update =
      updated.length === 0
        ? { blocks: 0, ms: 0 }
        : await run(
            session,
            `UPDATE ${COPY} AS own SET ${set.join(', ')}
             FROM (SELECT ctid AS place, ${shifted.join(', ')} FROM ${COPY}) AS other WHERE own.ctid = other.place`,
          );
    const counted = countSchema.parse((await session.query(COUNT, []))[0]);
    return {
      insertBlocks: insert.blocks,
      insertMs: insert.ms,
      updateBlocks: update.blocks,
      updateMs: update.ms,
      updatedRows: counted.updated,
      hotRows: counted.hot,
    };
  } finally {
    await session.query('ROLLBACK');
  }
}

const countSchema = z.object({ updated: z.coerce.number(), hot: z.coerce.number() });
const COUNT = `SELECT pg_stat_get_xact_tuples_updated(oid) AS updated, pg_stat_get_xact_tuples_hot_updated(oid) AS hot
  FROM pg_class WHERE oid = '${COPY}'::regclass`;

async function run(session: DatabaseSession, sql: string) {
  const [row] = await session.query(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${sql}`, []);
  const { root, executionMs } = parsePlan(row?.['QUERY PLAN']);
  return { blocks: root.blocks, ms: executionMs ?? 0 };
}

async function generatedColumns(session: DatabaseSession, table: Table): Promise<ReadonlySet<string>> {
  const rows = await session.query(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attgenerated <> '' AND attnum > 0 AND NOT attisdropped`,
    [tableId(table)],
  );
  return new Set(rows.map((row) => String(row['name'])));
}
