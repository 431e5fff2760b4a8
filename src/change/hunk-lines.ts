// The lines a hunk adds and deletes, each with the line number a person can open.
import type { Hunk } from './diff.ts';

export interface HunkLine {
  /** `head` for added lines, `base` for deleted ones: the version the number counts in. */
  readonly side: 'base' | 'head';
  readonly line: number;
  /** Without its mark. */
  readonly text: string;
}

export function hunkLines(hunk: Hunk): readonly HunkLine[] {
  const changed: HunkLine[] = [];
  let base = hunk.baseStart;
  let head = hunk.headStart;
  for (const marked of hunk.lines) {
    const mark = marked.charCodeAt(0);
    if (mark === PLUS) changed.push({ side: 'head', line: head, text: marked.slice(1) });
    else if (mark === MINUS) changed.push({ side: 'base', line: base, text: marked.slice(1) });
    if (mark !== PLUS) base += 1;
    if (mark !== MINUS) head += 1;
  }
  return changed;
}

const PLUS = 0x2b;
const MINUS = 0x2d;
