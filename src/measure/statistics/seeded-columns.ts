// What a seeded copy knows of its own columns: how their statistics are stored, and which values its rows have.
import type { DatabaseSession } from '../../ports/databases.ts';
import { tableKey } from './table-key.ts';

export interface SeededColumn {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  /** The type below a domain. */
  readonly baseType: number;
  readonly isText: boolean;
  /** Whether the statistics are those of a table with its partitions. */
  readonly inherited: boolean;
  readonly collation: number;
  /** Operators of its default order; null where the type has none. */
  readonly equals: number | null;
  readonly less: number | null;
  /** Whether elements or ranges are counted, which pg_stats of an older server does not tell. */
  readonly special: boolean;
  readonly common: readonly string[];
  readonly histogram: readonly string[] | null;
}

/** A type that only looks like another one for comparison is stored with the operators of that one (text for varchar). */
const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS table, c.oid::int8 AS relation, a.attnum AS number, a.attname AS name,
    format_type(a.atttypid, NULL) AS type, b.oid::int8 AS "baseType", b.typcategory = 'S' AS "isText",
    c.relkind = 'p' AS inherited, a.attcollation::int8 AS collation, o.equals::int8 AS equals, o.less::int8 AS less,
    coalesce(greatest(p.stakind1, p.stakind2, p.stakind3, p.stakind4, p.stakind5) > 3, false) AS special,
    s.most_common_vals::text::text[] AS common, s.histogram_bounds::text::text[] AS histogram
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type AS t ON t.oid = a.atttypid
  JOIN pg_type AS b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
  LEFT JOIN LATERAL (
    SELECT max(amopopr::int8) FILTER (WHERE amopstrategy = 3) AS equals,
      max(amopopr::int8) FILTER (WHERE amopstrategy = 1) AS less
    FROM pg_opclass AS k JOIN pg_am AS m ON m.oid = k.opcmethod AND m.amname = 'btree'
    JOIN pg_amop AS f ON f.amopfamily = k.opcfamily AND f.amoplefttype = k.opcintype AND f.amoprighttype = k.opcintype
    WHERE k.opcdefault AND k.opcintype = CASE
      WHEN b.typtype = 'e' THEN 'anyenum'::regtype WHEN b.oid = 'varchar'::regtype THEN 'text'::regtype ELSE b.oid END
  ) AS o ON true
  LEFT JOIN pg_statistic AS p ON p.starelid = c.oid AND p.staattnum = a.attnum AND p.stainherit = (c.relkind = 'p')
  LEFT JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
    AND s.inherited = (c.relkind = 'p')
  WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't'
    AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;

/** By table, then by name. */
export async function readSeededColumns(
  session: DatabaseSession,
): Promise<ReadonlyMap<string, ReadonlyMap<string, SeededColumn>>> {
  const tables = new Map<string, Map<string, SeededColumn>>();
  for (const row of await session.query(COLUMNS, [])) {
    const key = tableKey({ schema: String(row['schema']), name: String(row['table']) });
    const columns = tables.get(key) ?? new Map<string, SeededColumn>();
    tables.set(key, columns);
    columns.set(String(row['name']), {
      relation: Number(row['relation']),
      number: Number(row['number']),
      name: String(row['name']),
      type: String(row['type']),
      baseType: Number(row['baseType']),
      isText: row['isText'] === true,
      inherited: row['inherited'] === true,
      collation: Number(row['collation']),
      equals: row['equals'] === null ? null : Number(row['equals']),
      less: row['less'] === null ? null : Number(row['less']),
      special: row['special'] === true,
      common: texts(row['common']) ?? [],
      histogram: texts(row['histogram']),
    });
  }
  return tables;
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}
