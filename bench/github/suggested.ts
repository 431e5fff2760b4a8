// What a click on a suggestion does: GitHub takes the lines of its block, as they are.

/** The lines a suggestion puts in place; null where it deletes them. */
export function suggested(body: string): string | null {
  const [, , text = ''] = /^(`{3,})suggestion\n([\s\S]*?)^\1$/m.exec(body) ?? [];
  return text === '' ? null : text.replace(/\n$/, '');
}
