// Keeps texts within a size and says so where something is missing, so that nobody takes a part for the whole.

/** Keeps the beginning and the end, two to one: errors and totals stand at the end. */
export function boundText(text: string, limitCharacters: number): string {
  if (text.length <= limitCharacters) return text;
  const head = wholeCharacters(text.slice(0, Math.ceil((limitCharacters * 2) / 3)));
  const tail = wholeCharacters(text.slice(text.length - Math.floor(limitCharacters / 3)));
  const missing = text.length - head.length - tail.length;
  return `${head}\n[… ${missing} characters left out: ask for a smaller part …]\n${tail}`;
}

/** A cut in the middle of a surrogate pair leaves half a character at an edge. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '');
}
