// The added and the deleted lines of a file, each with the line number a person can open.
import type { DiffFile } from '../../change/diff.ts';

export interface ChangedLine {
  readonly text: string;
  /** In head for added lines, in base for deleted ones. */
  readonly line: number;
}

/** A place that earned points. */
export interface Found {
  readonly path: string;
  readonly line: number | null;
  /** What was found there: the name of a function, an export, a route. */
  readonly name: string;
}

export interface ChangedLines {
  readonly added: readonly ChangedLine[];
  readonly deleted: readonly ChangedLine[];
}

export function changedLines(file: DiffFile): ChangedLines {
  const added: ChangedLine[] = [];
  const deleted: ChangedLine[] = [];
  for (const hunk of file.hunks) {
    let base = hunk.baseStart;
    let head = hunk.headStart;
    for (const marked of hunk.lines) {
      const mark = marked.charCodeAt(0);
      if (mark === 0x2b) {
        added.push({ text: marked.slice(1), line: head });
        head += 1;
      } else if (mark === 0x2d) {
        deleted.push({ text: marked.slice(1), line: base });
        base += 1;
      } else {
        base += 1;
        head += 1;
      }
    }
  }
  return { added, deleted };
}
