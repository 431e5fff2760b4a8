// Lets all tasks of a level live at once, each waiting for its own inputs; ends when the last of them has.
import { checkGraph } from './check-graph.ts';
import { openDocumentStream } from './document-stream.ts';
import { liveTask } from './live-task.ts';
import { reasonOf } from './reason-of.ts';
import type { Level, Life } from './run-state.ts';
import type { TaskOutcome } from './task-context.ts';
import { openTrace } from './task-trace.ts';

export async function runLevel(level: Level): Promise<ReadonlyMap<string, TaskOutcome>> {
  const { state, tasks, given } = level;
  const wired = checkGraph(tasks, given);
  if (level.parent !== null) state.counts.workers += tasks.length;
  const endings = new Map(tasks.map(({ id }) => [id, Promise.withResolvers<TaskOutcome>()]));
  const outcomeOf = async (id: string): Promise<TaskOutcome | null> =>
    (await endings.get(id)?.promise) ?? null;
  const lives: Life[] = [];
  for (const one of wired.values()) {
    const trace = openTrace(one.task, level.parent);
    state.traces.set(one.task.id, trace);
    for (const name of one.task.writes) {
      state.documents.set(name, openDocumentStream(name));
      state.writers.set(name, one.task.id);
    }
    state.run.prewarm?.begin(one.task.agent);
    lives.push({ level, wired: one, trace, outcomeOf });
  }
  const ended = await Promise.all(
    lives.map(async (life) => {
      const outcome = await settle(life);
      endings.get(life.wired.task.id)?.resolve(outcome);
      return [life.wired.task.id, outcome] as const;
    }),
  );
  return new Map(ended);
}

/** Never rejects: whatever goes wrong with a task is its outcome. */
async function settle(life: Life): Promise<TaskOutcome> {
  const { level, trace } = life;
  const { state } = level;
  const { task } = trace;
  let outcome: TaskOutcome;
  try {
    outcome = await liveTask(life);
    state.hooks.ended?.(task, outcome);
  } catch (error) {
    outcome = failure(error, level.signal);
    state.hooks.ended?.(task, outcome);
  }
  trace.endedMs = state.nowMs();
  trace.outcome = outcome;
  for (const name of task.writes)
    state.documents
      .get(name)
      ?.end(
        outcome.status === 'done'
          ? { ok: true, value: outcome.output.documents[name] }
          : { ok: false, writer: task.id, reason: outcome.reason },
      );
  return outcome;
}

function failure(error: unknown, signal: AbortSignal): TaskOutcome {
  return signal.aborted
    ? { status: 'cancelled', reason: reasonOf(signal.reason) }
    : { status: 'failed', reason: reasonOf(error), error };
}
