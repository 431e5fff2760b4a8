// Hunks are read by the counts in their @@ line, so that content which looks like a diff header stays content.
import type { Hunk } from './diff.ts';

export interface ParsedHunks {
  readonly hunks: readonly Hunk[];
  readonly additions: number;
  readonly deletions: number;
  readonly noNewlineAtEnd: boolean;
  /** Index of the first line behind the hunks. */
  readonly next: number;
  /** False where the text ends before the counts of the last hunk are used up. */
  readonly complete: boolean;
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/s;

/** Reads every hunk from `start` on; stops at the first line that belongs to none. */
export function parseHunks(lines: readonly string[], start: number): ParsedHunks {
  const hunks: Hunk[] = [];
  let additions = 0;
  let deletions = 0;
  let noNewlineAtEnd = false;
  let complete = true;
  let at = start;
  for (let header = headerAt(lines, at); header !== null; header = headerAt(lines, at)) {
    const content: string[] = [];
    let base = header.baseCount;
    let head = header.headCount;
    at += 1;
    while (at < lines.length) {
      const line = lines[at] ?? '';
      const mark = line.charCodeAt(0);
      if (mark === BACKSLASH) {
        // Belongs to the line above it: the old version's end when that was deleted, else the new one's.
        noNewlineAtEnd ||= content.at(-1)?.startsWith('-') === false;
        at += 1;
        continue;
      }
      if (base <= 0 && head <= 0) break;
      if (mark === PLUS) {
        head -= 1;
        additions += 1;
      } else if (mark === MINUS) {
        base -= 1;
        deletions += 1;
      } else {
        base -= 1;
        head -= 1;
      }
      // Some gits write a kept empty line without its mark.
      content.push(line === '' ? ' ' : line);
      at += 1;
    }
    complete = base === 0 && head === 0;
    hunks.push({ ...header, lines: content });
  }
  return { hunks, additions, deletions, noNewlineAtEnd, next: at, complete };
}

const PLUS = 0x2b;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

function headerAt(lines: readonly string[], at: number): Omit<Hunk, 'lines'> | null {
  const line = lines[at];
  if (line === undefined || !line.startsWith('@@ -')) return null;
  const match = HEADER.exec(line);
  if (match === null) return null;
  return {
    baseStart: Number(match[1]),
    baseCount: Number(match[2] ?? 1),
    headStart: Number(match[3]),
    headCount: Number(match[4] ?? 1),
    section: match[5] ?? '',
  };
}
