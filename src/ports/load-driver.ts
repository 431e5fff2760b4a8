// What is said to and by the load driver, the process that sends requests: a job in, an answer out, each a line of JSON.
import { z } from 'zod';

export const loadJobSchema = z.strictObject({
  url: z.url(),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  connections: z.int().min(1),
  /** Requests of this first stretch are sent but not timed: the generator itself must get warm. */
  leadInMs: z.number().min(0),
  /** Length of the timed stretch. */
  durationMs: z.number().positive(),
  /** The timed stretch goes on until so many responses came, … */
  minimumRequests: z.int().min(0),
  /** … but never longer than this. */
  maximumMs: z.number().positive(),
  /** Where the app's Node processes opened their sockets; null or absent where they are not to be asked. */
  socketsDirectory: z.string().nullable().optional(),
});

/** What the app's Node processes counted from just before the round to just after it, summed over them. */
const counterDifferenceSchema = z.strictObject({
  processes: z.int().min(1),
  /** User and system time, all threads. */
  cpuMs: z.number().min(0),
  allocatedBytes: z.number().min(0),
  gcMs: z.number().min(0),
  /** After the round. */
  heapUsedBytes: z.number().min(0),
  /** Of the process that was delayed most. */
  eventLoopDelayP99Ms: z.number().min(0).nullable(),
});

export const loadAnswerSchema = z.strictObject({
  /** Exact quantiles of all 2xx responses of the timed stretch; null where there was none. */
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
  /** Responses of any status in the timed stretch. */
  responses: z.int().min(0),
  /** Of those, the ones outside of 200–299. */
  non2xx: z.int().min(0),
  /** Refused and broken connections and time-outs of the whole round. */
  errors: z.int().min(0),
  /** Median size of a 2xx response on the wire, head and body; null where there was none. */
  responseBytes: z.number().nullable(),
  durationMs: z.number().min(0),
  /** Every response of the whole round, lead-in and run-out too: what the server's CPU time was spent on. */
  served: z.int().min(0),
  /** Null where no process answered; absent where none was asked. */
  counters: counterDifferenceSchema.nullable().optional(),
});

export type LoadJob = z.infer<typeof loadJobSchema>;
export type LoadAnswer = z.infer<typeof loadAnswerSchema>;
export type CounterDifference = z.infer<typeof counterDifferenceSchema>;
