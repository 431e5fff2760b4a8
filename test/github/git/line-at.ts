// Where lines of one commit stand in a later one; nowhere once somebody changed them.
import { readOnce } from './read-once.ts';
import { gitText } from './run-git.ts';

export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Null where any of the lines was changed, or the file is gone. Both commits are full ids. */
export async function linesAt(
  directory: string,
  range: { readonly from: string; readonly to: string; readonly path: string },
  lines: LineRange,
): Promise<LineRange | null> {
  const { from, to, path } = range;
  const diff = await readOnce(`lines ${directory} ${from} ${to} ${path}`, () =>
    gitText(directory, ['diff', '--no-color', '--no-ext-diff', '--unified=0', from, to, '--', path]),
  );
  let shift = 0;
  for (const [, start, count = '1', , added = '1'] of diff.matchAll(
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm,
  )) {
    const removed = Number(count);
    // A hunk that only adds names the line above it.
    const first = removed === 0 ? Number(start) + 1 : Number(start);
    const last = removed === 0 ? Number(start) : first + removed - 1;
    if (
      removed === 0 ? first > lines.first && first <= lines.last : first <= lines.last && last >= lines.first
    )
      return null;
    if (first <= lines.first) shift += Number(added) - removed;
  }
  return { first: lines.first + shift, last: lines.last + shift };
}
