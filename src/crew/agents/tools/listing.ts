// Lists for a model stay short and say what is missing, so that it asks for less instead of taking a part for the whole.
import { cutText } from '../../../core/text/cut-text.ts';

const MOST_CHARACTERS = 15_000;
const MOST_LINE_CHARACTERS = 600;

/** At most so many entries, one a line (or a block), and how many more there are. */
export function listing(entries: readonly string[], most: number): string {
  const shown: string[] = [];
  let characters = 0;
  for (const entry of entries.slice(0, most)) {
    const text = entry
      .split('\n')
      .map((line) => cutText(line, MOST_LINE_CHARACTERS))
      .join('\n');
    if (characters + text.length > MOST_CHARACTERS) break;
    characters += text.length + 1;
    shown.push(text);
  }
  const missing = entries.length - shown.length;
  return [...shown, ...(missing > 0 ? [`… ${missing} more, narrow it down.`] : [])].join('\n');
}
