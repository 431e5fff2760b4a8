// What a cache design is made from: what a review measured and captured, and the texts of the code; all of it optional but the texts.
import type { Location } from '../../../core/location.ts';
import type { SourceFile } from '../../source-file.ts';

export interface CacheRoute {
  readonly method: string;
  /** As asked, with or without a query, or as a pattern (`/users/:id`). */
  readonly path: string;
  readonly requestsPerSecond: number | null;
  readonly durationMs: number | null;
}

/** A statement caught while a route was asked. */
export interface RouteStatement {
  /** `GET /api/orders`, with the path as asked. */
  readonly route: string;
  readonly sql: string;
  readonly perRequest: number;
  readonly location: Location | null;
}

/** One request of captured traffic: nothing of who asked. */
export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly atMs: number;
}

export interface CacheInput {
  /** Heads every key, e.g. `shop`. */
  readonly application: string;
  /** JavaScript and TypeScript are parsed; SQL is looked for in every file. */
  readonly files: readonly SourceFile[];
  readonly routes?: readonly CacheRoute[];
  readonly statements?: readonly RouteStatement[];
  readonly requests?: readonly RecordedRequest[];
  /** Writes of tables where they were counted. */
  readonly writesPerSecond?: Readonly<Record<string, number>>;
  /** How old an answer may be where no write can be hooked; 30 s unless told. */
  readonly toleratedStalenessMs?: number;
}
