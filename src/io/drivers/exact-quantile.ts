// Quantiles of raw samples: autocannon's own histogram rounds to whole milliseconds and knows no p95.

/** Nearest-rank quantile of ascending samples: the smallest sample that at least `fraction` of all do not exceed. */
export function exactQuantile(ascending: readonly number[], fraction: number): number | null {
  const rank = Math.max(1, Math.ceil(fraction * ascending.length));
  return ascending[rank - 1] ?? null;
}
