// What the preload says of one process; it comes from the app under test, so nothing of it is believed unread.
import { z } from 'zod';

const positionSchema = z.object({ line: z.int().min(0), column: z.int().min(0) });

const functionSchema = z.object({ name: z.string(), start: positionSchema, end: positionSchema });

const scriptSchema = z.object({
  scriptId: z.string(),
  url: z.string(),
  sourceMapUrl: z.string(),
  functions: z.array(functionSchema),
});

const callFrameSchema = z.object({
  functionName: z.string(),
  scriptId: z.string(),
  url: z.string(),
  lineNumber: z.int(),
  columnNumber: z.int(),
});

/** https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile, lines and columns from 0 but in ticks. */
const nodeSchema = z.object({
  id: z.int(),
  callFrame: callFrameSchema,
  hitCount: z.int().min(0).optional(),
  children: z.array(z.int()).optional(),
  positionTicks: z.array(z.object({ line: z.int(), ticks: z.int() })).optional(),
});

export const rawProfileSchema = z.object({
  pid: z.int(),
  cpuMs: z.number().min(0),
  requests: z.int().min(0),
  profile: z.object({
    nodes: z.array(nodeSchema),
    startTime: z.number(),
    endTime: z.number(),
    samples: z.array(z.int()),
    timeDeltas: z.array(z.number()),
  }),
  scripts: z.array(scriptSchema),
});

/** https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#type-SamplingHeapProfileNode */
const heapNodeSchema = z.object({
  id: z.int(),
  callFrame: callFrameSchema,
  selfSize: z.number().min(0),
  get children() {
    return z.array(heapNodeSchema);
  },
});

export const rawHeapProfileSchema = z.object({
  pid: z.int(),
  cpuMs: z.number().min(0),
  requests: z.int().min(0),
  profile: z.object({ head: heapNodeSchema }),
  scripts: z.array(scriptSchema),
});

export type RawHeapProfile = z.infer<typeof rawHeapProfileSchema>;
export type RawHeapNode = z.infer<typeof heapNodeSchema>;
export type RawCallFrame = z.infer<typeof callFrameSchema>;
export type RawProfile = z.infer<typeof rawProfileSchema>;
export type RawNode = RawProfile['profile']['nodes'][number];
export type RawScript = RawProfile['scripts'][number];
export type RawFunction = RawScript['functions'][number];
export type Position = RawFunction['start'];
