// Text of several lines as a paragraph that keeps them: reasons and details are lists of facts, and run together nobody reads them.
import { escapeProse } from '../../core/markdown/escape-markdown.ts';
import { cleanBlock } from '../../core/text/clean-text.ts';

/** The lines that fit into about `limit` characters, each made plain text; null where nothing is left. */
export function proseLines(text: string, limit: number): string | null {
  const lines: string[] = [];
  let room = limit;
  for (const line of cleanBlock(text.slice(0, limit * 4)).split('\n')) {
    const shown = escapeProse(line, Math.max(room, 20));
    if (shown === '') continue;
    if (room <= 0) {
      lines.push('…');
      break;
    }
    room -= line.length;
    lines.push(shown);
  }
  return limit === 0 || lines.length === 0 ? null : lines.join('  \n');
}
