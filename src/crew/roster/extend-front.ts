// A user's file that adjusts a shipped agent: its keys over the shipped ones, its words below the shipped ones.
import type { SourceFile } from '../source-file.ts';
import { proposeName } from './check-front.ts';
import { placeComplaint, readFrontMatter, type FrontMatter, type ReadFront } from './front-matter.ts';

export function extendFront(own: FrontMatter, library: readonly SourceFile[]): ReadFront {
  const { extends: base } = own.value;
  // What is no text is refused by the schema.
  if (typeof base !== 'string') return { ok: true, front: own };
  const known = library.map(({ path }) => path.split('/').slice(-2).join('/').replace(/\.md$/, ''));
  const file = library[known.indexOf(base)];
  if (file === undefined) {
    const agents = known.filter((name) => !name.endsWith('/crew'));
    const mend = proposeName(base, agents) ?? `Name one of: ${agents.join(', ') || 'none is shipped'}`;
    const what = `there is no shipped agent \`${base}\``;
    return { ok: false, error: placeComplaint(own, { at: ['extends'], what, mend }) };
  }
  const read = readFrontMatter(file);
  if (!read.ok) return read;
  return {
    ok: true,
    front: {
      ...own,
      value: { ...read.front.value, ...own.value },
      body: [read.front.body, own.body].filter((part) => part !== '').join('\n\n'),
    },
  };
}
