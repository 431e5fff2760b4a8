// Evidence of base and head beside each other, with the lines that differ marked by sign and colour.
import type { Finding } from '../../../compare/finding.ts';
import { cleanBlock } from '../../../core/text/clean-text.ts';
import { cutLines } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';
import { isUnifiedDiff } from '../../../core/text/unified-diff.ts';
import { alignLines, type AlignedLine } from '../../text/align-lines.ts';
import { diffLines } from './diff-lines.ts';

const LIMITS = { lines: 300, characters: 30_000 } as const;

/** Null where there is no evidence. */
export function sideBySide({ base, head }: Finding['evidence']): Markup | null {
  const texts = { base: shownLines(base), head: shownLines(head) };
  if (texts.base === null && texts.head === null) return null;
  if (texts.base === null || texts.head === null) {
    const side = texts.base === null ? 'head' : 'base';
    const only = texts[side] ?? [];
    if (isUnifiedDiff(only.join('\n'))) return diffLines(only);
    return markup`<div class="beside one">${pane(
      side,
      only.map((text) => ({ text, change: 'same' })),
    )}</div>`;
  }
  const aligned = alignLines(texts.base, texts.head);
  return markup`<div class="beside">${(['base', 'head'] as const).map((side) =>
    pane(
      side,
      aligned.map((line) => ({ text: line[side], change: line.change })),
    ),
  )}</div>`;
}

interface PaneLine {
  readonly text: string | null;
  readonly change: AlignedLine['change'];
}

function pane(side: 'base' | 'head', lines: readonly PaneLine[]): Markup {
  const shown = lines.map(({ text, change }) =>
    text === null
      ? markup`<span class="line gap"> </span>`
      : markup`<span class="line ${change} ${side}"><i aria-hidden="true">${sign(change, side)}</i>${text}</span>`,
  );
  return markup`<figure class="pane"><figcaption>${side}</figcaption><pre tabindex="0">${shown}</pre></figure>`;
}

function sign(change: AlignedLine['change'], side: 'base' | 'head'): string {
  if (change === 'changed') return side === 'base' ? '−' : '+';
  return change === 'digits' ? '~' : ' ';
}

function shownLines(text: string | null): readonly string[] | null {
  if (text === null || text.trim() === '') return null;
  return cutLines(cleanBlock(text).replace(/\n+$/, ''), LIMITS).split('\n');
}
