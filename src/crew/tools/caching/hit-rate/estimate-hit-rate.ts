// How often a cached answer would be asked again while it is kept: replayed from captured traffic, or computed with every assumption told.
import type { HitRate } from '../cache-design.ts';
import { cheHitRatio, ttlHitRate, zipf } from './analytic.ts';
import { ratioOf, replay, type TimedKey } from './replay.ts';
import { lfuHitRatio } from './simulate-lfu.ts';
import { lruHitRatio, stackDistances } from './stack-distances.ts';

export interface HitRateQuestion {
  /** Captured requests as keys, by time. */
  readonly requests: readonly TimedKey[];
  readonly requestsPerSecond: number | null;
  readonly keys: { readonly low: number; readonly high: number };
  readonly maxEntries: number;
  readonly ttlMs: number;
  /** Null where writes drop the entry but were not counted; 0 where none does. */
  readonly dropsPerSecond: number | null;
}

/** With fewer, chance decides. */
const LEAST_REQUESTS = 50;
/** Web traffic lies between 0.6 and 0.9 (Breslau et al. 1999); a little more on the side of concentration. */
const EXPONENTS = [0.6, 1] as const;
const ASSUMED_PER_SECOND = [0.1, 10] as const;

export function estimateHitRate(question: HitRateQuestion): HitRate {
  return question.requests.length >= LEAST_REQUESTS ? replayed(question) : modelled(question);
}

/** The whole trace from cold, and its second half with what the first had warmed. */
function replayed({ requests, maxEntries, ttlMs }: HitRateQuestion): HitRate {
  const keys = requests.map(({ key }) => key);
  const hits = replay(requests, { entries: maxEntries, ttlMs });
  const ratios = [ratioOf(hits), ratioOf(hits.slice(Math.floor(hits.length / 2)))];
  const distances = stackDistances(keys);
  const distinct = new Set(keys).size;
  return {
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    basis: 'replayed',
    assumptions: [
      `${requests.length} captured requests for ${distinct} keys, LRU of ${maxEntries} entries that live ${ttlMs / 1000} s`,
      'Low: from an empty cache, high or low: the second half alone. Drops by writes are not in the traffic.',
    ],
    bySize: sizesUpTo(distinct).map((entries) => ({
      entries,
      lru: lruHitRatio(distances, entries),
      lfu: lfuHitRatio(keys, entries),
    })),
  };
}

function sizesUpTo(distinct: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = 1; size < distinct; size *= 4) sizes.push(size);
  return [...sizes, distinct];
}

function modelled({ requestsPerSecond, keys, maxEntries, ttlMs, dropsPerSecond }: HitRateQuestion): HitRate {
  const rates = requestsPerSecond === null ? ASSUMED_PER_SECOND : [requestsPerSecond];
  const drops = dropsPerSecond === null ? [0, 1000 / ttlMs] : [dropsPerSecond];
  const counts = [...new Set([keys.low, keys.high].map((count) => Math.max(1, Math.round(count))))];
  const exponents = counts.every((count) => count === 1) ? [EXPONENTS[0]] : EXPONENTS;
  const ratios = counts.flatMap((count) =>
    exponents.flatMap((exponent) => {
      const popularities = zipf(count, exponent);
      const kept = cheHitRatio(popularities, maxEntries);
      return rates.flatMap((rate) =>
        drops.map((drop) =>
          Math.min(
            kept,
            popularities.reduce(
              (sum, popularity) => sum + popularity * ttlHitRate(rate * popularity, ttlMs / 1000, drop),
              0,
            ),
          ),
        ),
      );
    }),
  );
  return {
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    basis: 'modelled',
    assumptions: [
      'Requests independent, at Poisson times; a key is hit with λT/(1+λT) (Jung et al. 2003), at most what an LRU of that size keeps (Che et al. 2002)',
      requestsPerSecond === null
        ? `Traffic unknown: ${ASSUMED_PER_SECOND.join(' to ')} requests per second assumed`
        : `${requestsPerSecond} requests per second, as counted`,
      counts.every((count) => count === 1)
        ? 'One key'
        : `${counts.join(' to ')} keys assumed, popular by Zipf's law with exponent ${EXPONENTS.join(' to ')}`,
      ...(dropsPerSecond === null ? [`Writes not counted: none, to one each ${ttlMs / 1000} s`] : []),
    ],
    bySize: [],
  };
}
