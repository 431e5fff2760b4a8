// What one statement did to the tables that were there before the first migration; tables that are new are nobody's yet.
import type { Catalog, Column, Relation, TableConstraint } from './catalog.ts';

export interface ColumnChange {
  readonly table: Relation;
  readonly before: Column;
  readonly after: Column;
}

export interface CatalogChanges {
  /** Tables and materialized views whose rows were written to another file. */
  readonly rewritten: readonly Relation[];
  /** Indexes whose content was built, as they are afterwards. */
  readonly built: readonly Relation[];
  /** Tables, views and indexes that are gone, as they were. */
  readonly dropped: readonly Relation[];
  readonly renamed: readonly { readonly before: Relation; readonly after: Relation }[];
  readonly columnsAdded: readonly { readonly table: Relation; readonly column: Column }[];
  readonly columnsDropped: readonly { readonly table: Relation; readonly column: Column }[];
  readonly columnsChanged: readonly ColumnChange[];
  readonly constraintsAdded: readonly TableConstraint[];
}

export interface Snapshots {
  /** Before the first migration. */
  readonly base: Catalog;
  readonly before: Catalog;
  readonly after: Catalog;
}

export function catalogChanges({ base, before, after }: Snapshots): CatalogChanges {
  const known = [...base.relations.keys()].flatMap((oid) => before.relations.get(oid) ?? []);
  const kept = known.flatMap((one) => pair(one, after.relations.get(one.oid)));
  const tables = kept.filter((each) => each.before.table === null);
  const files = new Set([...before.relations.values()].map(({ file }) => file));
  const emptied = new Set(tables.filter(isEmptied).map((each) => each.before.oid));
  return {
    rewritten: tables
      .filter((each) => each.before.file !== each.after.file && !isEmptied(each))
      .map((each) => each.before),
    built: [...after.relations.values()].filter(
      ({ table, kind, file }) =>
        table !== null &&
        base.relations.has(table) &&
        !emptied.has(table) &&
        kind === 'i' &&
        !files.has(file),
    ),
    dropped: known.filter(({ oid }) => !after.relations.has(oid)),
    renamed: kept.filter((each) => each.before.name !== each.after.name),
    columnsAdded: tables.flatMap((each) =>
      missing(each.after.columns, each.before.columns).map((column) => ({ table: each.before, column })),
    ),
    columnsDropped: tables.flatMap((each) =>
      missing(each.before.columns, each.after.columns)
        .filter((column) => isOld(base, each.before, column))
        .map((column) => ({ table: each.before, column })),
    ),
    columnsChanged: tables.flatMap((each) => columnsChanged(base, each)),
    constraintsAdded: [...after.constraints.values()].filter(
      ({ oid, table }) => !before.constraints.has(oid) && base.relations.has(table),
    ),
  };
}

interface Kept {
  readonly before: Relation;
  readonly after: Relation;
}

function pair(before: Relation, after: Relation | undefined): readonly Kept[] {
  return after === undefined ? [] : [{ before, after }];
}

/** TRUNCATE gives a new file too. */
function isEmptied({ before, after }: Kept): boolean {
  return before.sizeBytes > 0 && after.sizeBytes === 0;
}

function missing(from: readonly Column[], other: readonly Column[]): readonly Column[] {
  return from.filter(({ number }) => !other.some((column) => column.number === number));
}

function isOld(base: Catalog, { oid }: Relation, { number }: Column): boolean {
  return base.relations.get(oid)?.columns.some((column) => column.number === number) ?? false;
}

function columnsChanged(base: Catalog, { before, after }: Kept): readonly ColumnChange[] {
  return before.columns
    .filter((column) => isOld(base, before, column))
    .flatMap((column) => {
      const now = after.columns.find(({ number }) => number === column.number);
      const isSame =
        now?.name === column.name &&
        now.type === column.type &&
        now.notNull === column.notNull &&
        now.default === column.default;
      return now === undefined || isSame ? [] : [{ table: before, before: column, after: now }];
    });
}
