// Columns that a change takes away: dropped by a migration, or deleted from a schema file.
import { extensionOf } from '../../change/file-kind.ts';
import type { DiffFile } from '../../change/diff.ts';
import type { ChangedLine, Found } from './changed-lines.ts';
import { commentFinder } from './comments.ts';

const DROPPED = [
  /\bdrop\s+column\s+(?:if\s+exists\s+)?["'`[]?(\w+)/i,
  /\balter\s+table\b.*?\bdrop\s+(?!column|constraint|index|primary|foreign|key|default|not|check|partition)["'`[]?(\w+)/i,
  /\b(?:dropColumns?|removeColumn)\s*\(\s*(?:['"`]\w+['"`]\s*,\s*)?\[?\s*['"`](\w+)/,
  /\bremove_columns?\s*\(?\s*:\w+\s*,\s*:(\w+)/,
  /\b(?:drop_column|RemoveField|DropColumn)\s*\(\s*(?:(?:model_name|name|table)\s*[=:]\s*)?['"]\w+['"]\s*,\s*(?:name\s*[=:]\s*)?['"](\w+)/,
];
const HINT = /drop|remove/i;

/** Down migrations undo; what they drop was added by the same file. */
export function droppedColumns(file: DiffFile): readonly Found[] {
  if (/(^|[./_-])(down|rollback|undo)\.[a-z]+$/.test(file.path)) return [];
  const found: Found[] = [];
  for (const hunk of file.hunks) {
    if (!hunk.lines.some((line) => line.startsWith('+') && HINT.test(line))) continue;
    const head = hunk.lines.filter((line) => !line.startsWith('-'));
    const text = head.map((line) => line.slice(1));
    const isInComment = commentFinder(file.path, text);
    let undoing = false;
    head.forEach((line, index) => {
      const content = text[index] ?? '';
      if (/\b(?:down|downgrade|rollback)\b/i.test(content)) undoing = true;
      else if (/\b(?:up|upgrade|change)\b/i.test(content)) undoing = false;
      if (!line.startsWith('+') || undoing || !HINT.test(line) || content.length > 2000) return;
      for (const pattern of DROPPED) {
        const match = pattern.exec(content);
        if (match === null || isInComment({ index, column: match.index })) continue;
        found.push({ path: file.path, line: hunk.headStart + index, name: match[1] ?? '' });
        break;
      }
    });
  }
  return found;
}

const SQL_COLUMN =
  /^\s*["`[]?(\w+)["`\]]?\s+(?:big|small)?(?:int|serial|text|varchar|char|character|bool|date|time|numeric|decimal|real|double|float|json|uuid|bytea|blob|inet|citext)/i;
const PRISMA_COLUMN = /^\s+(\w+)\s+[A-Z]\w*(?:\[\]|\?)?(?:\s|$)/;

/** Columns whose line left a schema file (SQL, Prisma) and did not come back under the same name. */
export function deletedColumns(
  file: DiffFile,
  lines: { readonly added: readonly ChangedLine[]; readonly deleted: readonly ChangedLine[] },
): readonly Found[] {
  const pattern = { sql: SQL_COLUMN, prisma: PRISMA_COLUMN }[extensionOf(file.path)];
  if (pattern === undefined || file.status === 'deleted') return [];
  const names = (of: readonly ChangedLine[]): readonly Found[] =>
    of.flatMap(({ text, line }) => {
      const name = text.length > 2000 ? undefined : pattern.exec(text)?.[1];
      return name === undefined ? [] : [{ path: file.path, line, name }];
    });
  const kept = new Set(names(lines.added).map(({ name }) => name));
  return names(lines.deleted).filter(({ name }) => !kept.has(name));
}
