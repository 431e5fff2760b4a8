// Functions, types, sequences and values of enums: no rows hang on them, but running code calls them by their names.
import { z } from 'zod';

const schema = z.object({ key: z.string(), kind: z.string(), name: z.string() });

export type NamedObject = Readonly<z.infer<typeof schema>>;

const OURS = `nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'`;
const nameIn = (name: string) =>
  `CASE nspname WHEN 'public' THEN '' ELSE quote_ident(nspname) || '.' END || ${name}`;
const unless = (table: string, kinds: string) =>
  `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${table}'::regclass AND objid = own.oid AND deptype IN (${kinds}))`;

/** Without those of extensions, functions of triggers, and sequences that belong to a column: nobody calls them. */
export const OBJECTS = `
  SELECT 'function ' || own.oid AS key, 'function' AS kind,
    ${nameIn("quote_ident(proname) || '(' || pg_get_function_identity_arguments(own.oid) || ')'")} AS name
  FROM pg_proc AS own JOIN pg_namespace ON pg_namespace.oid = pronamespace
  WHERE ${OURS} AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) AND ${unless('pg_proc', "'e'")}
  UNION ALL
  SELECT 'type ' || own.oid, CASE typtype WHEN 'd' THEN 'domain' ELSE 'type' END, ${nameIn('quote_ident(typname)')}
  FROM pg_type AS own JOIN pg_namespace ON pg_namespace.oid = typnamespace
  WHERE ${OURS} AND typtype IN ('e', 'd', 'r') AND ${unless('pg_type', "'e'")}
  UNION ALL
  SELECT 'sequence ' || own.oid, 'sequence', ${nameIn('quote_ident(relname)')}
  FROM pg_class AS own JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE ${OURS} AND relkind = 'S' AND relpersistence <> 't' AND ${unless('pg_class', "'a', 'i', 'e'")}
  UNION ALL
  SELECT 'value ' || oid, 'value', quote_literal(enumlabel) FROM pg_enum`;

export function readObjects(rows: readonly unknown[]): ReadonlyMap<string, NamedObject> {
  return new Map(
    z
      .array(schema)
      .parse(rows)
      .map((object) => [object.key, object]),
  );
}
