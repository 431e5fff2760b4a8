// One statement as the app ran it, however it was caught: over the wire or inside its process.

export interface CapturedParameter {
  /** As the app gave it; what only Postgres can read stands as its text. */
  readonly value: string | number | boolean | null;
  /** Postgres's name of the type where the wire told it, e.g. `int4`. */
  readonly type: string | null;
}

export interface CallFrame {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string | null;
}

export interface CapturedStatement {
  /** Null outside of any request, and where only the wire was watched. */
  readonly requestId: string | null;
  /** `wire`, or the driver that was watched. */
  readonly driver: string;
  readonly sql: string;
  readonly parameters: readonly CapturedParameter[];
  /** Since the epoch. */
  readonly atMs: number;
  /** Null where the end was not seen. */
  readonly durationMs: number | null;
  readonly rows: number | null;
  /** SQLSTATE, or the driver's words. */
  readonly failure: string | null;
  /** Frames of the app's own code, nearest first. */
  readonly frames: readonly CallFrame[];
  /** The text or the parameters were too large to keep whole. */
  readonly isTruncated: boolean;
}

export interface CapturedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** How many statements it ran, kept or not. */
  readonly statements: number;
}
