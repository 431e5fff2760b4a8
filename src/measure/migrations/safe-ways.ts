// The safe way to write what a migration does at once, as SQL ready to paste. Long work goes where no strong lock is held:
// NOT VALID and VALIDATE, CONCURRENTLY, a new column that is filled in batches (after PostgreSQL's manual of ALTER TABLE).
import type { Column, Relation, TableConstraint } from './catalog.ts';

const OUTSIDE = '-- Outside of a transaction:';

export function safeIndex(definition: string): string {
  return `${OUTSIDE}\n${concurrently(definition)};`;
}

export function safeConstraint(table: string, { name, definition }: TableConstraint): string {
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition} NOT VALID;`,
    '-- In a transaction of its own; reads and writes go on:',
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`,
  ].join('\n');
}

export function safeIndexConstraint(table: string, constraint: TableConstraint, index: string): string {
  const kind = constraint.kind === 'p' ? 'PRIMARY KEY' : 'UNIQUE';
  return [
    OUTSIDE,
    `${concurrently(index)};`,
    '-- Then, in a moment:',
    `ALTER TABLE ${table} ADD CONSTRAINT ${constraint.name} ${kind} USING INDEX ${constraint.name};`,
  ].join('\n');
}

export function safeNotNull(table: string, column: string): string {
  const name = derived(table, column, 'not_null');
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${column} IS NOT NULL) NOT VALID;`,
    '-- In a transaction of its own; reads and writes go on:',
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`,
    '-- Then; the valid constraint spares the scan:',
    `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`,
    `ALTER TABLE ${table} DROP CONSTRAINT ${name};`,
  ].join('\n');
}

export function safeType(table: string, before: Column, after: Column): string {
  const [column, fresh] = [before.name, derived(before.name, 'new')];
  const sync = derived(table, before.name, 'sync');
  return [
    `ALTER TABLE ${table} ADD COLUMN ${fresh} ${after.type};`,
    `CREATE FUNCTION ${sync}() RETURNS trigger LANGUAGE plpgsql AS`,
    `$$ BEGIN NEW.${fresh} := NEW.${column}::${after.type}; RETURN NEW; END $$;`,
    `CREATE TRIGGER ${sync} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${sync}();`,
    batches(table, `${fresh} = ${column}::${after.type}`, `${fresh} IS NULL AND ${column} IS NOT NULL`),
    `-- When every row is filled; give ${fresh} the default, NOT NULL and indexes of ${column} before:`,
    'BEGIN;',
    "SET LOCAL lock_timeout = '5s';",
    `DROP TRIGGER ${sync} ON ${table};`,
    `ALTER TABLE ${table} DROP COLUMN ${column};`,
    `ALTER TABLE ${table} RENAME COLUMN ${fresh} TO ${column};`,
    'COMMIT;',
    `DROP FUNCTION ${sync}();`,
  ].join('\n');
}

export function safeDefault(table: string, column: Column): string {
  const value = column.default ?? 'NULL';
  return [
    `ALTER TABLE ${table} ADD COLUMN ${column.name} ${column.type};`,
    `ALTER TABLE ${table} ALTER COLUMN ${column.name} SET DEFAULT ${value};`,
    batches(table, `${column.name} = ${value}`, `${column.name} IS NULL`),
  ].join('\n');
}

export function safeSerial(table: string, column: Column): string {
  const sequence = derived(table, column.name, 'seq');
  const value = `nextval('${sequence.replaceAll("'", "''")}')`;
  return [
    `ALTER TABLE ${table} ADD COLUMN ${column.name} ${column.type};`,
    `CREATE SEQUENCE ${sequence} OWNED BY ${table}.${column.name};`,
    `ALTER TABLE ${table} ALTER COLUMN ${column.name} SET DEFAULT ${value};`,
    batches(table, `${column.name} = ${value}`, `${column.name} IS NULL`),
  ].join('\n');
}

export function safeGenerated(table: string, column: Column): string {
  const sync = derived(table, column.name, 'fill');
  const expression = column.default ?? 'NULL';
  return [
    '-- From PostgreSQL 18 on, computed when read:',
    `-- ALTER TABLE ${table} ADD COLUMN ${column.name} ${column.type} GENERATED ALWAYS AS (${expression}) VIRTUAL;`,
    `ALTER TABLE ${table} ADD COLUMN ${column.name} ${column.type};`,
    `CREATE FUNCTION ${sync}() RETURNS trigger LANGUAGE plpgsql AS`,
    `$$ BEGIN SELECT ${expression} INTO NEW.${column.name} FROM (SELECT NEW.*) AS new_row; RETURN NEW; END $$;`,
    `CREATE TRIGGER ${sync} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${sync}();`,
    batches(table, `${column.name} = ${expression}`, `${column.name} IS NULL`),
  ].join('\n');
}

export function safeRename(before: Relation, after: Relation): string {
  return [
    'BEGIN;',
    "SET LOCAL lock_timeout = '5s';",
    `ALTER TABLE ${before.name} RENAME TO ${after.name.split('.').at(-1) ?? after.name};`,
    '-- Old code goes on through the view; drop it when none is left:',
    `CREATE VIEW ${before.name} AS SELECT * FROM ${after.name};`,
    'COMMIT;',
  ].join('\n');
}

function batches(table: string, set: string, where: string): string {
  return [
    '-- Repeat, each time in a transaction of its own, until it changes no row:',
    `UPDATE ${table} SET ${set}`,
    `WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT 5000));`,
  ].join('\n');
}

function concurrently(definition: string): string {
  return definition.replace(/^(create (?:unique )?index)/i, '$1 CONCURRENTLY');
}

/** A name made of others, quoted where it must be, and not longer than Postgres takes. */
function derived(...parts: readonly string[]): string {
  const plain = parts.map((part) => (part.split('.').at(-1) ?? part).replaceAll('"', '')).join('_');
  const short = plain.slice(-60);
  return /^[a-z_][a-z0-9_]*$/.test(short) ? short : `"${short}"`;
}
