// What a check of the configuration has to say about one place in it, before the place is looked up in the file.
import type { KeyPath } from './key-path.ts';

export interface Complaint {
  readonly at: KeyPath;
  /** What was found and what was expected, without a full stop. */
  readonly what: string;
  /** One imperative sentence, without a full stop. */
  readonly mend: string;
}

/** A value as a person would name it: `"8080"`, `3`, `a list`, `nothing`. */
export function nameValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
