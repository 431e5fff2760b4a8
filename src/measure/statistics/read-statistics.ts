// Takes the statistics of a server of the user's: the catalog alone is read, no table, and text values are hashed before they leave it.
import type { DatabaseSession, Row } from '../../ports/databases.ts';
import { PLAN_SETTINGS } from './plan-settings.ts';
import {
  MOST_VALUE_LENGTH,
  MOST_VALUES,
  productionStatisticsSchema,
  type ColumnStatistics,
  type ProductionStatistics,
  type TableStatistics,
  type TextValues,
} from './production-statistics.ts';

const OF_USER = `c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;

/** Rows per page are taken from the last ANALYZE, pages from the file, as the planner does (plancat.c, estimate_rel_size). */
const RELATIONS = `
  SELECT n.nspname AS schema, o.relname AS table, c.relname AS name, c.relkind::text AS kind,
    greatest(c.reltuples, 0) AS rows, c.relpages AS "pagesThen",
    CASE WHEN c.relkind = 'p' THEN 0 ELSE pg_relation_size(c.oid) END / current_setting('block_size')::int AS pages,
    least(1, c.relallvisible / greatest(c.relpages, 1)::float8) AS visible
  FROM pg_class AS c LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
  JOIN pg_class AS o ON o.oid = coalesce(x.indrelid, c.oid)
  JOIN pg_namespace AS n ON n.oid = o.relnamespace
  WHERE c.relkind IN ('r', 'm', 'p', 'i') AND c.reltuples >= 0 AND ${OF_USER}
  ORDER BY 1, 2, 3`;

/** Numbers, dates, truth values and labels of enumerations say little of a person; the rest is text or worse. */
const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type,
    s.null_frac AS "nullShare", s.avg_width AS "widthBytes", s.n_distinct AS "distinct", s.correlation,
    coalesce(s.most_common_freqs, '{}') AS frequencies, harmless,
    CASE WHEN harmless OR $1 = 'kept' THEN s.most_common_vals::text::text[]
      WHEN $1 = 'hashed' THEN (
        SELECT array_agg(left(encode(sha256(convert_to(v, 'UTF8')), 'hex'), 16) ORDER BY at)
        FROM unnest(s.most_common_vals::text::text[]) WITH ORDINALITY AS u(v, at)) END AS common,
    CASE WHEN harmless OR $1 = 'kept' THEN s.histogram_bounds::text::text[] END AS histogram
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type AS t ON t.oid = a.atttypid
  CROSS JOIN LATERAL (SELECT t.typcategory IN ('N', 'D', 'T', 'B', 'E') AS harmless) AS k
  JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
    AND s.inherited = (c.relkind = 'p')
  WHERE c.relkind IN ('r', 'm', 'p') AND ${OF_USER}
  ORDER BY n.nspname, c.relname, a.attnum`;

/** A role that may read nothing but the catalog gets sizes; of tables it may read, the distributions too. */
export async function readStatistics(
  session: DatabaseSession,
  { textValues }: { readonly textValues: TextValues },
): Promise<ProductionStatistics> {
  const [version] = await session.query(
    "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
    [],
  );
  const settings = await session.query(
    "SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY ($1) AND source <> 'default' ORDER BY name",
    [PLAN_SETTINGS],
  );
  const relations = await session.query(RELATIONS, []);
  const columns = Map.groupBy(await session.query(COLUMNS, [textValues]), ownerOf);
  const indexes = Map.groupBy(
    relations.filter(({ kind }) => kind === 'i'),
    ownerOf,
  );
  return productionStatisticsSchema.parse({
    document: 'production-statistics',
    version: 1,
    postgres: String(version?.['version']),
    textValues,
    settings: Object.fromEntries(settings.map(({ name, value }) => [String(name), String(value)])),
    tables: relations
      .filter(({ kind }) => kind !== 'i')
      .map((row): TableStatistics => ({
        schema: String(row['schema']),
        name: String(row['name']),
        ...sizeOf(row),
        allVisibleShare: Number(row['visible']),
        columns: (columns.get(ownerOf(row)) ?? []).map((column) => toColumn(column, textValues)),
        indexes: (indexes.get(ownerOf(row)) ?? []).map((index) => ({
          name: String(index['name']),
          ...sizeOf(index),
        })),
      })),
  });
}

function ownerOf({ schema, table }: Row): string {
  return JSON.stringify([schema, table]);
}

function sizeOf(row: Row): { readonly rows: number; readonly pages: number } {
  const pages = Number(row['pages']);
  const then = Number(row['pagesThen']);
  const rows = Number(row['rows']);
  return { rows: Math.round(then > 0 && pages > 0 ? (rows / then) * pages : rows), pages };
}

function toColumn(row: Row, textValues: TextValues): ColumnStatistics {
  const common = texts(row['common']);
  const frequencies = numbers(row['frequencies']).slice(0, MOST_VALUES);
  const histogram = thin(texts(row['histogram']));
  const isShown = common !== null && common.every((value) => value.length <= MOST_VALUE_LENGTH);
  const as = row['harmless'] === true || textValues === 'kept' ? 'values' : 'hashes';
  return {
    name: String(row['name']),
    type: String(row['type']),
    nullShare: Number(row['nullShare']),
    widthBytes: Number(row['widthBytes']),
    distinct: Number(row['distinct']),
    // Summed up in floating point, it can lie beyond 1 by a hair.
    correlation: row['correlation'] === null ? null : Math.max(-1, Math.min(1, Number(row['correlation']))),
    frequencies,
    common: isShown ? { as, values: common.slice(0, MOST_VALUES) } : { as: 'omitted' },
    histogram: histogram?.every((value) => value.length <= MOST_VALUE_LENGTH) === true ? histogram : null,
  };
}

/** Every second bound, and so on, still parts the rows into equal groups where the last one stays. */
function thin(bounds: readonly string[] | null): string[] | null {
  if (bounds === null || bounds.length <= MOST_VALUES) return bounds === null ? null : [...bounds];
  const last = bounds.length - 1;
  return Array.from(
    { length: MOST_VALUES },
    (_, at) => bounds[Math.round((at * last) / (MOST_VALUES - 1))] ?? '',
  );
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
