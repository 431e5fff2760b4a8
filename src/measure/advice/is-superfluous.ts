// Whether an existing index already does what a candidate would.
import type { Candidate } from './candidate.ts';
import { quoteName, type ExistingIndex } from './catalog.ts';

export function isSuperfluous(candidate: Candidate): boolean {
  return candidate.table.indexes.some((index) => replaces(index, candidate));
}

function replaces(index: ExistingIndex, { keys, included, predicate }: Candidate): boolean {
  if (!index.valid || index.method !== 'btree' || !index.plainOrder) return false;
  if (index.predicate !== null) return false;
  const wanted = keys.map(({ sql }) => sql);
  const held = index.keys.map(asKey);
  const shared = Math.min(wanted.length, held.length);
  if (keys.some(({ descending }) => descending)) return false;
  if (wanted.slice(0, shared).some((sql, at) => sql !== held[at])) return false;
  // What finds at most one row is not made better by more columns behind it.
  if (index.unique && held.length <= wanted.length) return true;
  if (held.length < wanted.length) return false;
  const carried = new Set([...held, ...index.included.map(asKey)]);
  return predicate === null && included.every((column) => carried.has(quoteName(column)));
}

/** The server quotes names only where it must, and puts expressions in parentheses only where it must. */
export function asKey(printed: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(printed) ? quoteName(printed) : printed;
}
