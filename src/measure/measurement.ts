// What one gauge learned of one target on base and head: paired samples and observed facts, never a judgement.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { locationSchema } from '../core/location.ts';
import { GATE_IDS } from '../core/gate-id.ts';
import { environmentSchema } from './environment.ts';

const roundSchema = z.strictObject({
  /** Which start of the fresh processes the round belongs to, from 0. Rounds of one restart are not independent. */
  restart: z.int().min(0),
  /** Null where that side gave no value in this round (an error, a time-out). */
  base: z.number().nullable(),
  head: z.number().nullable(),
  /** A second fresh process of base in the same restart and round: what differs from base is noise. Absent where none ran. */
  control: z.number().nullable().optional(),
});

const seriesSchema = z.strictObject({
  /** Id from the metric catalogue (metric.ts); unit and direction are looked up there. */
  metric: z.string(),
  /** Base and head of one round were taken next to each other, in random order. */
  rounds: z.array(roundSchema),
  /** Restarts from this number on were taken in fresh processes after the answer was in, to confirm it. Absent where none were. */
  confirmedFrom: z.int().min(0).optional(),
});

const OBSERVATION_SEVERITIES = ['error', 'warning', 'note'] as const;

const observationSchema = z.strictObject({
  /** Stable kind, e.g. `index-lost`, `repeated-statement`, `command-failed`, `largest-element`. */
  kind: z.string().regex(/^[a-z0-9-]+$/),
  /** Which side shows it. `head` is the change's doing; `both` was there before. */
  side: z.enum(['base', 'head', 'both']),
  severity: z.enum(OBSERVATION_SEVERITIES),
  /** One line: what, where, how much. */
  title: z.string(),
  /** Plain text: the facts behind the title and what to do. */
  detail: z.string(),
  /** Longer texts shown side by side: plan trees, statements, log tails. */
  evidence: z.strictObject({ base: z.string().nullable(), head: z.string().nullable() }),
  /** Words that locate the cause in the diff, best first: an index, a table, a function, a route. */
  clues: z.array(z.string()),
  /** Where the gauge knows the place itself. */
  location: locationSchema.nullable(),
});

const artifactSchema = z.strictObject({
  name: z.string(),
  /** Path relative to the folder of the run's documents. */
  path: z.string(),
  /** How the HTML report shows it; absent where it is only linked. */
  show: z.enum(['flame-graph', 'screenshot', 'plan']).optional(),
  /** Which side it shows; absent where it shows both. */
  side: z.enum(['base', 'head']).optional(),
});

const outcomeSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('measured'),
    series: z.array(seriesSchema),
    observations: z.array(observationSchema),
  }),
  z.strictObject({
    status: z.literal('unmeasured'),
    /** What kept the gauge from running, as one sentence. */
    reason: z.string(),
    /** What to do so that it can, as one imperative sentence. */
    mend: z.string(),
    /** True when the code under review is the cause (head does not start, base does): that is a finding, not a gap. */
    causedByHead: z.boolean(),
  }),
]);

export const measurementSchema = documentSchema('measurement', {
  gate: z.enum(GATE_IDS),
  /** Name of the target in the configuration, e.g. `GET /api/orders`; the gate's id where it has no targets. */
  target: z.string(),
  environment: environmentSchema,
  durationMs: z.number().min(0),
  outcome: outcomeSchema,
  artifacts: z.array(artifactSchema),
});

export type Measurement = DeepReadonly<z.infer<typeof measurementSchema>>;
export type Outcome = Measurement['outcome'];
export type Measured = Extract<Outcome, { status: 'measured' }>;
export type Unmeasured = Extract<Outcome, { status: 'unmeasured' }>;
export type Series = Measured['series'][number];
export type Round = Series['rounds'][number];
export type Observation = Measured['observations'][number];
export type Artifact = Measurement['artifacts'][number];
