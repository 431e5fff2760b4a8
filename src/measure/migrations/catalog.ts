// The tables, columns, indexes and constraints of a database at one moment, as far as a migration can change them.
import { z } from 'zod';
import type { DatabaseSession } from '../../ports/databases.ts';
import { OBJECTS, readObjects, type NamedObject } from './named-objects.ts';

const columnSchema = z.object({
  number: z.number(),
  name: z.string(),
  type: z.string(),
  notNull: z.boolean(),
  /** Empty, `s` (stored) or `v` (virtual). */
  generated: z.string(),
  identity: z.string(),
  default: z.string().nullable(),
});

const relationSchema = z.object({
  oid: z.string(),
  /** As SQL writes it; without the schema where that is public. */
  name: z.string(),
  /** pg_class.relkind: r table, p partitioned table, i and I index, m materialized view, v view, f foreign table. */
  kind: z.string(),
  /** Name of its file; another one after a rewrite. Null where it has none. */
  file: z.string().nullable(),
  sizeBytes: z.coerce.number(),
  /** The planner's number of rows; -1 before the first ANALYZE. */
  rows: z.number(),
  /** Of an index: its table. */
  table: z.string().nullable(),
  /** Of an index: the statement that makes it. */
  definition: z.string().nullable(),
  columns: z.array(columnSchema),
});

const constraintSchema = z.object({
  oid: z.string(),
  name: z.string(),
  /** c check, f foreign key, p primary key, u unique, x exclusion, n not null. */
  kind: z.string(),
  table: z.string(),
  /** Of a foreign key: the table it points to. */
  target: z.string(),
  validated: z.boolean(),
  index: z.string(),
  definition: z.string(),
});

export type Column = Readonly<z.infer<typeof columnSchema>>;
export type Relation = Readonly<z.infer<typeof relationSchema>>;
export type TableConstraint = Readonly<z.infer<typeof constraintSchema>>;

export interface Catalog {
  /** By oid. */
  readonly relations: ReadonlyMap<string, Relation>;
  readonly constraints: ReadonlyMap<string, TableConstraint>;
  /** By kind and oid. */
  readonly objects: ReadonlyMap<string, NamedObject>;
}

const OURS = `nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'`;

const RELATIONS = `
  SELECT class.oid::text AS oid, relkind AS kind, reltuples::float8 AS rows, indrelid::text AS table,
    CASE nspname WHEN 'public' THEN quote_ident(relname) ELSE format('%I.%I', nspname, relname) END AS name,
    pg_relation_filenode(class.oid)::text AS file,
    CASE WHEN relkind IN ('r', 'm') THEN pg_relation_size(class.oid) ELSE 0 END AS "sizeBytes",
    CASE WHEN relkind IN ('i', 'I') THEN pg_get_indexdef(class.oid) END AS definition,
    CASE WHEN relkind IN ('i', 'I') THEN '[]' ELSE coalesce((
      SELECT json_agg(json_build_object('number', attnum, 'name', quote_ident(attname),
        'type', format_type(atttypid, atttypmod), 'notNull', attnotnull, 'generated', attgenerated,
        'identity', attidentity, 'default', pg_get_expr(adbin, adrelid)) ORDER BY attnum)
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped), '[]') END AS columns
  FROM pg_class AS class
  JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
  LEFT JOIN pg_index ON indexrelid = class.oid
  WHERE relkind IN ('r', 'p', 'i', 'I', 'm', 'v', 'f') AND relpersistence <> 't' AND ${OURS}`;

/** Without those a partition has from its parent. */
const CONSTRAINTS = `
  SELECT con.oid::text AS oid, quote_ident(conname) AS name, contype AS kind, conrelid::text AS table,
    confrelid::text AS target, convalidated AS validated, conindid::text AS index,
    pg_get_constraintdef(con.oid) AS definition
  FROM pg_constraint AS con JOIN pg_namespace AS namespace ON namespace.oid = connamespace
  WHERE conrelid <> 0 AND conparentid = 0 AND coninhcount = 0 AND contype <> 't' AND ${OURS}`;

export async function readCatalog(session: DatabaseSession): Promise<Catalog> {
  const relations = z.array(relationSchema).parse(await session.query(RELATIONS));
  const constraints = z.array(constraintSchema).parse(await session.query(CONSTRAINTS));
  return {
    relations: new Map(relations.map((relation) => [relation.oid, relation])),
    constraints: new Map(constraints.map((constraint) => [constraint.oid, constraint])),
    objects: readObjects(await session.query(OBJECTS)),
  };
}
