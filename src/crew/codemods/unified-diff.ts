// What `git apply` takes: the lines that differ with three lines around them, byte for byte as they stand in the file.
import { type Change, diffLines } from './diff-lines.ts';

const CONTEXT = 3;

interface Hunk {
  /** First line in the text before, from 1 (0 where nothing stands before it). */
  readonly beforeStart: number;
  readonly beforeLines: number;
  readonly text: string;
}

/** Null stands for a file that is not there. Equal texts give an empty patch. */
export function unifiedDiff(path: string, before: string | null, after: string | null): string {
  if (before === after) return '';
  const quoted = (prefix: string): string => quote(`${prefix}/${path}`);
  const head = [`diff --git ${quoted('a')} ${quoted('b')}\n`];
  if (before === null) head.push('new file mode 100644\n');
  if (after === null) head.push('deleted file mode 100644\n');
  const hunks = hunksOf(before ?? '', after ?? '');
  if (hunks.length === 0) return head.join('');
  head.push(`--- ${before === null ? '/dev/null' : tabbed(quoted('a'))}\n`);
  head.push(`+++ ${after === null ? '/dev/null' : tabbed(quoted('b'))}\n`);
  return head.join('') + hunks.map(({ text }) => text).join('');
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const [old, young] = [linesOf(before), linesOf(after)];
  const groups: Change[][] = [];
  for (const change of diffLines(old, young)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined || change.beforeStart - last.beforeEnd > CONTEXT * 2)
      groups.push([change]);
    else group.push(change);
  }
  return groups.map((group) => writeHunk(group, old, young));
}

function writeHunk(group: readonly Change[], old: readonly string[], young: readonly string[]): Hunk {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) throw new Error('A hunk without a change.');
  const beforeStart = Math.max(0, first.beforeStart - CONTEXT);
  const beforeEnd = Math.min(old.length, last.beforeEnd + CONTEXT);
  const afterStart = first.afterStart - (first.beforeStart - beforeStart);
  const afterEnd = last.afterEnd + (beforeEnd - last.beforeEnd);
  let body = '';
  let at = beforeStart;
  for (const change of group) {
    body += write(' ', old.slice(at, change.beforeStart));
    body += write('-', old.slice(change.beforeStart, change.beforeEnd));
    body += write('+', young.slice(change.afterStart, change.afterEnd));
    at = change.beforeEnd;
  }
  body += write(' ', old.slice(at, beforeEnd));
  const beforeLines = beforeEnd - beforeStart;
  const range = `-${rangeOf(beforeStart, beforeLines)} +${rangeOf(afterStart, afterEnd - afterStart)}`;
  return {
    beforeStart: beforeLines === 0 ? beforeStart : beforeStart + 1,
    beforeLines,
    text: `@@ ${range} @@\n${body}`,
  };
}

/** An empty range names the line before it. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start : start + 1},${lines}`;
}

function write(sign: string, lines: readonly string[]): string {
  return lines
    .map((line) => (line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`))
    .join('');
}

/** With their ends; only a line feed ends a line, as git has it. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** As git quotes a name that is not plain (core.quotePath): https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
function quote(name: string): string {
  if (!/[\p{Cc}"\\]/u.test(name)) return name;
  const escaped = name.replaceAll(/[\p{Cc}"\\]/gu, (char) =>
    char === '"' || char === '\\'
      ? `\\${char}`
      : `\\${(char.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

/** A name with a space ends in a tab, else what follows the space could be a date. */
function tabbed(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}
