// A model's Markdown as it may stand in a published document: paragraphs, lists, code; no links, images, mentions or HTML.
// A picture's address alone can carry text out (J. Rehberger, "Data exfiltration via Markdown images", 2023).
import { codeSpan, escapeProse } from '../../core/markdown/escape-markdown.ts';
import { fence } from '../../core/markdown/fence.ts';

const MOST_LINES = 80;
const MOST_LINE_CHARACTERS = 800;
const CODE = { lines: 40, characters: 4000 };

export function safeMarkdown(text: string): string {
  const blocks: string[] = [];
  let code: string[] | null = null;
  for (const line of text.split('\n').slice(0, MOST_LINES)) {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (code !== null && isFence) {
      blocks.push(fence(code.join('\n'), CODE));
      code = null;
    } else if (code !== null) code.push(line);
    else if (isFence) code = [];
    else blocks.push(safeLine(line));
  }
  if (code !== null) blocks.push(fence(code.join('\n'), CODE));
  return blocks.join('\n').trim();
}

/** The mark of a list or a heading is kept; a heading of a remark is never one of the document's. */
function safeLine(line: string): string {
  const [, mark = '', rest = ''] = /^\s{0,8}([-*+] |\d{1,3}[.)] |#{1,6} |> )?(.*)$/s.exec(line) ?? [];
  const words = inline(rest);
  if (mark.startsWith('#')) return `**${words}**`;
  if (mark === '* ' || mark === '+ ') return `- ${words}`;
  return `${mark}${words}`;
}

function inline(text: string): string {
  return text
    .slice(0, MOST_LINE_CHARACTERS)
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (/^`[^`]+`$/.test(part)) return codeSpan(part.slice(1, -1));
      const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? [];
      return words === ''
        ? part.slice(0, 1)
        : `${before.slice(0, 1)}${escapeProse(words, MOST_LINE_CHARACTERS)}${after.slice(0, 1)}`;
    })
    .join('');
}
