// What lines of one place have in common although each is different: the fixed words, and the kinds of what stands between.

const KINDS = {
  timestamp:
    /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\d{1,2}:\d\d:\d\d/,
  uuid: /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i,
  duration: /\d+(?:\.\d+)? ?(?:ns|µs|us|ms|s|sec|seconds?|minutes?)\b/,
  // At least one digit, or `feedface` and `decade` would be ids.
  hex: /\b(?=[a-f]*\d)[\da-f]{8,}\b/i,
  // Looking further ahead would take a long line of words apart in quadratic time.
  id: /\b(?=[\w-]{0,40}\d)[\w-]{16,}/,
  number: /\d+(?:\.\d+)?/,
} as const;

type Kind = keyof typeof KINDS | 'word';

interface Token {
  readonly text: string;
  readonly kind: Kind;
}

const KIND_NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];
const TOKEN = new RegExp(
  [...KIND_NAMES.map((kind) => `(?<${kind}>${KINDS[kind].source})`), '[A-Za-z_]+', '\\s+', '[^]'].join('|'),
  'giu',
);

/** Fixed texts, and kinds in place of what differs. `rest`: any text stands between the two halves. */
export interface LinePattern {
  readonly parts: readonly (string | { readonly kind: Kind })[];
  readonly restAt: number | null;
}

/** Longer lines are not taken apart: they hold data, and would cost time and stack. */
const LONGEST_LINE = 50_000;

/** Null where the lines have no letter in common, since it would fit every line, or are too long. */
export function patternOf(lines: readonly string[]): LinePattern | null {
  if (lines.some(({ length }) => length > LONGEST_LINE)) return null;
  const [first = [], ...others] = lines.map(tokens);
  const pattern = others.every(({ length }) => length === first.length)
    ? {
        parts: first.map((token, at) => merged([token, ...others.flatMap((line) => line[at] ?? [])])),
        restAt: null,
      }
    : aroundRest([first, ...others]);
  const fixed = pattern.parts.filter((part) => typeof part === 'string').join('');
  const tells =
    /[A-Za-z]/.test(fixed) || pattern.parts.every((part) => typeof part === 'string' || part.kind !== 'word');
  return tells && (pattern.restAt === null || /[A-Za-z]/.test(fixed)) ? pattern : null;
}

export function matches(line: string, { parts, restAt }: LinePattern): boolean {
  if (line.length > LONGEST_LINE) return false;
  const found = tokens(line);
  if (restAt === null)
    return found.length === parts.length && parts.every((part, at) => agrees(found[at], part));
  if (found.length < parts.length) return false;
  const shift = found.length - parts.length;
  return parts.every((part, at) => agrees(found[at < restAt ? at : at + shift], part));
}

/** The line that stands for all that fit. */
export function printPattern({ parts, restAt }: LinePattern): string {
  const printed = parts.map((part) => (typeof part === 'string' ? part : `‹${part.kind}›`));
  return (restAt === null ? printed : printed.toSpliced(restAt, 0, '‹…›')).join('');
}

/** The line without what often differs, whether it does here or not. */
export function maskLine(line: string): string {
  return tokens(line.slice(0, LONGEST_LINE))
    .map(({ text, kind }) => (kind === 'word' ? text : `‹${kind}›`))
    .join('');
}

function tokens(line: string): Token[] {
  return Array.from(line.matchAll(TOKEN), ({ 0: text, groups }) => ({
    text,
    kind: KIND_NAMES.find((kind) => groups?.[kind] !== undefined) ?? 'word',
  }));
}

function merged(column: readonly Token[]): string | { readonly kind: Kind } {
  const [first] = column;
  if (first === undefined) return '';
  if (column.every(({ text }) => text === first.text)) return first.text;
  return { kind: column.every(({ kind }) => kind === first.kind) ? first.kind : 'word' };
}

/** Lines of different lengths share how they begin and how they end. */
function aroundRest(lines: readonly (readonly Token[])[]): LinePattern {
  const [first = []] = lines;
  const shortest = Math.min(...lines.map(({ length }) => length));
  let start = 0;
  while (start < shortest && lines.every((line) => line[start]?.text === first[start]?.text)) start += 1;
  let end = 0;
  while (
    end < shortest - start &&
    lines.every((line) => line.at(-1 - end)?.text === first.at(-1 - end)?.text)
  ) {
    end += 1;
  }
  const kept = [...first.slice(0, start), ...first.slice(first.length - end)];
  return { parts: kept.map(({ text }) => text), restAt: start };
}

function agrees(token: Token | undefined, part: LinePattern['parts'][number]): boolean {
  if (token === undefined) return false;
  return typeof part === 'string' ? token.text === part : part.kind === 'word' || token.kind === part.kind;
}
