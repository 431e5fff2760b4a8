// Where a patch can stand as suggestions of the forge: on lines of the pull request's own diff, each within one of its hunks.
// Semantics: https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request (line, start_line, side).
import type { Diff, DiffFile, Hunk } from '../../change/diff.ts';
import { parseGitDiff } from '../../change/parse-git-diff.ts';

export interface PlacedSuggestion {
  readonly path: string;
  /** Lines of head that the text takes the place of, both included; side RIGHT. */
  readonly startLine: number;
  readonly line: number;
  /** Empty deletes the lines. */
  readonly text: readonly string[];
}

/** More is no suggestion anybody reviews in place. */
const MOST_LINES = 80;
const MOST_CHARACTERS = 12_000;
const MOST_PIECES = 6;

/**
 * Null where any part of it does not fit; then a branch has to carry it. `change` is the diff of the pull request. Files with CRLF, and
 * ends of files without a line feed, never fit: applying a suggestion writes the forge's own line ends.
 */
export function placeSuggestions(patch: string, change: Diff): readonly PlacedSuggestion[] | null {
  if (/\r/.test(patch) || /^\\ No newline/m.test(patch)) return null;
  const placed: PlacedSuggestion[] = [];
  for (const file of parseGitDiff(patch).files) {
    const shown = change.files.find(({ path }) => path === file.path);
    if (shown === undefined || !isPlain(file) || shown.content !== 'text') return null;
    for (const hunk of file.hunks) {
      const pieces = placeHunk(file.path, hunk, shown.hunks);
      if (pieces === null) return null;
      placed.push(...pieces);
    }
  }
  const fits = placed.length > 0 && placed.length <= MOST_PIECES && placed.every(isShort);
  return fits ? placed : null;
}

function isPlain({ status, content, hunks }: DiffFile): boolean {
  return status === 'modified' && content === 'text' && hunks.length > 0;
}

function isShort({ text, startLine, line }: PlacedSuggestion): boolean {
  return (
    Math.max(text.length, line - startLine + 1) <= MOST_LINES && text.join('\n').length <= MOST_CHARACTERS
  );
}

/** As one piece where it fits, else each group of changed lines by itself. */
function placeHunk(path: string, hunk: Hunk, shown: readonly Hunk[]): readonly PlacedSuggestion[] | null {
  const lines = numbered(hunk);
  const changed = lines.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const [first] = changed;
  const last = changed.at(-1);
  if (first === undefined || last === undefined) return [];
  const whole = placePiece(lines, { first, last }, shown);
  if (whole !== null) return [{ path, ...whole }];
  const pieces: PlacedSuggestion[] = [];
  for (const group of groupsOf(changed)) {
    const piece = placePiece(lines, group, shown);
    if (piece === null) return null;
    pieces.push({ path, ...piece });
  }
  return pieces;
}

interface NumberedLine {
  readonly mark: string;
  readonly text: string;
  /** In head, for added lines that of the line behind them. */
  readonly line: number;
}

function numbered(hunk: Hunk): readonly NumberedLine[] {
  let line = hunk.baseStart;
  return hunk.lines.map((marked) => {
    const mark = marked.charAt(0);
    const at = line;
    if (mark !== '+') line += 1;
    return { mark, text: marked.slice(1), line: at };
  });
}

interface Group {
  readonly first: number;
  readonly last: number;
}

function groupsOf(changed: readonly number[]): readonly Group[] {
  const groups: Group[] = [];
  for (const index of changed) {
    const open = groups.at(-1);
    if (open !== undefined && open.last === index - 1) groups[groups.length - 1] = { ...open, last: index };
    else groups.push({ first: index, last: index });
  }
  return groups;
}

function placePiece(
  lines: readonly NumberedLine[],
  group: Group,
  shown: readonly Hunk[],
): Omit<PlacedSuggestion, 'path'> | null {
  for (const { first, last } of withAnchor(lines, group)) {
    const piece = lines.slice(first, last + 1);
    const replaced = piece.filter(({ mark }) => mark !== '+');
    const startLine = replaced[0]?.line;
    const line = replaced.at(-1)?.line;
    if (startLine === undefined || line === undefined || !isShown(replaced, shown)) continue;
    return {
      startLine,
      line,
      text: piece.filter(({ mark }) => mark !== '-').map(({ text }) => text),
    };
  }
  return null;
}

/** Lines that are only added need a line to stand on, which the suggestion repeats: the one above, else the one below. */
function withAnchor(lines: readonly NumberedLine[], { first, last }: Group): readonly Group[] {
  const isInsertion = lines.slice(first, last + 1).every(({ mark }) => mark === '+');
  if (!isInsertion) return [{ first, last }];
  return [
    ...(lines[first - 1]?.mark === ' ' ? [{ first: first - 1, last }] : []),
    ...(lines[last + 1]?.mark === ' ' ? [{ first, last: last + 1 }] : []),
  ];
}

/** All of them on the right side of one hunk, and saying there what the patch takes them to say. */
function isShown(replaced: readonly NumberedLine[], shown: readonly Hunk[]): boolean {
  return shown.some((hunk) => {
    const right = hunk.lines.filter((marked) => !marked.startsWith('-'));
    return replaced.every(({ line, text }) => right[line - hunk.headStart]?.slice(1) === text);
  });
}
