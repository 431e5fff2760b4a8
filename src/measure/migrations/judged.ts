// What the judges are given of one statement.
import type { Relation } from './catalog.ts';
import type { MigrationStatement } from './read-statements.ts';
import type { MigrationPreference } from '../../core/migration-preference.ts';
import type { Trace } from './trace-statement.ts';

/** Rows of production's tables by name (`orders`, `sales.orders`), where they are known. */
export type GivenRows = ReadonlyMap<string, number>;

export interface Judged {
  readonly statement: MigrationStatement;
  readonly trace: Trace;
  readonly givenRows: GivenRows;
}

export interface Written {
  readonly statement: MigrationStatement;
  /** Whether the file, or the tool that runs it, has opened a transaction here. */
  readonly inTransaction: boolean;
  readonly preferences: ReadonlySet<MigrationPreference>;
}

export interface TableSize {
  /** Null where nobody knows. */
  readonly rows: number | null;
  /** Whether they are production's, as given; else those of the database at hand. */
  readonly given: boolean;
}

export function sizeOf(
  { trace, givenRows }: Pick<Judged, 'trace' | 'givenRows'>,
  table: Relation,
): TableSize {
  const given = givenRows.get(table.name) ?? givenRows.get(`public.${table.name}`);
  if (given !== undefined) return { rows: given, given: true };
  const work = trace.work.find((each) => each.table.oid === table.oid);
  const scanned = work === undefined || work.scans === 0 ? 0 : Math.round(work.tuplesScanned / work.scans);
  const rows = Math.max(table.rows, scanned);
  return { rows: rows < 0 || (table.rows < 0 && rows === 0) ? null : rows, given: false };
}
