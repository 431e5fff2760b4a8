// Exact LRU hit ratios of every cache size in one pass over a trace.
// Mattson, Gecsei, Slutz, Traiger: Evaluation techniques for storage hierarchies, IBM Systems Journal 9(2), 1970; the distances are
// counted in a Fenwick tree over the last places of keys (Bennett, Kruskal: LRU stack processing, IBM J. Res. Dev. 19, 1975).

export interface StackDistances {
  readonly requests: number;
  /** `hits[d]`: requests whose key was the d-th most recent one, from 1; index 0 is unused. First requests are in none. */
  readonly hits: readonly number[];
}

export function stackDistances(keys: readonly string[]): StackDistances {
  const counts = new Float64Array(keys.length + 1);
  const lastPlace = new Map<string, number>();
  const hits: number[] = [0];
  keys.forEach((key, index) => {
    const place = index + 1;
    const before = lastPlace.get(key);
    if (before !== undefined) {
      // Keys whose last place is at or after this key's own: the key itself is one of them.
      const distance = lastPlace.size - sumTo(counts, before - 1);
      while (hits.length <= distance) hits.push(0);
      hits[distance] = (hits[distance] ?? 0) + 1;
      add(counts, before, -1);
    }
    add(counts, place, 1);
    lastPlace.set(key, place);
  });
  return { requests: keys.length, hits };
}

export function lruHitRatio({ requests, hits }: StackDistances, entries: number): number {
  if (requests === 0) return 0;
  return hits.slice(1, entries + 1).reduce((sum, each) => sum + each, 0) / requests;
}

function add(counts: Float64Array, place: number, value: number): void {
  for (let at = place; at < counts.length; at += at & -at) counts[at] = (counts[at] ?? 0) + value;
}

function sumTo(counts: Float64Array, place: number): number {
  let sum = 0;
  for (let at = place; at > 0; at -= at & -at) sum += counts[at] ?? 0;
  return sum;
}
