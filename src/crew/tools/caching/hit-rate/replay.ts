// Replays requests against one cache: least recently used goes first, entries live a fixed time from when they were made.
export interface TimedKey {
  readonly key: string;
  readonly atMs: number;
}

export interface CacheSize {
  readonly entries: number;
  readonly ttlMs: number;
}

/** Whether each request was a hit, in the order given, which is the order of their time. */
export function replay(requests: readonly TimedKey[], { entries, ttlMs }: CacheSize): readonly boolean[] {
  const expires = new Map<string, number>();
  return requests.map(({ key, atMs }) => {
    const until = expires.get(key);
    const isHit = until !== undefined && atMs < until;
    // Maps keep the order of insertion: what is put in anew is the most recent.
    expires.delete(key);
    if (until === undefined && expires.size >= entries) {
      const [oldest] = expires.keys();
      if (oldest !== undefined) expires.delete(oldest);
    }
    if (entries > 0) expires.set(key, isHit ? until : atMs + ttlMs);
    return isHit;
  });
}

export function ratioOf(hits: readonly boolean[]): number {
  return hits.length === 0 ? 0 : hits.filter(Boolean).length / hits.length;
}
