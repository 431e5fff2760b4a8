// Whole words of a path: `authorName` holds author and name, and never auth.

/** Lower case, split at punctuation, at camelCase humps, and between letters and digits. */
export function pathWords(path: string): readonly string[] {
  return path
    .replaceAll(HUMP, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const HUMP = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu;

/** Builds a test for whole words, singular or plural; a term of several words must stand in one piece. */
export function termFinder(terms: readonly string[]): (words: readonly string[]) => boolean {
  const words = new Set<string>();
  const phrases: (readonly string[])[] = [];
  for (const term of terms) {
    const parts = pathWords(term);
    const last = parts.at(-1);
    if (last === undefined) continue;
    if (parts.length > 1) for (const form of formsOf(last)) phrases.push([...parts.slice(0, -1), form]);
    else for (const form of formsOf(last)) words.add(form);
  }
  return (path) =>
    path.some((word) => words.has(word)) || phrases.some((phrase) => containsPhrase(path, phrase));
}

function formsOf(word: string): readonly string[] {
  const forms = [word, `${word}s`, `${word}es`];
  return word.endsWith('y') ? [...forms, `${word.slice(0, -1)}ies`] : forms;
}

function containsPhrase(path: readonly string[], phrase: readonly string[]): boolean {
  return path.some((_, start) => phrase.every((part, offset) => path[start + offset] === part));
}
