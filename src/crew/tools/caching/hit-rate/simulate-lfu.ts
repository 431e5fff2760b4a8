// The hit ratio of a cache that drops what was asked least often since it came in, the longest unasked of those first.
// Buckets by count, as in Shah, Mitra, Matani: An O(1) algorithm for implementing the LFU cache eviction scheme, 2010.

export function lfuHitRatio(keys: readonly string[], entries: number): number {
  const counts = new Map<string, number>();
  const buckets = new Map<number, Set<string>>();
  let least = 1;
  let hits = 0;
  for (const key of keys) {
    const before = counts.get(key);
    if (before === undefined) {
      if (counts.size >= entries) evict();
      least = 1;
    } else {
      hits += 1;
      const bucket = buckets.get(before);
      bucket?.delete(key);
      if (bucket?.size === 0) {
        buckets.delete(before);
        if (least === before) least = before + 1;
      }
    }
    const count = (before ?? 0) + 1;
    counts.set(key, count);
    buckets.set(count, (buckets.get(count) ?? new Set<string>()).add(key));
  }
  return keys.length === 0 ? 0 : hits / keys.length;

  function evict(): void {
    const bucket = buckets.get(least);
    const [oldest] = bucket ?? [];
    if (bucket === undefined || oldest === undefined) return;
    bucket.delete(oldest);
    counts.delete(oldest);
    if (bucket.size === 0) buckets.delete(least);
  }
}
