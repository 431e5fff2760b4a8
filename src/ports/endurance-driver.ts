// What is said to and by the profile driver when it looks for leaks: rounds of requests on both sides in turn, and the live heap after each.
import { z } from 'zod';
import { SIDES } from '../core/side.ts';
import { loadJobSchema } from './load-driver.ts';
import { runtimeCountersSchema } from './runtime-counters.ts';

const requestSchema = loadJobSchema.pick({ method: true, headers: true, body: true, connections: true });

const sideJobSchema = z.strictObject({
  url: z.url(),
  /** Where the Node processes of this side opened their sockets. */
  socketsDirectory: z.string(),
});

export const enduranceJobSchema = z.strictObject({
  do: z.literal('endurance'),
  request: requestSchema,
  sides: z.strictObject({ base: sideJobSchema, head: sideJobSchema }),
  /** Whose turn each round is. */
  order: z.array(z.enum(SIDES)),
  /** Load on each side before the first reading; it also tells how many requests fit into a round. */
  warmUpMs: z.number().positive(),
  /** Rounds hold so many requests as the slower side serves in this time, … */
  roundMs: z.number().positive(),
  /** … within these bounds, … */
  leastRequests: z.int().min(1),
  mostRequests: z.int().min(1),
  /** … and are cut off after this. */
  maximumMs: z.number().positive(),
});

export const enduranceAnswerSchema = z.strictObject({
  requestsPerRound: z.int().min(0),
  /** After a forced collection: one for each side after its warm-up, then one after each round. */
  readings: z.array(
    z.strictObject({ side: z.enum(SIDES), processes: z.array(runtimeCountersSchema.strict()) }),
  ),
});

export type EnduranceJob = z.infer<typeof enduranceJobSchema>;
export type EnduranceAnswer = z.infer<typeof enduranceAnswerSchema>;
