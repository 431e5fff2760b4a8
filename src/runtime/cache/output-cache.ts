// The output cache: an agent that was asked the same before, of files that are still the same, is not asked again.
import { join } from 'node:path';
import { canonicalJson, contentHash } from '../context/content-hash.ts';
import { firstChanged, type ReadFile } from '../context/context-reader.ts';
import type { Outside } from '../store/outside.ts';
import { parseBounded } from '../store/parse-bounded.ts';
import { cachedOutputSchema, TIME_TO_LIVE_MS, type CachedOutput, type CacheKind } from './cached-output.ts';
import { evict, logUse, usesOf } from './use-log.ts';

const MOST_ENTRY_BYTES = 8_000_000;
const MOST_CACHE_BYTES = 200_000_000;
/** Evicting looks at the whole cache; it is done once for so many new answers. */
const PUTS_PER_EVICTION = 50;

export type Miss = 'absent' | 'expired' | 'changed' | 'corrupt' | 'refreshed';
export type CacheAnswer =
  | { readonly hit: true; readonly output: CachedOutput['output']; readonly ageMs: number }
  | { readonly hit: false; readonly miss: Miss; readonly changedPath: string | null };

export interface CacheStatistics {
  readonly hits: number;
  readonly misses: Readonly<Record<Miss, number>>;
  /** Null where nobody asked. */
  readonly hitRatio: number | null;
}

export interface OutputCache {
  get(key: string, kind: CacheKind): Promise<CacheAnswer>;
  /** Not kept where it is larger than 8 MB. */
  put(
    entry: Pick<CachedOutput, 'key' | 'kind' | 'output'> & { readonly reads: readonly ReadFile[] },
  ): Promise<void>;
  statistics(): CacheStatistics;
}

export interface CacheSettings {
  /** Absolute path of a folder of its own. */
  readonly directory: string;
  /** Where the files that agents read are. */
  readonly root: string;
  /** Every look-up is a miss; what is put is kept. */
  readonly refresh?: boolean;
  readonly mostBytes?: number;
  /** Other times than the shipped ones. */
  readonly timeToLiveMs?: Partial<Readonly<Record<CacheKind, number>>>;
}

export function openOutputCache(settings: CacheSettings, { files, clock }: Outside): OutputCache {
  const { directory, root, refresh = false, mostBytes = MOST_CACHE_BYTES } = settings;
  const timeToLiveMs = { ...TIME_TO_LIVE_MS, ...settings.timeToLiveMs };
  const misses: Record<Miss, number> = { absent: 0, expired: 0, changed: 0, corrupt: 0, refreshed: 0 };
  let hits = 0;
  let puts = 0;
  let totalBytes: number | null = null;

  const missed = (miss: Miss, changedPath: string | null = null): CacheAnswer => {
    misses[miss] += 1;
    return { hit: false, miss, changedPath };
  };

  return {
    async get(key, kind) {
      if (refresh) return missed('refreshed');
      const text = await files.readText(pathOf(directory, key));
      if (text === null) return missed('absent');
      const entry = await readEntry(text, key);
      if (entry === null || entry.kind !== kind) return missed('corrupt');
      const ageMs = clock.now() - entry.storedAt;
      if (ageMs < 0 || ageMs >= timeToLiveMs[kind]) return missed('expired');
      const changed = await firstChanged(entry.reads, { root, files });
      if (changed !== null) return missed('changed', changed);
      await logUse(directory, { key, bytes: text.length, at: Math.floor(clock.now()) }, files);
      hits += 1;
      return { hit: true, output: entry.output, ageMs };
    },
    async put({ key, kind, output, reads }) {
      const digest = await contentHash(canonicalJson(output));
      const at = Math.floor(clock.now());
      const head = { document: 'cached-output', version: 1, key, kind, storedAt: at };
      const text = `${JSON.stringify({ ...head, reads, output, digest })}\n`;
      if (text.length > MOST_ENTRY_BYTES || (await readEntry(text, key)) === null) return;
      await files.writeText(pathOf(directory, key), text);
      await logUse(directory, { key, bytes: text.length, at }, files);
      totalBytes ??= (await usesOf(directory, files)).reduce((sum, use) => sum + use.bytes, 0);
      totalBytes += text.length;
      puts += 1;
      if (totalBytes <= mostBytes && puts % PUTS_PER_EVICTION !== 0) return;
      await evict(directory, mostBytes, files);
      totalBytes = null;
    },
    statistics() {
      const asked = hits + Object.values(misses).reduce((sum, count) => sum + count, 0);
      return { hits, misses: { ...misses }, hitRatio: asked === 0 ? null : hits / asked };
    },
  };
}

async function readEntry(text: string, key: string): Promise<CachedOutput | null> {
  const parsed = parseBounded(text, { schema: cachedOutputSchema, mostBytes: MOST_ENTRY_BYTES });
  if (!parsed.valid || parsed.value.key !== key) return null;
  const { output, digest } = parsed.value;
  return (await contentHash(canonicalJson(output))) === digest ? parsed.value : null;
}

function pathOf(directory: string, key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`${JSON.stringify(key)} is no key of the cache.`);
  return join(directory, `${key}.json`);
}
