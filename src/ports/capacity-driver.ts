// What is said to and by the capacity driver, which is asked again and again: one job a line in, one answer a line out.
import { z } from 'zod';

const requestShape = {
  url: z.url(),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  /** Requests of this first stretch are sent but not timed. */
  leadInMs: z.number().min(0),
  durationMs: z.number().positive(),
  /** How long to wait, once nothing more is sent, for the server to be done with what it was sent. */
  drainMs: z.number().min(0),
} as const;

/** Closed loop: each connection sends its next request when the last one is answered. */
const rungJobSchema = z.strictObject({
  ...requestShape,
  kind: z.literal('rung'),
  connections: z.int().min(1),
  /** The timed stretch goes on until so many responses came, … */
  minimumResponses: z.int().min(0),
  /** … but never longer than this. */
  maximumMs: z.number().positive(),
});

/** Open loop: requests are due at fixed moments, whatever the server does. */
const constantRateJobSchema = z.strictObject({
  ...requestShape,
  kind: z.literal('constant-rate'),
  ratePerSec: z.number().positive(),
  /** Requests at once; further ones wait for one to be answered, and that wait counts. */
  mostInFlight: z.int().min(1),
});

export const capacityJobSchema = z.discriminatedUnion('kind', [rungJobSchema, constantRateJobSchema]);

const latencySchema = z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable();

export const rungAnswerSchema = z.strictObject({
  kind: z.literal('rung'),
  /** Exact quantiles of the 2xx responses of the timed stretch; null where there was none. */
  latencyMs: latencySchema,
  /** 2xx responses of the timed stretch. */
  succeeded: z.int().min(0),
  /** Other responses, and requests whose connection was refused or broke, of the timed stretch. */
  failed: z.int().min(0),
  /** Connections whose request was waiting before the timed stretch began and got no answer in it, nor soon after. */
  stuck: z.int().min(0),
  durationMs: z.number().min(0),
  /** Share of the timed stretch in which the generator's own thread was at work. */
  generatorBusy: z.number().min(0).max(1),
  /** How long one more request took after the load had ended; null where it got no answer in time. */
  drainedMs: z.number().min(0).nullable(),
});

export const constantRateAnswerSchema = z.strictObject({
  kind: z.literal('constant-rate'),
  /** From the moment each request was due to the end of its answer; unanswered ones count with the time they have waited. */
  latencyMs: latencySchema,
  /** From the moment each request was due to the moment the generator came to it. */
  latenessMs: z.strictObject({ p50: z.number(), p99: z.number() }).nullable(),
  /** Requests due in the timed stretch. */
  due: z.int().min(0),
  succeeded: z.int().min(0),
  failed: z.int().min(0),
  /** Still without an answer when waiting for them ended. */
  unanswered: z.int().min(0),
  /** Without an answer when the last request was due. */
  backlog: z.int().min(0),
  mostInFlight: z.int().min(0),
  /** Requests that were due while `mostInFlight` of the job were on their way. */
  heldBack: z.int().min(0),
});

export type RungJob = z.infer<typeof rungJobSchema>;
export type ConstantRateJob = z.infer<typeof constantRateJobSchema>;
export type CapacityJob = z.infer<typeof capacityJobSchema>;
export type RungAnswer = z.infer<typeof rungAnswerSchema>;
export type ConstantRateAnswer = z.infer<typeof constantRateAnswerSchema>;
