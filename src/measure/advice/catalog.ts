// Tables, columns with their statistics, and the indexes that exist: what candidates are made from and held against.
import { z } from 'zod';
import type { DatabaseSession } from '../../ports/databases.ts';

const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** Bytes on average; null where the table was never analyzed. */
  width: z.number().nullable(),
  nullShare: z.number().nullable(),
  /** Distinct values; as in pg_stats, below 0 a share of the rows. */
  distinct: z.number().nullable(),
});

const indexSchema = z.object({
  name: z.string(),
  method: z.string(),
  /** Key columns or expressions, as the server prints them. */
  keys: z.array(z.string()),
  included: z.array(z.string()),
  predicate: z.string().nullable(),
  /** Whether any key is sorted downwards or has its nulls elsewhere. */
  plainOrder: z.boolean(),
  unique: z.boolean(),
  primary: z.boolean(),
  /** Whether a constraint stands on it. */
  constraint: z.boolean(),
  valid: z.boolean(),
  sizeBytes: z.number(),
});

const tableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['r', 'm']),
  pages: z.number(),
  rows: z.number(),
  columns: z.array(columnSchema),
  indexes: z.array(indexSchema),
  /** Columns of each foreign key of this table. */
  foreignKeys: z.array(z.array(z.string())),
});

export type Column = Readonly<z.infer<typeof columnSchema>>;
export type ExistingIndex = Readonly<z.infer<typeof indexSchema>>;
export type Table = Readonly<z.infer<typeof tableSchema>>;
export type Catalog = readonly Table[];

export async function readCatalog(session: DatabaseSession): Promise<Catalog> {
  const rows = await session.query(CATALOG, []);
  return rows.map((row) => tableSchema.parse(row['described']));
}

/** The table a name means: in the schema it names, or else the first of the search path's usual ones. */
export function findTable(catalog: Catalog, name: string, schema: string | undefined): Table | undefined {
  const named = catalog.filter((table) => table.name === name);
  if (schema !== undefined) return named.find((table) => table.schema === schema);
  return named.find((table) => table.schema === 'public') ?? named[0];
}

export function tableId({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

/** Quoted always: what needs no quotes today may be a word of SQL tomorrow. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const INDEXES = `
SELECT jsonb_agg(jsonb_build_object(
  'name', ic.relname, 'method', am.amname,
  'keys', (SELECT jsonb_agg(pg_get_indexdef(x.indexrelid, k, true) ORDER BY k) FROM generate_series(1, x.indnkeyatts) AS k),
  'included', (SELECT coalesce(jsonb_agg(pg_get_indexdef(x.indexrelid, k, true) ORDER BY k), '[]')
               FROM generate_series(x.indnkeyatts + 1, x.indnatts) AS k),
  'predicate', pg_get_expr(x.indpred, x.indrelid, true),
  'plainOrder', NOT EXISTS (SELECT FROM unnest(x.indoption) AS o WHERE o <> 0),
  'unique', x.indisunique, 'primary', x.indisprimary,
  'constraint', EXISTS (SELECT FROM pg_constraint AS n WHERE n.conindid = x.indexrelid AND n.contype IN ('p', 'u', 'x')),
  'valid', x.indisvalid, 'sizeBytes', pg_relation_size(x.indexrelid)) ORDER BY ic.relname)
FROM pg_index AS x JOIN pg_class AS ic ON ic.oid = x.indexrelid JOIN pg_am AS am ON am.oid = ic.relam
WHERE x.indrelid = c.oid`;

const COLUMNS = `
SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
  'width', s.avg_width, 'nullShare', s.null_frac, 'distinct', s.n_distinct) ORDER BY a.attnum)
FROM pg_attribute AS a
LEFT JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const FOREIGN_KEYS = `
SELECT jsonb_agg((SELECT jsonb_agg(a.attname ORDER BY k.at) FROM unnest(f.conkey) WITH ORDINALITY AS k (number, at)
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number) ORDER BY f.conname)
FROM pg_constraint AS f WHERE f.conrelid = c.oid AND f.contype = 'f'`;

const CATALOG = `
SELECT jsonb_build_object('schema', n.nspname, 'name', c.relname, 'kind', c.relkind::text,
  'pages', pg_relation_size(c.oid) / current_setting('block_size')::int, 'rows', greatest(c.reltuples, 0),
  'columns', coalesce((${COLUMNS}), '[]'), 'indexes', coalesce((${INDEXES}), '[]'),
  'foreignKeys', coalesce((${FOREIGN_KEYS}), '[]')) AS described
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
ORDER BY n.nspname, c.relname`;
