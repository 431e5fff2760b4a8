// The workers of one coordinator: bounded in depth and number, named after it, and gone when it ends.
import { Problem } from '../../core/problem.ts';
import type { Level } from './run-state.ts';
import type { TaskOutcome } from './task-context.ts';
import type { AgentTask } from './task-graph.ts';

export interface Workers {
  run(tasks: readonly AgentTask[]): Promise<ReadonlyMap<string, TaskOutcome>>;
  /** Cancels those that still run and waits for them. */
  close(): Promise<void>;
}

export function openWorkers(level: Level, coordinator: AgentTask): Workers {
  const { state } = level;
  const given = new Set([...coordinator.reads, ...coordinator.streams]);
  const running: Promise<unknown>[] = [];
  let closing: AbortController | null = null;
  return {
    async run(tasks) {
      refuseTooMany(level, coordinator, tasks);
      closing ??= new AbortController();
      const signal = AbortSignal.any([level.signal, closing.signal]);
      const { depth } = level;
      const known = new Set(given);
      const all = state.descend({
        state,
        tasks,
        parent: coordinator.id,
        depth: depth + 1,
        given: known,
        signal,
      });
      running.push(all);
      for (const name of tasks.flatMap(({ writes }) => writes))
        if (state.documents.has(name)) given.add(name);
      return await all;
    },
    async close() {
      if (closing === null) return;
      closing.abort(new Error(`its coordinator ${coordinator.id} ended first`));
      await Promise.allSettled(running);
    },
  };
}

function refuseTooMany({ state, depth }: Level, { id }: AgentTask, tasks: readonly AgentTask[]): void {
  const refuse = (what: string, mend: string): never => {
    throw new Problem('document-invalid', { what: `Task ${id} cannot delegate: ${what}.`, mend });
  };
  const { hierarchy, traces, documents } = state;
  if (depth >= hierarchy.depth)
    refuse(`workers may stand ${hierarchy.depth} levels deep`, 'Do the work in this task.');
  const workers = tasks.length + state.counts.workers;
  if (workers > hierarchy.workers)
    refuse(
      `the run would have ${workers} workers, and may have ${hierarchy.workers}`,
      'Give each worker more to do.',
    );
  for (const task of tasks) {
    if (!task.id.startsWith(`${id}.`))
      refuse(`worker ${task.id} is not named after it`, `Call it ${id}.${task.id}.`);
    if (traces.has(task.id)) refuse(`there is a ${task.id} already`, 'Give the worker another id.');
    const taken = task.writes.find((name) => documents.has(name));
    if (taken !== undefined)
      refuse(
        `document ${taken} has a writer already, and ${task.id} is another`,
        `Let ${task.id} write under another name.`,
      );
  }
}
