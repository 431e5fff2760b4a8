// What the scheduler itself costs: memory of agents that all run at once, and processor time of a task that does nothing.
import { systemClock } from '../../src/io/clock.ts';
import { runGraph } from '../../src/runtime/graph/run-graph.ts';
import type { AgentTask } from '../../src/runtime/graph/task-graph.ts';

export const SHAPES = ['independent', 'chain', 'each reads four'] as const;
export type Shape = (typeof SHAPES)[number];

export interface AtOnce {
  /** Processor time of the whole run, which a busy machine does not lengthen as it does the wall time. */
  readonly cpuMs: number;
  readonly heapBytesPerAgent: number;
  readonly rssBytesPerAgent: number;
}

/** In a process of its own, started with --expose-gc: the difference while every agent is inside its function. */
export async function measureAtOnce(agents: number): Promise<AtOnce> {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Memory needs node --expose-gc.');
  await run(tasksOf('independent', 50), async () => {});
  collect();
  const before = process.memoryUsage();
  const gate = Promise.withResolvers<void>();
  const everybody = Promise.withResolvers<void>();
  let inside = 0;
  const begunMs = cpuMs();
  const ended = run(tasksOf('independent', agents), async () => {
    inside += 1;
    if (inside === agents) everybody.resolve();
    await gate.promise;
  });
  await everybody.promise;
  collect();
  const during = process.memoryUsage();
  gate.resolve();
  await ended;
  return {
    cpuMs: cpuMs() - begunMs,
    heapBytesPerAgent: (during.heapUsed - before.heapUsed) / agents,
    rssBytesPerAgent: (during.rss - before.rss) / agents,
  };
}

/** Microseconds a task, the median of five runs after one to warm up. */
export async function measureOverhead(shape: Shape, tasks: number): Promise<number> {
  const graph = tasksOf(shape, tasks);
  const times: number[] = [];
  for (let trial = 0; trial < 6; trial += 1) {
    const begunMs = cpuMs();
    await run(graph, async () => {});
    if (trial > 0) times.push(cpuMs() - begunMs);
  }
  const median = times.toSorted((one, other) => one - other)[2] ?? NaN;
  return (1_000 * median) / tasks;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function tasksOf(shape: Shape, count: number): AgentTask[] {
  const reads = { independent: 0, chain: 1, 'each reads four': 4 }[shape];
  return Array.from({ length: count }, (_, at) => ({
    id: `t${at}`,
    agent: 'agent',
    needs: [],
    reads: Array.from({ length: Math.min(at, reads) }, (_, back) => `d${at - 1 - back}`),
    streams: [],
    writes: [`d${at}`],
    tier: 'fast',
    cacheKind: null,
    guess: null,
  }));
}

async function run(tasks: readonly AgentTask[], work: () => Promise<void>): Promise<void> {
  await runGraph(
    { document: 'task-graph', version: 1, given: [], tasks },
    {
      clock: systemClock(),
      signal: new AbortController().signal,
      perform: async ({ task }) => {
        await work();
        return { documents: { [task.writes[0] ?? '']: 1 }, inputTokens: 0, outputTokens: 0 };
      },
    },
  );
}
