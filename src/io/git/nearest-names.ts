// Which existing names somebody may have meant.

/** At most five, the likeliest first. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const target = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(target, name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, 5)
    .map(({ name }) => name);
}

/** The last part of `origin/main` counts as well as the whole. */
function distanceOf(target: string, name: string): number {
  const tail = name.slice(name.indexOf('/') + 1);
  return Math.min(editDistance(target, name), editDistance(target, tail) + 0.5);
}

/** Levenshtein, two rows. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[at - 1] === other[column - 1] ? 0 : 1;
      next.push(Math.min((next[column - 1] ?? 0) + 1, (row[column] ?? 0) + 1, (row[column - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
