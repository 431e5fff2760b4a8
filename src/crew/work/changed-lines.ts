// Which lines of head a change wrote.
import type { Diff } from '../../change/diff.ts';
import { hunkLines } from '../../change/hunk-lines.ts';

/** By path, from 1. */
export function changedLines({ files }: Diff): ReadonlyMap<string, ReadonlySet<number>> {
  return new Map(
    files.map(({ path, hunks }) => [
      path,
      new Set(
        hunks.flatMap((hunk) => hunkLines(hunk).flatMap(({ side, line }) => (side === 'head' ? [line] : []))),
      ),
    ]),
  );
}
