// A unified diff in one pane, its signs and colours kept: answers that base and head gave to the same request.
import { diffLineKind } from '../../../core/text/unified-diff.ts';
import { markup, type Markup } from '../markup.ts';

export function diffLines(lines: readonly string[]): Markup {
  return markup`<div class="beside one"><figure class="pane"><figcaption><span class="sign">−</span> base <span class="sign">+</span> head</figcaption><pre tabindex="0">${lines.map(diffLine)}</pre></figure></div>`;
}

function diffLine(line: string): Markup {
  switch (diffLineKind(line)) {
    case 'added':
      return markup`<span class="line changed head"><i>+</i>${line.slice(1)}</span>`;
    case 'removed':
      return markup`<span class="line changed base"><i>−</i>${line.slice(1)}</span>`;
    case 'hunk':
      return markup`<span class="line hunk">${line}</span>`;
    case 'context':
      return markup`<span class="line"><i> </i>${line.slice(1) || ' '}</span>`;
  }
}
