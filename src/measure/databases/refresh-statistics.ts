// Brings statistics and visibility up to date, so that plans depend on the schema and the rows alone.
// On a clone only the tables that changed are sampled again: sampling differs from time to time, and untouched tables must not.
import type { DatabaseCluster } from '../../ports/databases.ts';

/** By table; what ANALYZE depends on: its file, columns, indexed expressions and extended statistics. */
export type TablePrints = ReadonlyMap<string, string>;

const PRINTS = `
  SELECT class.oid::regclass::text AS relation,
    concat_ws('/',
      class.relfilenode,
      (SELECT string_agg(concat_ws(' ', attname, atttypid, atttypmod, attstattarget), ',' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped),
      (SELECT string_agg(pg_get_expr(indexprs, indrelid), ',' ORDER BY indexrelid)
        FROM pg_index WHERE indrelid = class.oid AND indexprs IS NOT NULL),
      (SELECT string_agg(pg_get_statisticsobjdef(oid), ',' ORDER BY oid)
        FROM pg_statistic_ext WHERE stxrelid = class.oid)) AS print,
    coalesce(activity.n_mod_since_analyze, 0)::int AS modified
  FROM pg_class AS class
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
  LEFT JOIN pg_stat_all_tables AS activity ON activity.relid = class.oid
  WHERE class.relkind IN ('r', 'm', 'p') AND class.relpersistence <> 't'
    AND namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\\_%'`;

/** Before, a server told of changes some time after they were made. */
const COUNTS_AT_ONCE = 15;

export async function refreshAll(cluster: DatabaseCluster, database: string): Promise<void> {
  await using session = await cluster.connect(database);
  await session.query('VACUUM (ANALYZE)');
}

export async function tablePrints(cluster: DatabaseCluster, database: string): Promise<TablePrints> {
  await using session = await cluster.connect(database);
  const rows = await session.query(PRINTS);
  return new Map(rows.map((row) => [String(row['relation']), String(row['print'])]));
}

/** Tables of the clone that are not as they were when it was made. */
export async function refreshChanged(
  cluster: DatabaseCluster,
  database: string,
  before: TablePrints,
): Promise<readonly string[]> {
  if (Number.parseInt(cluster.version, 10) < COUNTS_AT_ONCE || cluster.plansOnly !== undefined) {
    await refreshAll(cluster, database);
    return ['all tables'];
  }
  await using session = await cluster.connect(database);
  const rows = await session.query(PRINTS);
  const changed = rows
    .filter(
      (row) => before.get(String(row['relation'])) !== String(row['print']) || Number(row['modified']) > 0,
    )
    .map((row) => String(row['relation']));
  if (changed.length > 0) await session.query(`VACUUM (ANALYZE) ${changed.join(', ')}`);
  return changed;
}
