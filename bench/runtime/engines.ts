// The three ways of running the same agents: by inputs, phase by phase, one after the other. An agent is a wait.
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/io/clock.ts';
import { runGraph } from '../../src/runtime/graph/run-graph.ts';
import { graph, phases } from './seven-phases.ts';

export const ENGINES = ['by inputs (perfcrew)', 'phase by phase', 'one after the other'] as const;
export type Engine = (typeof ENGINES)[number];

/** Wall time of one run. */
export async function timeEngine(engine: Engine, durationOf: (id: string) => number): Promise<number> {
  const begunMs = performance.now();
  switch (engine) {
    case 'by inputs (perfcrew)':
      await byInputs(durationOf);
      break;
    case 'phase by phase':
      for (const agents of phases)
        await Promise.all(agents.map(async ({ id }) => await wait(durationOf(id))));
      break;
    case 'one after the other':
      for (const { id } of graph.tasks) await wait(durationOf(id));
      break;
  }
  return performance.now() - begunMs;
}

async function byInputs(durationOf: (id: string) => number): Promise<void> {
  const { outcomes } = await runGraph(graph, {
    clock: systemClock(),
    signal: new AbortController().signal,
    perform: async ({ task }) => {
      await wait(durationOf(task.id));
      return { documents: { [task.id]: task.id }, inputTokens: 0, outputTokens: 0 };
    },
  });
  const undone = [...outcomes].find(([, { status }]) => status !== 'done');
  if (undone !== undefined) throw new Error(`${undone[0]} was not done: the times of this run mean nothing.`);
}
