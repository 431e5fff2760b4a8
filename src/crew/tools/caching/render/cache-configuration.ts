// The cache design as settings, for YAML or JSON: what a program that caches has to be told.
import type { CacheDesign, CacheEntry } from '../cache-design.ts';

export interface CacheConfiguration {
  readonly version: 1;
  readonly application: string;
  readonly entries: readonly {
    readonly route: string;
    /** False where somebody has to agree first. */
    readonly enabled: boolean;
    readonly key: string;
    readonly ttl_ms: number;
    readonly negative_ttl_ms: number | null;
    readonly max_entries: number;
    readonly layers: readonly { readonly layer: string; readonly setting: string }[];
    readonly single_flight: boolean;
    readonly early_expiry: { readonly beta: number; readonly compute_ms: number } | null;
  }[];
  readonly never: readonly string[];
}

export function cacheConfiguration({ application, entries, routes }: CacheDesign): CacheConfiguration {
  return {
    version: 1,
    application,
    entries: entries.map(settingsOf),
    never: routes.filter(({ decision }) => decision === 'never').map(({ route }) => route),
  };
}

function settingsOf(entry: CacheEntry): CacheConfiguration['entries'][number] {
  const early = entry.stampede.earlyExpiry;
  return {
    route: entry.route,
    enabled: entry.decision === 'cache',
    key: entry.key.template,
    ttl_ms: entry.ttlMs,
    negative_ttl_ms: entry.negativeTtlMs,
    max_entries: entry.maxEntries,
    layers: entry.layers.map(({ layer, setting }) => ({ layer, setting })),
    single_flight: entry.stampede.singleFlight,
    early_expiry: early === null ? null : { beta: early.beta, compute_ms: early.computeMs },
  };
}
