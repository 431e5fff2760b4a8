// New foreign keys whose columns no index begins with: every DELETE of a row they point to reads the whole table.
import { z } from 'zod';
import type { DatabaseSession } from '../../ports/databases.ts';
import type { Catalog } from './catalog.ts';

const schema = z.object({ oid: z.string(), table: z.string(), name: z.string(), columns: z.string() });

export type UnindexedKey = Readonly<z.infer<typeof schema>>;

const KEYS = `
  SELECT con.oid::text AS oid, quote_ident(con.conname) AS name,
    CASE nspname WHEN 'public' THEN quote_ident(relname) ELSE format('%I.%I', nspname, relname) END AS table,
    (SELECT string_agg(quote_ident(attname), ', ' ORDER BY place) FROM unnest(con.conkey) WITH ORDINALITY AS key (number, place)
      JOIN pg_attribute ON attrelid = con.conrelid AND attnum = number) AS columns
  FROM pg_constraint AS con
  JOIN pg_class AS class ON class.oid = con.conrelid
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
  WHERE con.contype = 'f' AND con.conparentid = 0 AND NOT EXISTS (
    SELECT FROM pg_index WHERE indrelid = con.conrelid AND indpred IS NULL
      AND (SELECT array_agg(part.number) FROM (
        SELECT number FROM unnest(indkey::int2[]) WITH ORDINALITY AS part (number, place)
        ORDER BY place LIMIT cardinality(con.conkey)) AS part) @> con.conkey)`;

/** Asked when all files are done: a later one may bring the index. */
export async function findUnindexedKeys(
  session: DatabaseSession,
  base: Catalog,
): Promise<readonly UnindexedKey[]> {
  const keys = z.array(schema).parse(await session.query(KEYS));
  return keys.filter(({ oid }) => !base.constraints.has(oid));
}
