// What a Node process of the app counts of itself, read through the preload: it comes from the app, so it is parsed like any input.
import { z } from 'zod';

/** All but the memory figures grow for the life of the process: take the difference of two readings. */
export const runtimeCountersSchema = z.object({
  pid: z.int(),
  /** CPU time, user and system, all threads. */
  cpuMs: z.number().min(0),
  /** HTTP requests it began to serve, as node:http counts them. */
  requests: z.int().min(0),
  /** Bytes allocated on V8's heap, garbage included. */
  allocatedBytes: z.number().min(0),
  gcCount: z.int().min(0),
  gcMs: z.number().min(0),
  /** Now. */
  heapUsedBytes: z.number().min(0),
  externalBytes: z.number().min(0),
  rssBytes: z.number().min(0),
  /** 99th percentile of the event loop's delay since the last reading; null where it was not watched. */
  eventLoopDelayP99Ms: z.number().min(0).nullable(),
});

export type RuntimeCounters = z.infer<typeof runtimeCountersSchema>;
