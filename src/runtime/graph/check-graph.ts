// A graph that cannot run is refused before its first task starts, with the names of those at fault.
import { Problem } from '../../core/problem.ts';
import { findCycle } from './find-cycle.ts';
import type { AgentTask } from './task-graph.ts';

/** A task with the tasks it waits for: those it names, and the writers of its documents. */
export interface WiredTask {
  readonly task: AgentTask;
  /** Must have ended. */
  readonly after: readonly string[];
  /** Must have begun to write. */
  readonly during: readonly string[];
}

/** `given` are documents that come from outside this graph. */
export function checkGraph(
  tasks: readonly AgentTask[],
  given: Iterable<string>,
): ReadonlyMap<string, WiredTask> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  if (byId.size < tasks.length) {
    const twice = tasks.find((task) => byId.get(task.id) !== task)?.id;
    refuse(`two tasks are called ${twice}`, `Give each task an id of its own.`);
  }
  const outside = new Set(given);
  const writers = findWriters(tasks, outside);
  const wired = new Map(tasks.map((task) => [task.id, wire(task, { byId, outside, writers })]));
  const cycle = findCycle([...wired].map(([id, { after, during }]) => [id, [...after, ...during]]));
  if (cycle !== null)
    refuse(`tasks wait for each other: ${cycle.join(' → ')}`, 'Remove one of these needs or reads.');
  return wired;
}

function findWriters(tasks: readonly AgentTask[], outside: ReadonlySet<string>): Map<string, string> {
  const writers = new Map<string, string>();
  for (const { id, writes } of tasks) {
    for (const name of writes) {
      const other = writers.get(name) ?? (outside.has(name) ? 'the given documents' : undefined);
      if (other !== undefined)
        refuse(`document ${name} has two writers: ${other} and ${id}`, `Let ${id} write under another name.`);
      writers.set(name, id);
    }
  }
  return writers;
}

interface Known {
  readonly byId: ReadonlyMap<string, AgentTask>;
  readonly outside: ReadonlySet<string>;
  readonly writers: ReadonlyMap<string, string>;
}

function wire(task: AgentTask, { byId, outside, writers }: Known): WiredTask {
  const unknown = task.needs.find((id) => !byId.has(id));
  if (unknown !== undefined)
    refuse(
      `task ${task.id} needs ${unknown}, which is no task of this graph`,
      `Add ${unknown}, or remove it from the needs.`,
    );
  const writerOf = (name: string): string[] => {
    const writer = writers.get(name);
    if (writer !== undefined) return [writer];
    if (outside.has(name)) return [];
    return refuse(
      `task ${task.id} reads ${name}, which no task writes and nobody gives`,
      `Let a task write ${name}, or list it among the given documents.`,
    );
  };
  const both = task.streams.find((name) => task.reads.includes(name));
  if (both !== undefined)
    refuse(`task ${task.id} reads ${both} both whole and as a stream`, 'List it in reads or in streams.');
  if (task.guess !== null && !task.reads.includes(task.guess.document))
    refuse(
      `task ${task.id} guesses ${task.guess.document}, which it does not read`,
      `Add ${task.guess.document} to its reads, or set guess to null.`,
    );
  const after = [...new Set([...task.needs, ...task.reads.flatMap(writerOf)])];
  return { task, after, during: [...new Set(task.streams.flatMap(writerOf))] };
}

function refuse(what: string, mend: string): never {
  throw new Problem('document-invalid', { what: `The task graph cannot run: ${what}.`, mend });
}
