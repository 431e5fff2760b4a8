// One try at a task: takes a slot, calls the agent, and ends only when the agent and all its workers have.
import { Problem } from '../../core/problem.ts';
import { openActivity } from './activity.ts';
import { openWorkers } from './delegate.ts';
import type { Level } from './run-state.ts';
import type { TaskContext, TaskOutput } from './task-context.ts';
import type { AgentTask } from './task-graph.ts';
import type { TaskTrace } from './task-trace.ts';

export interface Attempt {
  readonly level: Level;
  readonly task: AgentTask;
  readonly inputs: TaskContext['inputs'];
  readonly signal: AbortSignal;
  readonly times: Pick<TaskTrace, 'startedMs' | 'workedMs' | 'yieldedMs'>;
  /** For a try on a guess: resolves when the guess proves right. Until then nothing of it may be seen. */
  readonly confirmed: Promise<void> | null;
}

export async function attempt({
  level,
  task,
  inputs,
  signal,
  times,
  confirmed,
}: Attempt): Promise<TaskOutput> {
  const { state, parent } = level;
  const { busy, run, slots } = state;
  const activity = openActivity({
    slots: slots[task.tier],
    owner: parent ?? '',
    signal,
    clock: run.clock,
    count(change) {
      busy.now += change;
      busy.peak = Math.max(busy.peak, busy.now);
    },
  });
  const workers = openWorkers({ ...level, signal }, task);
  const untilReal = async (): Promise<void> => {
    if (confirmed !== null) await activity.wait(confirmed, 'input');
  };
  const documentOf = (name: string, list: 'streams' | 'writes') => {
    const document = task[list].includes(name) ? state.documents.get(name) : undefined;
    if (document !== undefined) return document;
    throw new Problem('document-missing', {
      what: `Task ${task.id} asks for ${name}, which is not among its ${list}.`,
      mend: `Add ${name} to its ${list}.`,
    });
  };
  const context: TaskContext = {
    task,
    signal,
    inputs,
    stream: (name) => documentOf(name, 'streams').read(activity),
    async write(name, chunk) {
      const document = documentOf(name, 'writes');
      await untilReal();
      await document.write(chunk, activity);
    },
    async delegate(tasks) {
      await untilReal();
      return await activity.wait(workers.run(tasks), 'input');
    },
    get prepared() {
      return run.prewarm?.ready(task.agent) ?? Promise.resolve(false);
    },
  };
  try {
    await activity.start(confirmed === null ? 'start' : 'guess');
    times.startedMs = state.nowMs();
    state.hooks.started?.(task);
    const output = await run.perform(context);
    await workers.close();
    return complete(task, output, (name) => state.documents.get(name)?.chunks ?? []);
  } finally {
    await workers.close();
    activity.end();
    if (times.startedMs !== null) times.workedMs = state.nowMs();
    times.yieldedMs = activity.yieldedMs;
  }
}

/** The promised documents, no more and no less. */
function complete(
  task: AgentTask,
  output: TaskOutput,
  chunksOf: (name: string) => readonly unknown[],
): TaskOutput {
  const extra = Object.keys(output.documents).find((name) => !task.writes.includes(name));
  if (extra !== undefined)
    throw new Problem('document-invalid', {
      what: `Task ${task.id} wrote ${extra}, which it does not promise.`,
      mend: `Add ${extra} to its writes.`,
    });
  const documents = Object.fromEntries(
    task.writes.map((name) => {
      if (Object.hasOwn(output.documents, name)) return [name, output.documents[name]];
      const chunks = chunksOf(name);
      if (chunks.length > 0) return [name, chunks];
      throw new Problem('document-missing', {
        what: `Task ${task.id} ended without ${name}, which it promises.`,
        mend: `Let it return ${name}, or remove it from its writes.`,
      });
    }),
  );
  return { ...output, documents };
}
