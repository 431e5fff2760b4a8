// What production says of the routes: how often each is asked and how long its users wait, over which time.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';

const latencySchema = z.strictObject({
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  /** True where quantiles of several series were averaged, as they cannot be added up. */
  isApproximate: z.boolean(),
});

const routeTrafficSchema = z.strictObject({
  /** Name of the target in the configuration. */
  target: z.string(),
  /** Means over the window; null where production knows no such route. */
  requestsPerSecond: z.number().min(0).nullable(),
  requestsPerDay: z.number().min(0).nullable(),
  /** The busiest step of the window; null where that could not be told. */
  peakRequestsPerSecond: z.number().min(0).nullable(),
  latency: latencySchema.nullable(),
  /** The names production has for it. */
  names: z.array(z.string()),
  /** Other targets that production counts under the same names. */
  sharedWith: z.array(z.string()),
});

export const productionBaselineSchema = documentSchema('production-baseline', {
  window: z.strictObject({
    /** ISO 8601, UTC. */
    from: z.string(),
    to: z.string(),
    /** Length of the steps of which the peak is the busiest. */
    stepMs: z.number().positive(),
  }),
  /** The metric that was found, or null where the configuration's own queries were asked. */
  metric: z.string().nullable(),
  routes: z.array(routeTrafficSchema),
  /** Traffic that belongs to no configured route, heaviest first. */
  unmatched: z.array(z.strictObject({ name: z.string(), requestsPerSecond: z.number().min(0) })),
  /** How many more of those there are than the list holds. */
  unmatchedLeftOut: z.int().min(0),
  /** Part of all requests that the configured routes take, from 0 to 1; null where there were none. */
  coverage: z.number().min(0).max(1).nullable(),
});

export type ProductionBaseline = DeepReadonly<z.infer<typeof productionBaselineSchema>>;
export type RouteTraffic = ProductionBaseline['routes'][number];
