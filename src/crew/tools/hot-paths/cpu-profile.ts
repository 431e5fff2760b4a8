// A CPU profile as V8 writes it (`.cpuprofile`), put into the form the profile gate reads.
import { z } from 'zod';
import type { PlacedProfile } from '../../../ports/profile-driver.ts';

const nodeSchema = z.object({
  id: z.int(),
  callFrame: z.object({
    functionName: z.string().max(2000),
    url: z.string().max(5000),
    /** From 0; -1 where there is none. */
    lineNumber: z.int(),
  }),
  children: z.array(z.int()).optional(),
  positionTicks: z.array(z.object({ line: z.int(), ticks: z.int().min(0) })).optional(),
});

export const cpuProfileSchema = z.object({
  nodes: z.array(nodeSchema).max(500_000),
  startTime: z.number(),
  endTime: z.number(),
  samples: z.array(z.int()).max(5_000_000),
  timeDeltas: z.array(z.number()).max(5_000_000),
});

export type CpuProfile = z.infer<typeof cpuProfileSchema>;

export function placeProfile({ nodes, startTime, endTime, samples, timeDeltas }: CpuProfile): PlacedProfile {
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  let atUs = startTime;
  const timesUs = timeDeltas.map((deltaUs) => (atUs += deltaUs));
  return {
    nodes: nodes.map(({ id, callFrame, positionTicks = [] }) => ({
      id,
      parent: parents.get(id) ?? null,
      frame: {
        name: callFrame.functionName,
        url: callFrame.url,
        line: callFrame.lineNumber < 0 ? null : callFrame.lineNumber + 1,
        endLine: null,
      },
      ticks: positionTicks.flatMap(({ line, ticks }) =>
        ticks > 0 && line > 0 ? [{ line, count: ticks }] : [],
      ),
    })),
    samples,
    timesUs,
    endUs: endTime,
  };
}
