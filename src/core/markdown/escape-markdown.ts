// Text from the code under review must show as itself in a comment: no markup, no mention, no reference, no link.
import { cleanLine } from '../text/clean-text.ts';
import { cutText } from '../text/cut-text.ts';

/** Shown as nothing, but it breaks what the forge would turn into a link or a notification. */
const BREAK = '&#8203;';

/** One line of prose, at most `limit` characters before escaping. Safe in paragraphs, lists and table cells. */
export function escapeProse(text: string, limit = 300): string {
  return escapeInline(cutText(cleanLine(text.slice(0, limit * 4)), limit));
}

/** Everything that could be markup, math, a mention, a reference, an emoji or a link, found in one pass. */
const SPECIAL =
  /[&<>]|[\\`*_[\]~|]|@|#(?=\d)|\bGH-(?=\d)|:(?=\/\/|[\w+-]+:)|\bwww(?=\.)|\$|\b(?=[0-9a-f]*[a-f])(?=[a-f]*\d)[0-9a-f]{7,40}\b/gi;
const LINE_START = /^(?:[-+=#]|\d+(?=[.)](?:\s|$)))/;

function escapeInline(text: string): string {
  return text
    .replace(SPECIAL, escapeMatch)
    .replace(LINE_START, (start) => (/\d/.test(start) ? `${start}${BREAK}` : `\\${start}`));
}

function escapeMatch(found: string): string {
  const entity = ENTITIES[found];
  if (entity !== undefined) return entity;
  if (/^[\\`*_[\]~|]$/.test(found)) return `\\${found}`;
  if (/^[0-9a-f]{7,}$/i.test(found)) return `${found.slice(0, 3)}${BREAK}${found.slice(3)}`;
  return found === '$' ? '<span>$</span>' : `${found}${BREAK}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A name, path or statement as code: nothing inside is interpreted. Safe in tables too. */
export function codeSpan(text: string, limit = 120): string {
  const shown = cutText(cleanLine(text.slice(0, limit * 4)), limit) || ' ';
  // A pipe would need a backslash inside tables and must not have one outside of them.
  if (shown.includes('|')) return `<code>${escapeInline(shown)}</code>`;
  const fence = '`'.repeat(longestRun(shown) + 1);
  const padding = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** Longest run of backticks. */
export function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
