// Statements that can lose data, in added lines of code; what is commented out or documentation does not count.
import type { DiffFile } from '../../change/diff.ts';
import type { Found } from './changed-lines.ts';
import { commentFinder } from './comments.ts';

export const SQL_WORD_IDS = ['drop-table', 'alter-table', 'delete-from', 'execute-raw'] as const;
export type SqlWordId = (typeof SQL_WORD_IDS)[number];

export const SQL_WORD_LABELS: Readonly<Record<SqlWordId, string>> = {
  'drop-table': 'DROP TABLE',
  'alter-table': 'ALTER TABLE',
  'delete-from': 'DELETE FROM',
  'execute-raw': 'executeRaw',
};

const PATTERNS: Readonly<Record<SqlWordId, RegExp>> = {
  'drop-table': /\bdrop\s+table\b/i,
  'alter-table': /\balter\s+table\b/i,
  'delete-from': /\bdelete\s+from\b/i,
  'execute-raw': /\bexecuteRaw/,
};

/** Cheap: most lines hold none of these. */
const ANY = /\b(?:drop|alter)\s+table\b|\bdelete\s+from\b|\bexecuteRaw/i;

export type FoundSqlWord = Found & { readonly word: SqlWordId };

export function sqlWordsOf(file: DiffFile): readonly FoundSqlWord[] {
  const found: FoundSqlWord[] = [];
  for (const hunk of file.hunks) {
    if (!hunk.lines.some((line) => line.startsWith('+') && ANY.test(line))) continue;
    const head = hunk.lines.filter((line) => !line.startsWith('-'));
    const text = head.map((line) => line.slice(1));
    const isInComment = commentFinder(file.path, text);
    head.forEach((line, index) => {
      if (!line.startsWith('+') || !ANY.test(line)) return;
      for (const word of SQL_WORD_IDS) {
        const column = text[index]?.search(PATTERNS[word]) ?? -1;
        if (column < 0 || isInComment({ index, column })) continue;
        found.push({ path: file.path, line: hunk.headStart + index, name: SQL_WORD_LABELS[word], word });
      }
    });
  }
  return found;
}
