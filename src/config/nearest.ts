// Finds the word a person probably meant: optimal string alignment distance (Damerau-Levenshtein without overlaps).

const LONGEST = 64;

/** The closest candidate within a third of the word's length; null where nothing is close. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  // Nobody misspells a word this long; comparing it would only find what is near its beginning.
  if (word.length > LONGEST) return null;
  const simple = plain(word);
  let best: { readonly candidate: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(simple, plain(candidate));
    if (best === null || distance < best.distance) best = { candidate, distance };
  }
  if (best === null) return null;
  return best.distance <= Math.max(1, Math.floor(Math.max(word.length, best.candidate.length) / 3))
    ? best.candidate
    : null;
}

/** Spelling habits that are no mistakes of their own: `portEnv`, `port-env`, `port_env`. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

export function editDistance(one: string, other: string): number {
  const from = one.slice(0, LONGEST);
  const to = other.slice(0, LONGEST);
  let older: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (older[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
