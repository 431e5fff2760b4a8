// What breaks the code that still runs while the migration is done, read from the catalog, so that DO blocks count too.
import type { Draft } from './migration-finding.ts';
import { listNames } from './hold.ts';
import type { Judged } from './judged.ts';
import type { Catalog, Column, Relation } from './catalog.ts';
import { safeRename } from './safe-ways.ts';

const KINDS: Readonly<Record<string, string>> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
};

export function judgeBreaking(judged: Judged): readonly Draft[] {
  return [...judgeDrops(judged), ...judgeRenames(judged), ...judgeColumns(judged)];
}

function judgeDrops({ trace, statement }: Judged): readonly Draft[] {
  const tables = trace.changes.dropped.filter(({ table }) => table === null);
  const names = tables.map((each) => `${KINDS[each.kind] ?? 'relation'} ${each.name}`);
  const cascade = isCascade(statement.text) ? alsoDropped(trace.before, trace.after, statement.text) : [];
  return [
    ...some(tables.length > 0, {
      rule: 'drop-table',
      severity: 'warning',
      what: `drops ${listNames(names)} with its rows; code that still runs fails, and the rows cannot be had back`,
      safe: null,
    }),
    ...some(cascade.length > 0, {
      rule: 'drop-cascade',
      severity: 'error',
      what: `drops ${listNames(cascade)} too, which the statement does not name`,
      safe: null,
    }),
  ];
}

function isCascade(text: string): boolean {
  return /\bcascade\b/i.test(text) && /\bdrop\b/i.test(text);
}

function alsoDropped(before: Catalog, after: Catalog, text: string): readonly string[] {
  const unnamed = (name: string) =>
    !text.toLowerCase().includes((name.split('.').at(-1) ?? name).toLowerCase());
  const gone = [...before.relations.values()].filter(
    ({ oid, table, name }) => table === null && !after.relations.has(oid) && unnamed(name),
  );
  const loosened = [...before.constraints.values()].filter(
    ({ oid, table, name }) => !after.constraints.has(oid) && after.relations.has(table) && unnamed(name),
  );
  return [
    ...gone.map((each) => `${KINDS[each.kind] ?? 'relation'} ${each.name}`),
    ...loosened
      .filter(({ kind }) => kind === 'f')
      .map(({ name, table }) => `foreign key ${name} of ${before.relations.get(table)?.name ?? 'a table'}`),
  ];
}

function judgeRenames({ trace }: Judged): readonly Draft[] {
  return trace.changes.renamed
    .filter(({ before }) => before.table === null)
    .map(({ before, after }) => ({
      rule: 'rename-table',
      severity: 'error',
      what: `renames ${before.name} to ${after.name}; code that still runs asks for ${before.name} and fails`,
      safe: isMoved(before, after) ? null : safeRename(before, after),
    }));
}

function isMoved(before: Relation, after: Relation): boolean {
  return before.kind === 'v' || before.name.split('.').at(-1) === after.name.split('.').at(-1);
}

function judgeColumns({ trace }: Judged): readonly Draft[] {
  const { columnsDropped, columnsChanged, columnsAdded } = trace.changes;
  const code = 'code that still runs';
  return [
    ...columnsDropped.map<Draft>(({ table, column }) => ({
      rule: 'drop-column',
      severity: 'warning',
      what: `drops ${table.name}.${column.name}; ${code} and names it fails, and its values cannot be had back`,
      safe: null,
    })),
    ...columnsChanged.flatMap(({ table, before, after }) => [
      ...some(before.name !== after.name, {
        rule: 'rename-column',
        severity: 'error',
        what: `renames ${table.name}.${before.name} to ${after.name}; ${code} asks for ${before.name} and fails`,
        safe: `-- Add ${after.name} beside it, fill both from the code, and drop ${before.name} a release later:\nALTER TABLE ${table.name} ADD COLUMN ${after.name} ${after.type};`,
      }),
      ...some(before.notNull && !after.notNull, {
        rule: 'drop-not-null',
        severity: 'note',
        what: `lets ${table.name}.${after.name} be NULL; ${code} may not expect that`,
        safe: null,
      }),
      ...some(before.default !== null && after.default === null && mustBeGiven(after), {
        rule: 'required-column',
        severity: 'warning',
        what: `takes the default of ${table.name}.${after.name}, which must not be NULL: every INSERT of ${code} that does not name it fails`,
        safe: null,
      }),
    ]),
    ...columnsAdded
      .filter(({ column }) => column.default === null && mustBeGiven(column))
      .map<Draft>(({ table, column }) => ({
        rule: 'required-column',
        severity: 'error',
        what: `adds ${table.name}.${column.name}, which must not be NULL and has no default: it fails where ${table.name} has rows, and so does every INSERT of ${code}`,
        safe: `ALTER TABLE ${table.name} ADD COLUMN ${column.name} ${column.type};\n-- When the code fills it and old rows are filled, SET NOT NULL by way of a check that is NOT VALID.`,
      })),
  ];
}

function mustBeGiven({ notNull, identity, generated }: Column): boolean {
  return notNull && identity === '' && generated === '';
}

function some(holdsTrue: boolean, draft: Draft): readonly Draft[] {
  return holdsTrue ? [draft] : [];
}
