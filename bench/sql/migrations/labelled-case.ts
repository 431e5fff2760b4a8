// One migration with what is known of it beforehand: the harm it does to a running app, and where that is written.

/**
 * `lasts`: others are kept from a table for as long as there are rows. `waits`: a strong lock although the manual has a form
 * without it. `rows`: 10,000 rows or more locked by one statement. `breaks`: the running release's statements fail.
 * `empties`: rows are lost in tables that the statement does not name. `slows`: what the app does next reads a whole table.
 * `fails`: Postgres refuses it.
 */
export type Harm = 'lasts' | 'waits' | 'rows' | 'breaks' | 'empties' | 'slows' | 'fails';

export interface LabelledCase {
  readonly sql: string;
  /** Null: nobody notices, so a linter has to stay silent. */
  readonly harm: Harm | null;
  /** Page of PostgreSQL's manual (https://www.postgresql.org/docs/current/PAGE.html) that says so. */
  readonly manual: string;
  /** Done before, and judged by nobody. */
  readonly before?: string;
  /** Whether the tool that migrates opens a transaction around it. */
  readonly wrapped?: true;
  readonly from?: number;
  readonly until?: number;
}
