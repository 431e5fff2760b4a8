// Says that a result file cannot be used: which file, what was expected in it, and the one thing to do.
import { Problem } from '../../core/problem.ts';

export interface Source {
  /** As a reader knows it: relative to the command's folder, or `standard output`. */
  readonly path: string;
}

export interface Refusal {
  /** What is wrong, as the rest of a sentence that begins with the file's name. */
  readonly what: string;
  readonly mend: string;
  readonly cause?: unknown;
}

export function unreadable({ path }: Source, { what, mend, cause }: Refusal): Problem {
  return new Problem('document-unreadable', { what: `${path} ${what}.`, mend, cause });
}

export function invalid({ path }: Source, { what, mend, cause }: Refusal): Problem {
  return new Problem('document-invalid', { what: `${path} ${what}.`, mend, cause });
}

/** Somebody else's text within a message: short, on one line, without control characters. */
export function quote(text: string): string {
  const line = plain(text);
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

/** On one line: what is no letter, sign or space becomes a space. */
export function plain(text: string): string {
  return text
    .slice(0, 2_000)
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .trim();
}
