// The changed lines of the diff with their numbers, and where the words we look for stand in them.
import type { Diff, Hunk } from '../change/diff.ts';
import { hunkLines, type HunkLine } from '../change/hunk-lines.ts';
import type { Location } from '../core/location.ts';

export interface ChangedLine extends HunkLine {
  readonly path: string;
}

export interface ChangedLines {
  readonly lines: readonly ChangedLine[];
  /** Word, in lower case, to the indexes of the changed lines that hold it. */
  readonly places: Places;
  /** The same for the kept lines around: each stands for the changed line of its hunk that is nearest to it. */
  readonly nearby: Places;
}

type Places = ReadonlyMap<string, readonly number[]>;

/** Only the words asked for are kept: a large diff has millions, the clues a few dozen. */
export function indexChangedLines(diff: Diff, words: ReadonlySet<string>): ChangedLines {
  const lines: ChangedLine[] = [];
  const places = new Map<string, number[]>();
  const nearby = new Map<string, number[]>();
  if (words.size === 0) return { lines, places, nearby };
  for (const { path, previousPath, hunks } of diff.files) {
    for (const hunk of hunks) {
      const first = lines.length;
      for (const line of changedLinesOf(hunk, { base: previousPath ?? path, head: path })) lines.push(line);
      let before = 0;
      for (const [position, line] of hunk.lines.entries()) {
        const kept = line.startsWith(' ');
        const found = wordsOf(line.slice(1)).filter((word) => words.has(word));
        for (const word of new Set(found)) {
          const index = first + (kept ? nearestChange(hunk, { position, before }) : before);
          add(kept ? nearby : places, { word, index });
        }
        if (!kept) before += 1;
      }
    }
  }
  return { lines, places, nearby };
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z_$][\w$]*/g) ?? [];
}

export function changedLinesOf(
  hunk: Hunk,
  paths: { readonly base: string; readonly head: string },
): ChangedLine[] {
  return hunkLines(hunk).map((line) => ({ path: paths[line.side], ...line }));
}

export function locationOf({ path, side, line }: ChangedLine): Location {
  return { path, side, line };
}

/** Which changed line of the hunk, counted from 0, stands nearest to a kept line that has `before` changed lines above it. */
function nearestChange(
  { lines }: Hunk,
  { position, before }: { readonly position: number; readonly before: number },
): number {
  const up = lines.findLastIndex((line, at) => at < position && !line.startsWith(' '));
  const down = lines.findIndex((line, at) => at > position && !line.startsWith(' '));
  if (up >= 0 && (down < 0 || position - up < down - position)) return before - 1;
  // Where lines were replaced, what took their place says more than what went.
  const added = lines.findIndex((line, at) => at >= down && !line.startsWith('-'));
  return before + (lines[added]?.startsWith('+') ? added - down : 0);
}

function add(
  places: Map<string, number[]>,
  { word, index }: { readonly word: string; readonly index: number },
): void {
  const found = places.get(word);
  if (found === undefined) places.set(word, [index]);
  else if (found.at(-1) !== index) found.push(index);
}
