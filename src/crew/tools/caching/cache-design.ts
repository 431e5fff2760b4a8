// What should be cached, where, under which key, for how long and what drops it; and what must never be, with the line that says so.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../../core/document.ts';
import { locationSchema } from '../../../core/location.ts';

const REASON_KINDS = [
  'method',
  'writes',
  'personal',
  'time-or-chance',
  'unseen-writes',
  'unseen-handler',
  'unseen-request-use',
  'outside',
  'health',
  'rows-of-persons',
  'paged',
  'many-keys',
  'cheap',
  'guarded',
  'no-reads',
  'public',
  'expensive',
  'few-keys',
  'rarely-written',
  'no-writer',
] as const;

const share = z.number().min(0).max(1);
const rangeSchema = z.strictObject({ low: z.number().min(0), high: z.number().min(0) });

const reasonSchema = z.strictObject({
  kind: z.enum(REASON_KINDS),
  text: z.string(),
  location: locationSchema.nullable(),
});

const writeSchema = z.strictObject({
  table: z.string(),
  kind: z.enum(['insert', 'update', 'delete', 'truncate', 'merge', 'copy', 'refresh']),
  location: locationSchema.nullable(),
  /** One line, shortened. */
  statement: z.string(),
  /** `deployment`: a migration or a seed; `runtime`: while requests are answered. */
  when: z.enum(['runtime', 'deployment']),
});

const hitRateSchema = z.strictObject({
  low: share,
  high: share,
  /** `replayed`: captured requests were replayed; `modelled`: computed from rates and key counts. */
  basis: z.enum(['replayed', 'modelled']),
  /** What was assumed, in plain words; what was measured is told too. */
  assumptions: z.array(z.string()),
  /** Hit ratio by number of entries kept, without expiry; empty where nothing was replayed. */
  bySize: z.array(z.strictObject({ entries: z.int().min(1), lru: share, lfu: share })),
});

const accessSchema = {
  requestsPerSecond: z.number().min(0).nullable(),
  /** Of all requests whose rate is known. */
  share: share.nullable(),
  durationMs: z.number().min(0).nullable(),
  audience: z.enum(['public', 'personal', 'unknown']),
  isDeterministic: z.boolean(),
  /** What the answer depends on: path, query and header parameters. */
  parameters: z.array(z.string()),
  /** Distinct keys: counted in captured traffic, or assumed from the parameters. */
  keys: rangeSchema,
  /** Part of the captured requests that asked what had been asked before. */
  repeatRatio: share.nullable(),
  /** Tables it reads. */
  tables: z.array(z.string()),
};

const routeSchema = z.strictObject({
  route: z.string(),
  location: locationSchema.nullable(),
  ...accessSchema,
  decision: z.enum(['cache', 'consider', 'never']),
  reasons: z.array(reasonSchema),
});

const statementSchema = z.strictObject({
  statement: z.string(),
  location: locationSchema.nullable(),
  routes: z.array(z.string()),
  runsPerSecond: z.number().min(0).nullable(),
  perRequest: z.number().min(0).nullable(),
  /** Parameters the text takes. */
  parameters: z.int().min(0),
  tables: z.array(z.string()),
  isCacheable: z.boolean(),
  reasons: z.array(reasonSchema),
});

const tableSchema = z.strictObject({
  table: z.string(),
  readsPerSecond: z.number().min(0).nullable(),
  writesPerSecond: z.number().min(0).nullable(),
  /** Reads for each write; null where either is unknown or nothing is written. */
  readsPerWrite: z.number().min(0).nullable(),
  writes: z.array(writeSchema),
});

const entrySchema = z.strictObject({
  route: z.string(),
  decision: z.enum(['cache', 'consider']),
  key: z.strictObject({ template: z.string(), prefix: z.string(), parameters: z.array(z.string()) }),
  tables: z.array(z.string()),
  layers: z.array(
    z.strictObject({
      layer: z.enum(['http', 'in-process', 'shared-store']),
      setting: z.string(),
      reason: z.string(),
    }),
  ),
  maxEntries: z.int().min(1),
  ttlMs: z.number().positive(),
  ttlReason: z.string(),
  stampede: z.strictObject({
    singleFlight: z.boolean(),
    /** XFetch's recomputation ahead of expiry; null where a miss is cheap. */
    earlyExpiry: z.strictObject({ beta: z.number(), computeMs: z.number() }).nullable(),
    reason: z.string(),
  }),
  /** How long "there is none" is kept; null where nothing can be missing. */
  negativeTtlMs: z.number().positive().nullable(),
  hitRate: hitRateSchema,
  savesMsPerRequest: rangeSchema.nullable(),
  savesMsPerSecond: rangeSchema.nullable(),
});

const ruleSchema = z.strictObject({
  /** Template of the entry's key. */
  entry: z.string(),
  table: z.string(),
  /** Keys to drop, `*` for anything. */
  drop: z.string(),
  writes: z.array(writeSchema),
  /** What bounds the staleness where no write can be hooked. */
  note: z.string(),
});

const existingSchema = z.strictObject({
  kind: z.enum(['in-process', 'library', 'http-header']),
  what: z.string(),
  location: locationSchema,
  routes: z.array(z.string()),
  /** What is wrong with it; null where nothing is. */
  problem: z.string().nullable(),
});

export const cacheDesignSchema = documentSchema('cache-design', {
  application: z.string(),
  routes: z.array(routeSchema),
  statements: z.array(statementSchema),
  tables: z.array(tableSchema),
  /** What saves most first. */
  entries: z.array(entrySchema),
  rules: z.array(ruleSchema),
  existing: z.array(existingSchema),
  /** What could not be read, and what it hides. */
  blindSpots: z.array(z.strictObject({ text: z.string(), location: locationSchema.nullable() })),
});

export type CacheDesign = DeepReadonly<z.infer<typeof cacheDesignSchema>>;
export type RouteAccess = CacheDesign['routes'][number];
export type CacheEntry = CacheDesign['entries'][number];
export type CacheRule = CacheDesign['rules'][number];
export type TableAccess = CacheDesign['tables'][number];
export type TableWrite = TableAccess['writes'][number];
export type Reason = RouteAccess['reasons'][number];
export type HitRate = CacheEntry['hitRate'];
