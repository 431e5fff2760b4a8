// Raw samples of one planted effect, taken once: decision rules are tried on draws from them, all on the same seconds.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';

export const KINDS = ['cpu', 'latency'] as const;
export const PERCENTS = [0, 3, 5, 10, 20] as const;
/** The number that each kind of effect changes. */
export const METRIC_OF = { cpu: 'cpu-per-request-ms', latency: 'latency-p50-ms' } as const;

const value = z.number().nullable();

const restartSchema = z.strictObject({
  /** Warm-up and rounds of all three processes, without the start of the apps. */
  durationMs: z.number().positive(),
  series: z.array(
    z.strictObject({
      metric: z.string(),
      rounds: z.array(z.strictObject({ base: value, control: value, head: value })),
    }),
  ),
});

const sliceSchema = z.strictObject({
  /** Since the epoch. */
  atMs: z.number(),
  cpuPerRequestMs: z.number(),
  latencyP50Ms: z.number(),
});

const blockSchema = z.strictObject({
  warmUpMs: z.number(),
  sliceMs: z.number(),
  slices: z.array(sliceSchema),
});

export const poolSchema = z.strictObject({
  ...resultHead,
  kind: z.enum(KINDS),
  percent: z.number(),
  /** By the load gauge: base, a second base and head interleaved, in fresh processes each time. */
  restarts: z.array(restartSchema),
  /** As separate runs do: a process of base under load, then one of head. */
  blocks: z.array(z.strictObject({ base: blockSchema, head: blockSchema })),
});

export type Pool = z.infer<typeof poolSchema>;
export type PoolRestart = Pool['restarts'][number];
export type Block = z.infer<typeof blockSchema>;
export type Slice = z.infer<typeof sliceSchema>;
export type Kind = (typeof KINDS)[number];
