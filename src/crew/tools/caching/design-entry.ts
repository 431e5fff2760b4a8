// One cached route in full: key, layers, time, protection, what it will hit and save, and the rules that drop it.
import type { CacheEntry, CacheRule } from './cache-design.ts';
import type { CacheInput } from './cache-input.ts';
import { chooseSettings } from './choose-settings.ts';
import type { GatheredRoute } from './gather-routes.ts';
import type { Writes } from './gather-writes.ts';
import { estimateHitRate } from './hit-rate/estimate-hit-rate.ts';
import type { TimedKey } from './hit-rate/replay.ts';
import type { Judgement } from './judge-route.ts';
import type { KeyNamespace } from './key-namespace.ts';

export interface EntryQuestion {
  readonly route: GatheredRoute;
  readonly judgement: Judgement;
  readonly key: KeyNamespace;
  readonly keys: { readonly low: number; readonly high: number };
  readonly requests: readonly TimedKey[];
}

const MOST_ENTRIES = 10_000;
const NEGATIVE_TTL_MS = 5_000;
const TOLERATED_STALENESS_MS = 30_000;

export function designEntry(question: EntryQuestion, input: CacheInput, writes: Writes): CacheEntry | null {
  const { route, judgement, key, keys, requests } = question;
  const { decision, tables, staysInside } = judgement;
  if (decision === 'never') return null;
  const own = writes.all.filter(({ table, when }) => when === 'runtime' && tables.includes(table));
  const written = new Set(own.map(({ table }) => table));
  const rates = [...written].map((table) => input.writesPerSecond?.[table] ?? null);
  const writesPerSecond = rates.includes(null)
    ? null
    : rates.reduce<number>((sum, rate) => sum + (rate ?? 0), 0);
  const isBuilt = route.statements.some((statement) => statement.isBuilt);
  const isOutside = (judgement.use?.outside ?? []).length > 0;
  const settings = chooseSettings({
    durationMs: route.durationMs,
    keys,
    runtimeWrites: own.length,
    writesPerSecond,
    hasAllWrites: tables.length > 0 && tables.every((table) => written.has(table)) && !isBuilt && !isOutside,
    toleratedStalenessMs: input.toleratedStalenessMs ?? TOLERATED_STALENESS_MS,
    staysInside,
    headers: key.parameters.flatMap((name) =>
      name.startsWith('header.') ? [name.slice('header.'.length)] : [],
    ),
  });
  const maxEntries = Math.max(1, Math.min(MOST_ENTRIES, Math.round(keys.high)));
  const hitRate = estimateHitRate({
    requests,
    requestsPerSecond: route.requestsPerSecond,
    keys,
    maxEntries,
    ttlMs: settings.ttlMs,
    dropsPerSecond: own.length === 0 ? 0 : writesPerSecond,
  });
  const { durationMs, requestsPerSecond: rate } = route;
  const saves =
    durationMs === null ? null : { low: durationMs * hitRate.low, high: durationMs * hitRate.high };
  return {
    route: `${route.method} ${route.path}`,
    decision,
    key: { ...key },
    tables: [...tables],
    ...settings,
    maxEntries,
    negativeTtlMs: /[:{[<]/.test(route.path) ? Math.min(NEGATIVE_TTL_MS, settings.ttlMs) : null,
    hitRate,
    savesMsPerRequest: saves,
    savesMsPerSecond:
      saves === null || rate === null ? null : { low: saves.low * rate, high: saves.high * rate },
  };
}

/** A write tells its table, rarely which rows a key was made of: all keys of the entry go. */
export function rulesFor(entry: CacheEntry, writes: Writes): readonly CacheRule[] {
  return entry.tables.map((table) => {
    const own = writes.all.filter((write) => write.table === table);
    const isHooked = own.some(({ when }) => when === 'runtime');
    return {
      entry: entry.key.template,
      table,
      drop: `${entry.key.prefix}*`,
      writes: own,
      note: isHooked
        ? 'Drop after the transaction has committed, and after each deployment that writes it.'
        : own.length > 0
          ? `Written by deployments alone as far as the code shows: drop then; other programs' writes show after ${entry.ttlMs / 1000} s.`
          : `Nothing in the code writes it: other programs' writes show after ${entry.ttlMs / 1000} s.`,
    };
  });
}

/** What saves most first, what needs no thought before what does; unknown last. */
export function rank(one: CacheEntry, other: CacheEntry): number {
  const gain = ({ savesMsPerSecond, savesMsPerRequest }: CacheEntry): number =>
    ((range) => (range === null ? -1 : range.low + range.high))(savesMsPerSecond ?? savesMsPerRequest);
  return (
    one.decision.localeCompare(other.decision, 'en') ||
    gain(other) - gain(one) ||
    one.route.localeCompare(other.route, 'en')
  );
}
