// How one query reads one table: what an index for it would have to hold.
import type { Table } from './catalog.ts';

export interface Term {
  /** SQL of the key: a quoted column, or an expression in parentheses. */
  readonly sql: string;
  /** Columns it is made of. */
  readonly columns: readonly string[];
}

export interface SortTerm extends Term {
  readonly descending: boolean;
}

export interface Access {
  readonly table: Table;
  /** Compared with a value for equality (=, IN, = ANY, IS NULL). */
  readonly equal: readonly Term[];
  /** Compared with a column of another table for equality. */
  readonly joined: readonly Term[];
  readonly ranges: readonly Term[];
  /** Order asked for, or groups; empty where other tables take part in it. */
  readonly order: readonly SortTerm[];
  /** All columns the query takes from the table; null where it takes the whole row. */
  readonly columns: readonly string[] | null;
  /** Conditions with nothing but constants, as SQL, and the terms they are about. */
  readonly constants: readonly { readonly sql: string; readonly term: Term }[];
}
