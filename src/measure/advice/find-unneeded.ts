// Existing indexes that the workload does without: never used by a plan, or the beginning of another one.
import { asKey } from './is-superfluous.ts';
import type { NamedCandidate } from './confirm-indexes.ts';
import { quoteName, type Catalog, type ExistingIndex, type Table } from './catalog.ts';

export interface UnneededIndex {
  readonly name: string;
  readonly table: string;
  readonly sizeBytes: number;
  readonly why: string;
  readonly statement: string;
}

export function findUnneeded(
  catalog: Catalog,
  used: ReadonlySet<string>,
  added: readonly NamedCandidate[],
): readonly UnneededIndex[] {
  return catalog.flatMap((table) =>
    table.indexes.flatMap((index) => {
      const why = index.constraint || index.unique ? null : reason(index, table, { used, added });
      if (why === null) return [];
      const statement = `DROP INDEX CONCURRENTLY ${quoteName(table.schema)}.${quoteName(index.name)};`;
      return [{ name: index.name, table: table.name, sizeBytes: index.sizeBytes, why, statement }];
    }),
  );
}

function reason(
  index: ExistingIndex,
  table: Table,
  { used, added }: { readonly used: ReadonlySet<string>; readonly added: readonly NamedCandidate[] },
): string | null {
  const longer = holders(table, added).find(({ name, keys }) => name !== index.name && begins(index, keys));
  if (longer !== undefined) return `its keys are the beginning of ${longer.name}`;
  // The other side of a foreign key is looked up on each delete, which no query shows.
  const supports = table.foreignKeys.some((columns) =>
    columns.every((column) => index.keys.slice(0, columns.length).map(asKey).includes(quoteName(column))),
  );
  return used.has(index.name) || supports ? null : 'no plan of this workload uses it';
}

function holders(table: Table, added: readonly NamedCandidate[]) {
  return [
    ...table.indexes.flatMap(({ name, keys, method, predicate, valid, plainOrder }) =>
      valid && method === 'btree' && predicate === null && plainOrder
        ? [{ name, keys: keys.map(asKey) }]
        : [],
    ),
    ...added.flatMap(({ name, candidate }) =>
      candidate.table === table && candidate.predicate === null
        ? [{ name, keys: candidate.keys.map(({ sql }) => sql) }]
        : [],
    ),
  ];
}

/** Of two with the very same keys only one may go. */
function begins(index: ExistingIndex, keys: readonly string[]): boolean {
  const own = index.keys.map(asKey);
  const plain = index.method === 'btree' && index.predicate === null && index.plainOrder;
  return (
    plain &&
    index.included.length === 0 &&
    own.length < keys.length &&
    own.every((key, at) => key === keys[at])
  );
}
