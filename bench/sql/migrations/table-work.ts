// What was done to tables and indexes, seen from another session: new files, new indexes, rows read as a whole, rows gone.
import { z } from 'zod';
import type { DatabaseSession } from '../../../src/ports/databases.ts';

const rowSchema = z.object({
  oid: z.string(),
  name: z.string(),
  kind: z.string(),
  table: z.string().nullable(),
  file: z.string().nullable(),
  bytes: z.number(),
  read: z.number(),
});
type RelationRow = z.infer<typeof rowSchema>;

export interface Look {
  readonly relations: ReadonlyMap<string, RelationRow>;
  /** Times the table `marks`, which no migration touches, was read. */
  readonly marks: number;
}

export interface Work {
  readonly rewritten: readonly string[];
  /** Indexes that were built on tables with rows. */
  readonly built: readonly string[];
  /** Tables of which at least half of the rows were read. */
  readonly scanned: readonly string[];
  readonly emptied: readonly string[];
}

const RELATIONS = `
  SELECT class.oid::text AS oid, relkind AS kind, indrelid::text AS table, pg_relation_filenode(class.oid)::text AS file,
    relnamespace::regnamespace::text || '.' || relname AS name,
    coalesce(pg_relation_size(class.oid), 0)::float8 AS bytes,
    coalesce(pg_stat_get_tuples_returned(class.oid), 0)::float8 AS read
  FROM pg_class AS class LEFT JOIN pg_index ON indexrelid = class.oid
  WHERE relkind IN ('r', 'm', 'i') AND relnamespace IN (
    SELECT oid FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%')`;

const MARKS =
  "SELECT coalesce(sum(seq_scan), 0)::int AS marks FROM pg_stat_user_tables WHERE relname = 'marks'";

/** From the size of the tables here: half of 20,000 rows. */
const MANY_READ = 10_000;

/** Waits until the statistics hold so many marks. */
export async function lookAt(session: DatabaseSession, marks = 0): Promise<Look> {
  for (;;) {
    await session.query('SELECT pg_stat_clear_snapshot()');
    const [row] = await session.query(MARKS);
    const seen = Number(row?.['marks']);
    if (seen >= marks) {
      const relations = z.array(rowSchema).parse(await session.query(RELATIONS));
      return { relations: new Map(relations.map((relation) => [relation.oid, relation])), marks: seen };
    }
    await session.query('SELECT pg_sleep(0.01)');
  }
}

export function workBetween(before: Look, after: Look): Work {
  const both = [...before.relations.values()].flatMap((one) => {
    const other = after.relations.get(one.oid);
    return other === undefined ? [] : [{ one, other }];
  });
  const tables = both.filter(({ one }) => one.kind !== 'i');
  const emptied = tables.filter(({ one, other }) => one.bytes > 0 && other.bytes === 0);
  const full = (oid: string | null) =>
    (before.relations.get(oid ?? '')?.bytes ?? 0) > 0 && (after.relations.get(oid ?? '')?.bytes ?? 0) > 0;
  const files = new Set([...before.relations.values()].map(({ file }) => file));
  const named = (rows: readonly RelationRow[]) => rows.map(({ name }) => name).toSorted();
  return {
    rewritten: named(
      tables.filter(({ one, other }) => one.file !== other.file && full(one.oid)).map(({ one }) => one),
    ),
    built: named(
      [...after.relations.values()].filter(
        ({ kind, file, table }) => kind === 'i' && !files.has(file) && full(table),
      ),
    ),
    scanned: named(
      tables.filter(({ one, other }) => other.read - one.read >= MANY_READ).map(({ one }) => one),
    ),
    emptied: named(emptied.map(({ one }) => one)),
  };
}
