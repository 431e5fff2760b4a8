// Whether a place in a piece of code is commented out: words in comments are talk, not deeds.
import { extensionOf } from '../../change/file-kind.ts';

interface CommentStyle {
  /** What opens a comment to the end of the line. */
  readonly line: readonly string[];
  readonly open: string;
  readonly close: string;
}

const C_LIKE: CommentStyle = { line: ['//'], open: '/*', close: '*/' };
const NO_BLOCK = { open: '', close: '' };

const STYLES: Readonly<Record<string, CommentStyle>> = {
  ...styleOf(
    { ...NO_BLOCK, line: ['#'] },
    'py pyi rb sh bash zsh fish pl pm r ex exs yml yaml toml cr jl nim',
  ),
  ...styleOf({ ...C_LIKE, line: ['--'] }, 'sql'),
  ...styleOf({ ...NO_BLOCK, line: ['--'] }, 'lua hs elm'),
  ...styleOf({ line: ['//'], open: '<!--', close: '-->' }, 'html htm vue svelte astro xml liquid'),
  ...styleOf({ ...C_LIKE, line: ['//', '#'] }, 'php'),
};

function styleOf(style: CommentStyle, extensions: string): Record<string, CommentStyle> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, style]));
}

export interface Place {
  readonly index: number;
  readonly column: number;
}

/** Reads consecutive lines once; the answer tells whether a place in them lies in a comment, as far as they show. */
export function commentFinder(path: string, lines: readonly string[]): (place: Place) => boolean {
  const style = STYLES[extensionOf(path.slice(path.lastIndexOf('/') + 1))] ?? C_LIKE;
  const starts = blockStarts(lines, style);
  return ({ index, column }) => {
    const before = (lines[index] ?? '').slice(0, column);
    // SQL in a string of another language brings its own comments along; a star begins the lines of a long comment.
    if (/^\s*(--|\*)\s/.test(before)) return true;
    const end = scan(before, style, starts[index] ?? false);
    return end.inBlock || end.inLine;
  };
}

/** Whether each line begins inside a block comment. One that opened above shows by its closing mark. */
function blockStarts(lines: readonly string[], style: CommentStyle): readonly boolean[] {
  const hasMark = (line: string): boolean => line.includes(style.open) || line.includes(style.close);
  if (style.open === '' || !lines.some(hasMark)) return [];
  const pass = (first: boolean): { starts: readonly boolean[]; stray: boolean } => {
    const starts: boolean[] = [];
    let inBlock = first;
    let opened = first;
    let stray = false;
    for (const line of lines) {
      starts.push(inBlock);
      if (!hasMark(line)) continue;
      const end = scan(line, style, inBlock);
      stray ||= end.strayClose && !opened;
      inBlock = end.inBlock;
      opened ||= inBlock;
    }
    return { starts, stray };
  };
  const outside = pass(false);
  return outside.stray ? pass(true).starts : outside.starts;
}

interface LineEnd {
  readonly inBlock: boolean;
  readonly inLine: boolean;
  /** A closing mark stood where no comment was open. */
  readonly strayClose: boolean;
}

function scan(text: string, style: CommentStyle, startsInBlock: boolean): LineEnd {
  let inBlock = startsInBlock;
  let strayClose = false;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (inBlock) {
      if (!isMark(text, at, style.close)) continue;
      inBlock = false;
      at += style.close.length - 1;
    } else if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (isMark(text, at, style.open)) {
      inBlock = true;
      at += style.open.length - 1;
    } else if (style.line.some((mark) => isMark(text, at, mark))) {
      return { inBlock: false, inLine: true, strayClose };
    } else if (isMark(text, at, style.close)) {
      strayClose = true;
    } else if (character === '"' || character === "'" || character === '`') {
      quote = character;
    }
  }
  return { inBlock, inLine: false, strayClose };
}

function isMark(text: string, at: number, mark: string): boolean {
  if (mark === '' || !text.startsWith(mark, at)) return false;
  // The slashes of an address open nothing.
  return mark !== '//' || text[at - 1] !== ':';
}
