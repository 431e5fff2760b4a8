// git writes odd file names as C strings with octal bytes; this gives the name back as it is on disk.

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** The path in `text`, quoted or not. */
export function unquotePath(text: string): string {
  return text.startsWith('"') ? readQuoted(text, 0).value : text;
}

/** Reads the C string that opens at `start`; `end` is the index behind its closing quote. */
export function readQuoted(text: string, start: number): { readonly value: string; readonly end: number } {
  const bytes: number[] = [];
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') {
      const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4));
      if (octal === null) {
        bytes.push(ESCAPES[text[at + 1] ?? ''] ?? 0x3f);
        at += 2;
      } else {
        bytes.push(Number.parseInt(octal[0], 8));
        at += 4;
      }
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    bytes.push(...new TextEncoder().encode(character));
    at += character.length;
  }
  return { value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)), end: at + 1 };
}
