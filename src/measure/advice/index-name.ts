// Names new indexes as the project names its own.
import { columnsOf, type Candidate } from './candidate.ts';
import type { Catalog } from './catalog.ts';

/** The server cuts longer names. */
const MAX_NAME_BYTES = 63;

interface Manner {
  readonly matches: RegExp;
  name(table: string, columns: readonly string[]): string;
}

const POSTGRES: Manner = {
  matches: /_(idx|index)\d*$/,
  name: (table, columns) => `${table}_${columns.join('_')}_idx`,
};

const MANNERS: readonly Manner[] = [
  POSTGRES,
  { matches: /^idx_/i, name: (table, columns) => `idx_${table}_${columns.join('_')}` },
  { matches: /^ix_/i, name: (table, columns) => `ix_${table}_${columns.join('_')}` },
  {
    matches: /^index_.+_on_/,
    name: (table, columns) => `index_${table}_on_${columns.join('_and_')}`,
  },
];

/** The manner most of the project's indexes are named in, or that of Postgres; never a name that is taken. */
export function nameIndex(candidate: Candidate, catalog: Catalog, taken: ReadonlySet<string>): string {
  const names = catalog.flatMap(({ indexes }) =>
    indexes.flatMap(({ name, constraint }) => (constraint ? [] : [name])),
  );
  const count = ({ matches }: Manner): number => names.filter((name) => matches.test(name)).length;
  const manner = MANNERS.reduce((best, next) => (count(next) > count(best) ? next : best), POSTGRES);
  const keyColumns = [...new Set(candidate.keys.flatMap(({ columns }) => columns))];
  const columns = keyColumns.length > 0 ? keyColumns : columnsOf(candidate);
  const ending = candidate.predicate === null ? [] : ['partial'];
  const wanted = manner.name(candidate.table.name, [...columns, ...ending]);
  for (let number = 0; ; number += 1) {
    const tail = number === 0 ? '' : String(number);
    const name = cut(wanted, MAX_NAME_BYTES - tail.length) + tail;
    if (!taken.has(name) && !names.includes(name)) return name;
  }
}

function cut(name: string, bytes: number): string {
  let short = name;
  while (new TextEncoder().encode(short).length > bytes) short = short.slice(0, -1);
  return short;
}
