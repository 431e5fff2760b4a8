// The changed lines of the diff with their numbers, and where the words we look for stand in them.
import type { Diff, Hunk } from '../change/diff.ts';
import type { Location } from '../core/location.ts';

export interface ChangedLine {
  readonly path: string;
  readonly side: 'base' | 'head';
  readonly line: number;
  readonly text: string;
}

export interface ChangedLines {
  readonly lines: readonly ChangedLine[];
  /** Word, in lower case, to the indexes of the lines that hold it. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Only the words asked for are kept: a large diff has millions, the clues a few dozen. */
export function indexChangedLines(diff: Diff, words: ReadonlySet<string>): ChangedLines {
  const lines = diff.files.flatMap(({ path, previousPath, hunks }) =>
    hunks.flatMap((hunk) => changedLinesOf(hunk, { base: previousPath ?? path, head: path })),
  );
  const places = new Map<string, number[]>();
  for (const [index, { text }] of lines.entries()) {
    for (const word of new Set(wordsOf(text))) {
      if (!words.has(word)) continue;
      const found = places.get(word);
      if (found === undefined) places.set(word, [index]);
      else found.push(index);
    }
  }
  return { lines, places };
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z_$][\w$]*/g) ?? [];
}

export function changedLinesOf(
  hunk: Hunk,
  paths: { readonly base: string; readonly head: string },
): ChangedLine[] {
  let baseLine = hunk.baseStart;
  let headLine = hunk.headStart;
  const changed: ChangedLine[] = [];
  for (const marked of hunk.lines) {
    const text = marked.slice(1);
    if (marked.startsWith('+')) changed.push({ path: paths.head, side: 'head', line: headLine, text });
    if (marked.startsWith('-')) changed.push({ path: paths.base, side: 'base', line: baseLine, text });
    if (!marked.startsWith('+')) baseLine += 1;
    if (!marked.startsWith('-')) headLine += 1;
  }
  return changed;
}

export function locationOf({ path, side, line }: ChangedLine): Location {
  return { path, side, line };
}
