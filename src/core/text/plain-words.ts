// Words of others for the message of a commit, or a title that may become one, where nothing can be escaped.
import { cleanLine } from './clean-text.ts';
import { cutText } from './cut-text.ts';

/** One line without mentions, and without numbers or addresses of issues that a closing word could stand before. */
export function plainWords(text: string, limit: number): string {
  return cutText(cleanLine(text).replaceAll(/[@#]|:\/\/|(?<=\bGH)-(?=\d)/gi, ' '), limit);
}
