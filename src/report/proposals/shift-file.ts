// A patch says where its lines stand in head; with other patches in the same file before it, they stand elsewhere.
import type { DiffFile, Hunk } from '../../change/diff.ts';

/** A group of changed lines, by the lines of head alone. */
export interface Edit {
  /** How many lines of head stand before it. */
  readonly at: number;
  readonly deleted: number;
  readonly added: number;
}

export function editsOf({ hunks }: Pick<DiffFile, 'hunks'>): readonly Edit[] {
  return hunks.flatMap((hunk) => {
    const edits: Edit[] = [];
    let at = linesBefore(hunk);
    let [deleted, added] = [0, 0];
    const end = (): void => {
      if (deleted + added > 0) edits.push({ at: at - deleted, deleted, added });
      [deleted, added] = [0, 0];
    };
    for (const marked of hunk.lines) {
      if (marked.startsWith('+')) added += 1;
      else if (marked.startsWith('-')) [deleted, at] = [deleted + 1, at + 1];
      else {
        end();
        at += 1;
      }
    }
    end();
    return edits;
  });
}

/** The same file of the same patch, for a text that has `edits` in it already. */
export function shiftFile(file: DiffFile, edits: readonly Edit[]): DiffFile {
  const hunks = file.hunks.map((hunk) => {
    const start = linesBefore(hunk);
    const shift = edits
      .filter(({ at, deleted }) => at + deleted <= start)
      .reduce((sum, { deleted, added }) => sum + added - deleted, 0);
    return { ...hunk, baseStart: hunk.baseStart + shift };
  });
  return { ...file, hunks };
}

/** A hunk that only adds names the line above it. */
function linesBefore({ baseStart, baseCount }: Hunk): number {
  return baseCount === 0 ? baseStart : baseStart - 1;
}
