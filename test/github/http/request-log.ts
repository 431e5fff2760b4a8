// Every API request with its answer: tests assert on it, and the schema check walks it.
import type { Json } from '../json.ts';

export interface RequestRecord {
  readonly method: string;
  /** Path and query as asked, without /api/v3. */
  readonly path: string;
  /** The route that answered, written as in the OpenAPI document; null where none did. */
  readonly template: string | null;
  /** `anonymous`, a login, `app:slug` or `installation:slug`. */
  readonly caller: string;
  readonly requestBody: Json;
  readonly status: number;
  /** On the clock of `performance`. */
  readonly answeredAtMs: number;
  /** Null for bytes and for answers without a body. */
  readonly responseBody: Json;
  readonly responseHeaders: Readonly<Record<string, string>>;
}
