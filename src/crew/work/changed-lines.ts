// Which lines of head a change wrote, and between which it took something out.
import type { Hunk } from '../../change/diff.ts';

type HeadLines = Pick<Hunk, 'headStart' | 'lines'>;

/** By path, from 1. Where lines only went, the two that now meet stand for them: what is missing there was written by nobody else. */
export function changedLines({
  files,
}: {
  readonly files: readonly { readonly path: string; readonly hunks: readonly HeadLines[] }[];
}): ReadonlyMap<string, ReadonlySet<number>> {
  return new Map(files.map(({ path, hunks }) => [path, new Set(hunks.flatMap(linesOf))]));
}

function linesOf({ headStart, lines }: HeadLines): readonly number[] {
  const changed: number[] = [];
  let head = headStart;
  let previous = ' ';
  for (const [at, marked] of lines.entries()) {
    const mark = marked.slice(0, 1);
    if (mark === '+') changed.push(head);
    const isEndOfDeletion = mark === '-' && !/^[-+\\]/.test(lines[at + 1] ?? ' ');
    if (isEndOfDeletion && previous !== '+') changed.push(Math.max(1, head - 1), head);
    if (mark === '+' || mark === ' ') head += 1;
    if (mark !== '-') previous = mark;
  }
  return changed;
}
