// How large every table and index of a seeded copy must look: as in production where that is known, else as it is.
import { growFiles, type FileSize } from '../advice/grow-files.ts';
import { BLOCK_BYTES } from '../advice/index-size.ts';
import type { DatabaseSession } from '../../ports/databases.ts';
import type { TableStatistics } from './production-statistics.ts';
import { tableKey } from './table-key.ts';

const RELATIONS = `
  SELECT c.oid::int8 AS oid, n.nspname AS schema, o.relname AS table, c.relname AS name, c.relkind::text AS kind,
    greatest(o.reltuples, 0) AS "tableRows", greatest(c.reltuples, 0) AS rows,
    pg_relation_size(c.oid) / ${BLOCK_BYTES} AS pages, c.relallvisible / greatest(c.relpages, 1)::float8 AS visible
  FROM pg_class AS c LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
  JOIN pg_class AS o ON o.oid = coalesce(x.indrelid, c.oid) AND o.relkind IN ('r', 'm') AND o.relpersistence <> 't'
  JOIN pg_namespace AS n ON n.oid = o.relnamespace
  WHERE c.relkind IN ('r', 'm', 'i') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;

/** A B-tree has these pages also when it is empty or nearly so: its meta page and its root. */
const FIXED_PAGES = 2;

/** To be read before the tables are emptied. */
export async function wantedSizes(
  session: DatabaseSession,
  tables: ReadonlyMap<string, TableStatistics>,
): Promise<readonly FileSize[]> {
  const relations = await session.query(RELATIONS, []);
  return relations.map((row): FileSize => {
    const oid = Number(row['oid']);
    const seeded = { pages: Number(row['pages']), rows: Number(row['rows']) };
    const production = tables.get(tableKey({ schema: String(row['schema']), name: String(row['table']) }));
    if (production === undefined) return { oid, ...seeded, allVisibleShare: Number(row['visible']) };
    const { rows, pages, allVisibleShare } = production;
    if (row['kind'] !== 'i') return { oid, rows, pages, allVisibleShare };
    const index = production.indexes.find(({ name }) => name === row['name']);
    if (index !== undefined) return { oid, rows: index.rows, pages: index.pages, allVisibleShare: 0 };
    // One that production has not yet, or under another name, grows with its table.
    const ratio = rows / Math.max(1, Number(row['tableRows']));
    const grown = Math.max(0, seeded.pages - FIXED_PAGES) * ratio + Math.min(FIXED_PAGES, seeded.pages);
    return { oid, rows: Math.round(seeded.rows * ratio), pages: Math.ceil(grown), allVisibleShare: 0 };
  });
}

/** Emptied first, so that the planner finds no row of the seed at the ends of an index where it looks for the largest value. */
export async function resize(session: DatabaseSession, sizes: readonly FileSize[]): Promise<void> {
  const [row] = await session.query(
    `SELECT string_agg(c.oid::regclass::text, ', ') AS tables FROM pg_class AS c
     WHERE c.oid = ANY ($1::int8[]::oid[]) AND c.relkind = 'r'`,
    [sizes.map(({ oid }) => oid)],
  );
  const tables = row?.['tables'];
  if (typeof tables === 'string') await session.query(`TRUNCATE ${tables}`);
  await growFiles(session, sizes);
}
