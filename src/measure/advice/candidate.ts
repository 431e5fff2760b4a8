// An index that could be built: what it holds, and the statement that builds it.
import type { Term } from './access.ts';
import { quoteName, tableId, type Table } from './catalog.ts';

export interface CandidateKey extends Term {
  readonly descending: boolean;
}

export interface Candidate {
  readonly table: Table;
  readonly keys: readonly CandidateKey[];
  /** Columns only carried along, so that the table need not be read. */
  readonly included: readonly string[];
  readonly predicate: string | null;
  /** Columns the predicate is about. */
  readonly predicateColumns: readonly string[];
}

/** `ON table (keys) INCLUDE (…) WHERE …`: the same text means the same index. */
export function describeCandidate({ table, keys, included, predicate }: Candidate): string {
  const held = keys.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
  const carried = included.length > 0 ? ` INCLUDE (${included.map(quoteName).join(', ')})` : '';
  return `ON ${tableId(table)} (${held})${carried}${predicate === null ? '' : ` WHERE ${predicate}`}`;
}

/** Every column whose change changes the index. */
export function columnsOf({ keys, included, predicateColumns }: Candidate): readonly string[] {
  return [...new Set([...keys.flatMap(({ columns }) => columns), ...included, ...predicateColumns])];
}

export function hasExpression({ keys }: Candidate): boolean {
  return keys.some(({ sql }) => sql.startsWith('('));
}
