// What `perfcrew explain` tells of statements: how the database runs them, what is wrong with that, and what would help.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { locationSchema } from '../core/location.ts';

const statementSchema = z.strictObject({
  /** Of the configuration, the file or the route; unique. */
  name: z.string(),
  sql: z.string(),
  /** Where the statement is asked from; null where nobody watched. */
  location: locationSchema.nullable(),
  /** Calls in one request of each route that runs it; empty where it was listed, not captured. */
  calls: z.array(z.strictObject({ route: z.string(), perRequest: z.number().min(0) })),
  /** What pg_stat_statements counted; null where it was not asked. */
  recorded: z.strictObject({ calls: z.number().min(0), totalMs: z.number().min(0) }).nullable(),
  /** True where it was planned for any values, because none were given. */
  generic: z.boolean(),
  /** In the database's own words; null where it was planned. */
  refused: z.string().nullable(),
  /** Text tree; null where it was refused. */
  plan: z.string().nullable(),
  /** Null where the query was only planned, not run. */
  blocks: z.number().min(0).nullable(),
  cost: z.number().min(0).nullable(),
  remarks: z.array(z.strictObject({ kind: z.string(), title: z.string(), detail: z.string() })),
});

const indexSchema = z.strictObject({
  /** `CREATE INDEX CONCURRENTLY …` */
  statement: z.string(),
  reason: z.string(),
  sizeBytes: z.number().min(0),
  /** Measured with the index really built. */
  serves: z.array(
    z.strictObject({
      name: z.string(),
      blocksBefore: z.number().min(0),
      blocksAfter: z.number().min(0),
      medianMsBefore: z.number().min(0),
      medianMsAfter: z.number().min(0),
    }),
  ),
});

export const explanationSchema = documentSchema('explanation', {
  /** Version of the server that was asked. */
  postgres: z.string(),
  /** `plan-only` where running queries is not allowed. */
  mode: z.enum(['run', 'plan-only']),
  /** The most expensive first: blocks (or cost) times calls. */
  statements: z.array(statementSchema),
  /** Statements that a request asks again and again, each time for another value. */
  loops: z.array(
    z.strictObject({ title: z.string(), detail: z.string(), location: locationSchema.nullable() }),
  ),
  /** Null where no advice was sought: the database may not be copied. */
  indexes: z.array(indexSchema).nullable(),
  /** Indexes no statement uses or that another one makes superfluous. */
  unneeded: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});

export type Explanation = DeepReadonly<z.infer<typeof explanationSchema>>;
export type ExplainedStatement = Explanation['statements'][number];
