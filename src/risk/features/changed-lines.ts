// The added and the deleted lines of a file, apart, as rules ask for them.
import type { DiffFile } from '../../change/diff.ts';
import { hunkLines, type HunkLine } from '../../change/hunk-lines.ts';

/** In head for added lines, in base for deleted ones. */
export type ChangedLine = Pick<HunkLine, 'line' | 'text'>;

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

export function changedLines({ hunks }: DiffFile): ChangedLines {
  const lines = hunks.flatMap(hunkLines);
  return {
    added: lines.filter(({ side }) => side === 'head'),
    deleted: lines.filter(({ side }) => side === 'base'),
  };
}
