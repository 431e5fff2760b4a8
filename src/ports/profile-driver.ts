// What is said to and by the profile driver, the process that profiles an app under load, and the profile it leaves in a file.
import { z } from 'zod';
import { loadAnswerSchema, loadJobSchema } from './load-driver.ts';

/** What V8's sampling profilers are asked for; `live` keeps only the objects that a collection at the end leaves alive. */
const samplingSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('cpu'), intervalUs: z.int().min(100) }),
  z.strictObject({ of: z.enum(['allocations', 'live']), intervalBytes: z.int().min(1024) }),
]);

export const profileJobSchema = z.strictObject({
  do: z.literal('profile'),
  load: loadJobSchema,
  /** Where the Node processes of the app opened their sockets. */
  socketsDirectory: z.string(),
  /** Existing folder the profiles are written to. */
  outputDirectory: z.string(),
  sampling: samplingSchema,
});

const processSchema = z.strictObject({
  /** CPU time of the process while it was profiled, all its threads. */
  cpuMs: z.number().min(0),
  /** HTTP requests it began to serve, as node:http counts them. */
  requests: z.int().min(0),
  /** As V8 wrote it; any DevTools open it. */
  profilePath: z.string(),
  /** The same with every frame put into its source file. */
  placedProfilePath: z.string(),
});

export const profileAnswerSchema = z.strictObject({
  /** Null where no process of the app could be profiled: no load was sent. */
  load: loadAnswerSchema.nullable(),
  processes: z.array(processSchema),
});

const frameSchema = z.strictObject({
  /** Of the function; an anonymous one is taken for a part of the function it is written in. Empty where there is none. */
  name: z.string(),
  /** `file:` URL of the source, `node:` name of a module of Node, or empty for what is built into V8. */
  url: z.string(),
  /** First and last line of the function, from 1; null where they are not known. */
  line: z.int().min(1).nullable(),
  endLine: z.int().min(1).nullable(),
});

/** Samples that hit a line. */
const tickSchema = z.strictObject({ line: z.int().min(1), count: z.int().min(1) });

export const placedProfileSchema = z.strictObject({
  nodes: z.array(
    z.strictObject({
      id: z.int(),
      parent: z.int().nullable(),
      frame: frameSchema,
      ticks: z.array(tickSchema),
    }),
  ),
  /** Node ids, one per sample; a sample lasts from its own time until the next one's. */
  samples: z.array(z.int()),
  timesUs: z.array(z.number()),
  endUs: z.number(),
});

export const placedHeapSchema = z.strictObject({
  nodes: z.array(
    z.strictObject({
      id: z.int(),
      parent: z.int().nullable(),
      frame: frameSchema,
      /** Of its own objects, as V8 estimates it from the samples. */
      sizeBytes: z.number().min(0),
    }),
  ),
});

export type PlacedHeap = z.infer<typeof placedHeapSchema>;
export type PlacedHeapNode = PlacedHeap['nodes'][number];
export type Sampling = z.infer<typeof samplingSchema>;
export type ProfileJob = z.infer<typeof profileJobSchema>;
export type ProfileAnswer = z.infer<typeof profileAnswerSchema>;
export type PlacedProfile = z.infer<typeof placedProfileSchema>;
export type PlacedNode = PlacedProfile['nodes'][number];
export type Frame = z.infer<typeof frameSchema>;
export type Tick = z.infer<typeof tickSchema>;
