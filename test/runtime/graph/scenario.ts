// Graphs for the tests, with as few words as the test's point needs, and runs of them on virtual time.
import { runGraph, type RunResult } from '../../../src/runtime/graph/run-graph.ts';
import type { GraphRun } from '../../../src/runtime/graph/run-state.ts';
import type { Perform, TaskOutput } from '../../../src/runtime/graph/task-context.ts';
import type { AgentTask, TaskGraph } from '../../../src/runtime/graph/task-graph.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

export function agentTask(id: string, parts: Partial<AgentTask> = {}): AgentTask {
  return {
    id,
    agent: 'worker',
    needs: [],
    reads: [],
    streams: [],
    writes: [],
    tier: 'fast',
    cacheKind: null,
    guess: null,
    ...parts,
  };
}

export function graphOf(tasks: readonly AgentTask[], given: readonly string[] = []): TaskGraph {
  return { document: 'task-graph', version: 1, given, tasks };
}

export const nothing: TaskOutput = { documents: {}, inputTokens: 0, outputTokens: 0 };

export function output(documents: TaskOutput['documents']): TaskOutput {
  return { ...nothing, documents };
}

/** Each task sleeps so long, then writes what it read under each of its names. */
export function sleeps(clock: VirtualClock, durationOf: (id: string) => number): Perform {
  return async ({ task, inputs, signal }) => {
    await clock.sleep(durationOf(task.id), signal);
    return output(Object.fromEntries(task.writes.map((name) => [name, { by: task.id, from: inputs }])));
  };
}

export interface Played extends RunResult {
  readonly clock: VirtualClock;
}

export async function play(
  tasks: readonly AgentTask[],
  perform: (clock: VirtualClock) => Perform,
  {
    clock = virtualClock(),
    ...more
  }: Partial<Omit<GraphRun, 'clock'>> & { readonly clock?: VirtualClock } = {},
): Promise<Played> {
  const run: GraphRun = {
    signal: new AbortController().signal,
    ...more,
    clock,
    perform: perform(clock),
  };
  const result = await clock.drive(runGraph(graphOf(tasks, Object.keys(more.given ?? {})), run));
  return { ...result, clock };
}

export function startsOf({ metrics }: RunResult): Record<string, number | null> {
  return Object.fromEntries(metrics.tasks.map(({ id, startedMs }) => [id, startedMs]));
}
