// A throw-away Postgres server, and reading access to one the user gave.

export type Row = Readonly<Record<string, unknown>>;

export interface DatabaseSession extends AsyncDisposable {
  /** One statement, with parameters, or several without. Throws DatabaseError with the server's own words. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface DatabaseCluster extends AsyncDisposable {
  /** e.g. `18.4`. */
  readonly version: string;
  /** True where it holds what an earlier run has kept under the key it was started with. */
  readonly restored?: boolean;
  /** Keeps all its databases for later runs, under the key it was started with. Nobody may write meanwhile. */
  keep?(): Promise<void>;
  /** What stands in for a server: it plans, but has no address, and nothing may be timed on it. Absent on a server. */
  readonly plansOnly?: 'PGlite';
  /** Connection URL of a database of this cluster, for the app under test. */
  url(database: string): string;
  create(database: string): Promise<void>;
  /** A copy of a database nobody is connected to, file by file. */
  clone(from: string, to: string): Promise<void>;
  connect(database: string): Promise<DatabaseSession>;
}

/** Under which content a server's data is kept between runs, and whether what is kept may be taken. */
export interface KeptUnder {
  /** SHA-256 of all that fills the databases, as 64 hexadecimal digits. */
  readonly key: string;
}

export interface Databases {
  /** Starts an empty server of the major version (14 to 18) with pg_stat_statements loaded. Problem `no-database` where none can be had. */
  start(major: number, kept?: KeptUnder): Promise<DatabaseCluster>;
  /** PostgreSQL in WebAssembly, of one major version, for plans alone where `start` has no server for this machine. */
  planner?(): Promise<DatabaseCluster>;
  /** A session on a server the user gave, read only unless writes are allowed. Problem `no-database` where it cannot be reached. */
  attach(url: string, access: 'read-only' | 'read-write'): Promise<DatabaseSession>;
}

/** What the server answered to a statement it refused. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, e.g. 42601 for a syntax error. */
  readonly sqlState: string;
  /** Offset into the statement, from 1; null where the server named none. */
  readonly position: number | null;

  constructor(
    message: string,
    details: { readonly sqlState: string; readonly position: number | null; readonly cause?: unknown },
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.sqlState = details.sqlState;
    this.position = details.position;
  }
}
