// What a capture holds, as this room reads it: who asked which statement, with which values, from which line.

export interface Frame {
  readonly file: string;
  readonly line: number;
}

export interface Statement {
  /** Null outside of any request. */
  readonly requestId: string | null;
  readonly sql: string;
  readonly parameters: readonly { readonly value: string | number | boolean | null }[];
  readonly atMs: number;
  readonly durationMs: number | null;
  /** Of the app's own code, nearest first; empty where only the wire was watched. */
  readonly frames: readonly Frame[];
}

export interface Request {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

export interface Capture<Caught extends Statement = Statement> {
  readonly statements: readonly Caught[];
  readonly requests: readonly Request[];
}
