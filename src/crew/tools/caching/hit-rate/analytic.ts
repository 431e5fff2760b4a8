// Hit ratios computed where no traffic was captured: requests independent of each other, at Poisson times.

/** Popularities of Zipf's law, adding up to 1. Breslau, Cao, Fan, Phillips, Shenker: Web caching and Zipf-like distributions, INFOCOM 1999. */
export function zipf(keys: number, exponent: number): readonly number[] {
  const weights = Array.from({ length: keys }, (_, index) => (index + 1) ** -exponent);
  const sum = weights.reduce((total, each) => total + each, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * LRU's hit ratio by the characteristic time t at which Σ(1 − e^(−pᵢt)) equals the size; a key is hit with 1 − e^(−pᵢt).
 * Che, Tung, Wang: Hierarchical web caching systems: modeling, design and experimental results, IEEE JSAC 20(7), 2002.
 */
export function cheHitRatio(popularities: readonly number[], entries: number): number {
  if (entries <= 0) return 0;
  if (entries >= popularities.length) return 1;
  const filled = (time: number): number =>
    popularities.reduce((sum, popularity) => sum - Math.expm1(-popularity * time), 0);
  let low = 0;
  let high = entries;
  while (filled(high) < entries && high < Number.MAX_VALUE / 4) high *= 2;
  for (let turn = 0; turn < 100; turn += 1) {
    const middle = (low + high) / 2;
    if (filled(middle) < entries) low = middle;
    else high = middle;
  }
  return popularities.reduce((sum, popularity) => sum - popularity * Math.expm1(-popularity * high), 0);
}

/**
 * λT/(1+λT) for a time to live that hits do not renew. Jung, Berger, Balakrishnan: Modeling TTL-based Internet caches, INFOCOM 2003.
 * Writes at Poisson times that drop the entry cut its life to (1 − e^(−μT))/μ on average.
 */
export function ttlHitRate(perSecond: number, ttlSeconds: number, dropsPerSecond = 0): number {
  const life = dropsPerSecond > 0 ? -Math.expm1(-dropsPerSecond * ttlSeconds) / dropsPerSecond : ttlSeconds;
  const asked = perSecond * life;
  return asked / (1 + asked);
}
