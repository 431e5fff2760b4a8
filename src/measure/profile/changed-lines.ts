// The lines a diff touches, by file and side, as a profile can be asked for them.
import type { Diff, Hunk } from '../../change/diff.ts';
import type { Side } from '../../core/side.ts';

export interface ChangedLine {
  readonly line: number;
  /** Without the mark; empty where lines only went from here. */
  readonly text: string;
}

export type ChangedLines = ReadonlyMap<string, readonly ChangedLine[]>;

/** On head what was added, on base what was deleted; where the other side alone has lines, the line behind the gap. */
export function changedLines(diff: Diff, side: Side): ChangedLines {
  return new Map(
    diff.files
      .filter(({ content }) => content === 'text')
      .map(({ path, previousPath, hunks }) => [
        side === 'head' ? path : (previousPath ?? path),
        hunks.flatMap((hunk) => linesOf(hunk, side)),
      ]),
  );
}

export function movedFiles(diff: Diff): ReadonlyMap<string, string> {
  return new Map(
    diff.files.flatMap(({ path, previousPath, status }) =>
      previousPath === null || status !== 'renamed' ? [] : [[previousPath, path]],
    ),
  );
}

function linesOf(hunk: Hunk, side: Side): ChangedLine[] {
  const [own, others] = side === 'head' ? ['+', '-'] : ['-', '+'];
  // An empty side of a hunk is told by the line before it.
  const [start, count] =
    side === 'head' ? [hunk.headStart, hunk.headCount] : [hunk.baseStart, hunk.baseCount];
  let line = count === 0 ? start + 1 : start;
  let gap = false;
  let block = false;
  const found: ChangedLine[] = [];
  for (const marked of hunk.lines) {
    if (marked.startsWith(others)) {
      gap = true;
      continue;
    }
    if (marked.startsWith(own)) {
      found.push({ line, text: marked.slice(1) });
      block = true;
    } else {
      if (gap && !block) found.push({ line, text: '' });
      gap = false;
      block = false;
    }
    line += 1;
  }
  if (gap && !block) found.push({ line: Math.max(1, line - 1), text: '' });
  return found;
}
