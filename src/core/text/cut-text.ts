// Shortens text without splitting a character, and always shows that it did.

/** At most `limit` UTF-16 units, the last of them an ellipsis where something was cut. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${wholeStart(text, limit - 1).trimEnd()}…`;
}

/** The first lines that fit, and a line that says how many are missing. */
export function cutLines(
  text: string,
  limits: { readonly lines: number; readonly characters: number },
): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    const short = cutText(line, 400);
    if (kept.length >= limits.lines || length + short.length > limits.characters) break;
    kept.push(short);
    length += short.length + 1;
  }
  const missing = lines.length - kept.length;
  return missing === 0
    ? kept.join('\n')
    : [...kept, `… ${missing} more line${missing === 1 ? '' : 's'}`].join('\n');
}

/** The longest start of at most `length` units that ends between two characters. */
export function wholeStart(text: string, length: number): string {
  const end = Math.max(0, length);
  return text.slice(0, end).replace(/[\ud800-\udbff]$/, '');
}
