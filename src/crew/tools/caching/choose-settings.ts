// Where an answer is kept, how long, and what stands before many misses at once.
import type { CacheEntry } from './cache-design.ts';

export interface SettingsQuestion {
  readonly durationMs: number | null;
  readonly keys: { readonly low: number; readonly high: number };
  /** Writes of its tables that can be hooked. */
  readonly runtimeWrites: number;
  /** Of its tables together; null where they were not counted. */
  readonly writesPerSecond: number | null;
  readonly hasAllWrites: boolean;
  readonly toleratedStalenessMs: number;
  readonly staysInside: boolean;
  readonly headers: readonly string[];
}

type Settings = Pick<CacheEntry, 'layers' | 'ttlMs' | 'ttlReason' | 'stampede'>;

/** Where every write drops its entries, time only mends a drop that was lost. */
const SAFETY_NET_MS = 10 * 60_000;
const MOST_IN_PROCESS = 200;
/** A look-up in a shared store over the network takes about a millisecond. */
const WORTH_A_STORE_MS = 5;

export function chooseSettings(question: SettingsQuestion): Settings {
  return { ...timeToLive(question), layers: layersFor(question), stampede: stampedeFor(question.durationMs) };
}

function timeToLive({
  hasAllWrites,
  writesPerSecond,
  toleratedStalenessMs,
}: SettingsQuestion): Pick<Settings, 'ttlMs' | 'ttlReason'> {
  if (!hasAllWrites)
    return {
      ttlMs: toleratedStalenessMs,
      ttlReason: `Some of its tables are written where it is not seen, so the answer is as old as tolerated at most: ${toleratedStalenessMs / 1000} s.`,
    };
  const interval = writesPerSecond === null || writesPerSecond === 0 ? Infinity : 1000 / writesPerSecond;
  // Longer than a few intervals no entry lives: the writes drop it first.
  const ttlMs = Math.max(toleratedStalenessMs, Math.min(SAFETY_NET_MS, Math.round(interval * 5)));
  return {
    ttlMs,
    ttlReason: Number.isFinite(interval)
      ? `Its writes drop it, one each ${(interval / 1000).toFixed(1)} s; time is the net for a drop that gets lost.`
      : 'Its writes drop it; time is the net for a drop that gets lost.',
  };
}

function layersFor(question: SettingsQuestion): Settings['layers'] {
  const { keys, runtimeWrites, durationMs, staysInside, toleratedStalenessMs, headers } = question;
  const layers: CacheEntry['layers'][number][] = [];
  const seconds = Math.max(1, Math.floor(toleratedStalenessMs / 1000));
  if (!staysInside) {
    const vary = headers.length === 0 ? '' : `; vary: ${headers.join(', ')}`;
    layers.push({
      layer: 'http',
      setting: `cache-control: public, max-age=${seconds}, stale-while-revalidate=${seconds}${vary}`,
      reason:
        'Everybody gets the same. What browsers keep cannot be dropped, so it lives no longer than tolerated.',
    });
  }
  if (keys.high <= MOST_IN_PROCESS)
    layers.push({
      layer: 'in-process',
      setting: `LRU of ${Math.max(1, Math.round(keys.high))} entries`,
      reason:
        runtimeWrites > 0
          ? 'Few keys; with several processes each must hear of a drop, or live by its time alone.'
          : 'Few keys: a memo in each process costs nothing to ask.',
    });
  const isWorth = durationMs === null || durationMs >= WORTH_A_STORE_MS;
  if (isWorth && (keys.high > MOST_IN_PROCESS || runtimeWrites > 0))
    layers.push({
      layer: 'shared-store',
      setting: 'GET / SET with PX, dropped by prefix',
      reason:
        keys.high > MOST_IN_PROCESS
          ? 'Too many keys for each process to fill its own.'
          : 'One drop reaches every process.',
    });
  return layers.length > 0
    ? layers
    : [
        {
          layer: 'in-process',
          setting: 'LRU of 200 entries',
          reason: 'Cheaper than any store over the network.',
        },
      ];
}

/** Vattani, Chierichetti, Lowenstein: Optimal probabilistic cache stampede prevention, PVLDB 8(8), 2015: recompute when now − Δ·β·ln(random) ≥ expiry. */
function stampedeFor(durationMs: number | null): CacheEntry['stampede'] {
  if (durationMs !== null && durationMs < WORTH_A_STORE_MS)
    return {
      singleFlight: true,
      earlyExpiry: null,
      reason: 'A miss is cheap; those at the same time share one computation.',
    };
  if (durationMs === null || durationMs < 20)
    return {
      singleFlight: true,
      earlyExpiry: null,
      reason: 'Misses at the same time share one computation.',
    };
  return {
    singleFlight: true,
    earlyExpiry: { beta: 1, computeMs: durationMs },
    reason: `A miss takes ${durationMs.toFixed(0)} ms: misses at the same time share one computation, and one request makes the entry anew before it ends.`,
  };
}
