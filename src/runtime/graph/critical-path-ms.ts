// The shortest time the same tasks could have taken, had each started with its last input: the longest path through what they
// waited for, weighed by how long they ran (Kelley & Walker, Critical-Path Planning and Scheduling, 1959).
import type { Cause, TaskTrace } from './task-trace.ts';

interface Earliest {
  readonly startMs: number;
  readonly endMs: number;
}

/** Workers are part of their coordinator's time. */
export function criticalPathMs(traces: readonly TaskTrace[]): number {
  const byId = new Map(traces.map((trace) => [trace.task.id, trace]));
  const earliest = new Map<string, Earliest>();
  const whenThere = ({ id, atMs }: Cause): number => {
    const known = earliest.get(id);
    const trace = byId.get(id);
    if (known === undefined || trace === undefined) return 0;
    // A stream is there some time after its writer's start; all else when the writer has ended.
    return atMs >= (trace.endedMs ?? 0) ? known.endMs : known.startMs + Math.max(0, atMs - begunMs(trace));
  };
  const ordered = traces
    .filter(({ parent, order }) => parent === null && order !== null)
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0));
  for (const trace of ordered) {
    const startMs = Math.max(0, ...trace.causes.map(whenThere));
    const ownMs = (trace.workedMs ?? trace.endedMs ?? 0) - begunMs(trace);
    const endMs = Math.max(startMs + ownMs, trace.guessed === null ? 0 : whenThere(trace.guessed));
    earliest.set(trace.task.id, { startMs, endMs });
  }
  return Math.max(0, ...earliest.values().map(({ endMs }) => endMs));
}

function begunMs({ startedMs, readyMs, endedMs }: TaskTrace): number {
  return startedMs ?? readyMs ?? endedMs ?? 0;
}
