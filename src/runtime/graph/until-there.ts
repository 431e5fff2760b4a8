// Waits for what a task needs, and tells what will never come. All of it is waited for, so that the answer does not depend on
// which of two failures came first.
import type { Life, RunState } from './run-state.ts';
import type { TaskContext, TaskOutcome } from './task-context.ts';
import type { AgentTask } from './task-graph.ts';
import type { Cause } from './task-trace.ts';

interface There {
  readonly causes: readonly Cause[];
  readonly missing: readonly Missing[];
}

interface Missing {
  readonly id: string;
  readonly words: string;
  readonly root: string;
}

/** `without` is a document that is guessed: neither it nor its writer is waited for. */
export async function untilThere({ level, wired, outcomeOf }: Life, without: string | null): Promise<There> {
  const { state } = level;
  const { task, after } = wired;
  const causes: Cause[] = [];
  const missing = new Map<string, Missing>();
  const writerOf = (name: string): string | undefined => state.writers.get(name);
  const isSpared = (id: string): boolean =>
    without !== null &&
    id === writerOf(without) &&
    !task.needs.includes(id) &&
    !task.reads.some((name) => name !== without && writerOf(name) === id);
  const byTask = async (id: string): Promise<void> => {
    const outcome = await outcomeOf(id);
    causes.push({ id, atMs: state.nowMs() });
    if (outcome !== null && outcome.status !== 'done') missing.set(id, missingTask(id, outcome));
  };
  const byDocument = async (name: string, isStream: boolean): Promise<void> => {
    const document = state.documents.get(name);
    await (isStream ? document?.opened : document?.ended);
    const writer = writerOf(name);
    if (writer !== undefined) causes.push({ id: writer, atMs: state.nowMs() });
  };
  await Promise.all([
    ...after.filter((id) => !isSpared(id)).map(byTask),
    ...task.reads
      .filter((name) => name !== without && !after.includes(writerOf(name) ?? ''))
      .map((name) => byDocument(name, false)),
    ...task.streams.map((name) => byDocument(name, true)),
  ]);
  // A stream that was there may have broken off while something else was waited for.
  for (const name of [...task.reads, ...task.streams]) {
    const ending = name === without ? null : state.documents.get(name)?.ending;
    if (ending?.ok !== false || missing.has(ending.writer)) continue;
    const { writer: id, reason } = ending;
    missing.set(id, { id, words: `did not end well: ${reason}`, root: `${id} did not end well: ${reason}` });
  }
  const order = [...missing.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return { causes, missing: order };
}

export function readInputs({ documents }: RunState, { reads }: AgentTask): TaskContext['inputs'] {
  return Object.fromEntries(
    reads.map((name) => {
      const ending = documents.get(name)?.ending;
      return [name, ending?.ok === true ? ending.value : undefined];
    }),
  );
}

function missingTask(id: string, outcome: Exclude<TaskOutcome, { readonly status: 'done' }>): Missing {
  switch (outcome.status) {
    case 'failed':
      return { id, words: `failed: ${outcome.reason}`, root: `${id} failed: ${outcome.reason}` };
    case 'cancelled':
      return { id, words: `was cancelled: ${outcome.reason}`, root: `${id} was cancelled` };
    case 'blocked':
      return { id, words: `never started: ${outcome.root}`, root: outcome.root };
  }
}
