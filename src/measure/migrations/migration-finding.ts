// What is found in a migration file: what happens on production, where, and the safe way to write it.
import type { Observation } from '../measurement.ts';
import type { RuleId } from './rules.ts';

/** What a judge says of one statement. */
export interface Draft {
  readonly rule: RuleId;
  readonly severity: Observation['severity'];
  /** What happens, as a sentence without its end: `locks orders against reads and writes while it …`. */
  readonly what: string;
  /** SQL ready to paste; null where no other SQL is safer. */
  readonly safe: string | null;
  /** Where it is not the statement's first line. */
  readonly line?: number;
}

export interface MigrationFinding extends Draft {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  /** First line of the statement. */
  readonly statement: string;
  /** Names of the tables, indexes and columns concerned. */
  readonly names: readonly string[];
  /** Why it is accepted, in the words of the comment above the statement; null where it is not. */
  readonly acceptedBecause: string | null;
}
