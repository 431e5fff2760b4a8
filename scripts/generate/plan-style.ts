// The part of Bootstrap's and PEV2's style sheets that the plan viewer can use: the rest would be four fifths of it.

const CLASS = /\.((?:[\w-]|\\.)+)/g;
const TAGS_OF_TEXT = /[\w-]+/g;

/** Keeps the rules whose classes all stand somewhere in the viewer's code, and no address of a picture. */
export function usedStyle(style: string, code: string): string {
  const words = new Set(code.match(TAGS_OF_TEXT));
  const isUsed = (selector: string): boolean =>
    [...selector.matchAll(CLASS)].every(([, name = '']) => words.has(name.replaceAll('\\', '')));
  return filterRules(style, isUsed).replaceAll(/url\((?:"[^"]*"|[^)]*)\)/g, 'none');
}

/** Minified CSS in, minified CSS out; rules inside `@media` and the like are filtered too. */
function filterRules(style: string, isUsed: (selector: string) => boolean): string {
  let kept = '';
  let at = 0;
  while (at < style.length) {
    const open = findOutsideStrings(style, at, '{;');
    if (open === -1) break;
    const head = style.slice(at, open);
    if (style[open] === ';') {
      at = open + 1;
      continue;
    }
    const end = closingBrace(style, open);
    const body = style.slice(open + 1, end);
    at = end + 1;
    if (/^@(?:media|supports)/.test(head)) {
      const inner = filterRules(body, isUsed);
      if (inner !== '') kept += `${head}{${inner}}`;
    } else if (head.startsWith('@')) kept += `${head}{${body}}`;
    else {
      const selectors = splitList(head).filter(isUsed);
      if (selectors.length > 0) kept += `${selectors.join(',')}{${body}}`;
    }
  }
  return kept;
}

/** Commas inside `:not(a,b)` part nothing. */
function splitList(selectors: string): readonly string[] {
  return selectors.split(/,(?![^()]*\))/);
}

function closingBrace(style: string, open: number): number {
  let depth = 0;
  for (let at = open; at !== -1 && at < style.length; at += 1) {
    at = findOutsideStrings(style, at, '{}');
    if (at === -1) break;
    depth += style[at] === '{' ? 1 : -1;
    if (depth === 0) return at;
  }
  throw new Error('A rule of the viewer’s style sheet is never closed.');
}

/** Where the first of the marks stands, strings and parentheses stepped over: addresses hold braces and semicolons. */
function findOutsideStrings(style: string, from: number, marks: string): number {
  let quote = '';
  for (let at = from; at < style.length; at += 1) {
    const mark = style.charAt(at);
    if (mark === '\\') at += 1;
    else if (quote !== '') quote = mark === quote ? '' : quote;
    else if (mark === '"' || mark === "'") quote = mark;
    else if (marks.includes(mark)) return at;
  }
  return -1;
}
