// The tags of a page that load something, with their lines: enough of HTML to know what stands in the head and what a comment hides.
// HTML Living Standard, 13.2.5 (tokenization), for attributes and raw text.

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly endLine: number;
  readonly isInHead: boolean;
}

const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|noscript|textarea|title)\b((?:[^>"']|"[^"]*"|'[^']*')*)>[\s\S]*?<\/\1\s*>|<(\/?[a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

export function readTags(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  let isInHead = /<head\b|<!doctype/i.test(text);
  for (const match of text.matchAll(TOKEN)) {
    const name = (match[1] ?? match[3] ?? '').toLowerCase();
    if (name === '/head' || name === 'body') isInHead = false;
    if (name === '' || name.startsWith('/')) continue;
    const line = text.slice(0, match.index).split('\n').length;
    const inner = match[2] ?? match[4] ?? '';
    tags.push({
      name,
      attributes: attributesOf(inner),
      line,
      endLine: line + inner.split('\n').length - 1,
      isInHead,
    });
  }
  return tags;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      double ?? single ?? bare ?? '',
    ]),
  );
}
