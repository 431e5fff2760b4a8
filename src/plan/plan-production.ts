// What the plan knows of production: asked once, where the credentials are, and carried to the jobs that must not have them.
import { z } from 'zod';
import { productionBaselineSchema } from './production-baseline.ts';

export const planProductionSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('read'),
    baseline: productionBaselineSchema,
    /** Of the routes that set none of their own and are known there; empty where nothing was measured by them. */
    weights: z.array(z.strictObject({ target: z.string(), weight: z.number().positive() })),
  }),
  z.strictObject({ status: z.literal('failed'), reason: z.string(), mend: z.string() }),
]);
