// An answer as it is compared: status, headers that matter, and a body by its kind. Nothing in it is to be trusted.
import type { Json } from './json-value.ts';

export interface Answer {
  readonly status: number;
  /** By lower-case name; each cookie has its own, `set-cookie:session`. Values are already written alike. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Body;
}

export type Body =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'binary'; readonly sizeBytes: number; readonly sha256: string };

/** A request as all processes get it. */
export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** One answer per process that was asked; null where none came in time. */
export interface Exchange<Party extends string> {
  readonly request: AskedRequest;
  readonly answers: ReadonlyMap<Party, Answer | null>;
}
