// The tags of an XML document in order, with their attributes: all that JMeter's results need. No entities but the five of XML
// and characters by number, no DOCTYPE, so that there is nothing to expand.
import { unreadable, type Source } from '../refuse.ts';

export interface XmlTag {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const LONGEST_TAG = 64_000;

/** What is skipped, by how it begins and ends. */
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

export function* xmlTags(text: string, source: Source): Generator<XmlTag> {
  let at = text.indexOf('<');
  while (at !== -1) {
    const skipped = SKIPPED.find(([begin]) => text.startsWith(begin, at));
    if (skipped) {
      const [begin, ending] = skipped;
      const end = text.indexOf(ending, at + begin.length);
      if (end === -1) throw broken(source);
      at = text.indexOf('<', end + ending.length);
      continue;
    }
    const end = endOfTag(text, at);
    const tag = end === null ? null : tagOf(text.slice(at + 1, end));
    if (end === null || tag === null) throw broken(source);
    yield tag;
    at = text.indexOf('<', end + 1);
  }
}

/** Where the tag's `>` is, outside of quotes; null where there is none. */
function endOfTag(text: string, at: number): number | null {
  let quoted: string | null = null;
  for (let index = at + 1; index < Math.min(text.length, at + LONGEST_TAG); index += 1) {
    const character = text[index];
    if (quoted !== null) {
      if (character === quoted) quoted = null;
    } else if (character === '"' || character === "'") quoted = character;
    else if (character === '>') return index;
    else if (character === '<') return null;
  }
  return null;
}

const NAME = /^[A-Za-z_][\w.:-]{0,200}/;
const ATTRIBUTE = /\s([A-Za-z_][\w.:-]{0,100})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g;

function tagOf(inner: string): XmlTag | null {
  const isClose = inner.startsWith('/');
  const name = NAME.exec(isClose ? inner.slice(1) : inner)?.[0];
  if (name === undefined) return null;
  if (isClose) return { kind: 'close', name, attributes: new Map() };
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of inner.matchAll(ATTRIBUTE)) {
    attributes.set(key, decoded(double ?? single ?? ''));
  }
  return { kind: inner.endsWith('/') ? 'empty' : 'open', name, attributes };
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decoded(value: string): string {
  return value.replaceAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|\w{1,8});/gi, (whole) => {
    const inner = whole.slice(1, -1);
    if (!inner.startsWith('#')) return ENTITIES.get(inner) ?? whole;
    const code = Number(inner.slice(1).replace(/^x/i, '0x'));
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

function broken(source: Source): Error {
  return unreadable(source, {
    what: 'is not well-formed XML, or was cut off',
    mend: 'Let JMeter end by itself (`jmeter -n -l FILE`), so that it writes the last tag.',
  });
}
