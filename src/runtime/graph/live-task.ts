// The life of one task: it waits for its inputs, takes an earlier output where one holds, is kept if it started on a right
// guess, and runs otherwise.
import { attempt } from './attempt.ts';
import { openGuess } from './guess.ts';
import { reasonOf } from './reason-of.ts';
import type { Life } from './run-state.ts';
import type { TaskOutcome } from './task-context.ts';
import { readInputs, untilThere } from './until-there.ts';

export async function liveTask(life: Life): Promise<TaskOutcome> {
  const { level, wired, trace } = life;
  const { state, signal } = level;
  const { task } = wired;
  const guess = task.guess === null ? null : openGuess(life, task.guess);
  const there = await untilThere(life, null);
  if (signal.aborted || there.missing.length > 0) {
    await guess?.drop();
    return signal.aborted ? { status: 'cancelled', reason: reasonOf(signal.reason) } : blocked(there.missing);
  }
  const inputs = readInputs(state, task);
  trace.order = state.counts.ready;
  state.counts.ready += 1;
  const kept = await guess?.judge(inputs);
  if (kept !== undefined && kept !== null) {
    Object.assign(trace, kept.times);
    await state.hooks.keep?.(task, kept.output, inputs);
    return { status: 'done', output: kept.output, source: 'guess' };
  }
  trace.readyMs = state.nowMs();
  trace.causes = there.causes;
  const isWhole = task.streams.every((name) => state.documents.get(name)?.ending?.ok === true);
  if (isWhole) {
    const recalled = await state.hooks.recall?.(task, inputs);
    if (recalled !== undefined && recalled !== null)
      return { status: 'done', output: recalled.output, source: recalled.from };
  }
  const output = await attempt({ level, task, inputs, signal, times: trace, confirmed: null });
  await state.hooks.keep?.(task, output, inputs);
  return { status: 'done', output, source: 'run' };
}

function blocked(missing: readonly { readonly id: string; readonly root: string; readonly words: string }[]) {
  return {
    status: 'blocked',
    reason: missing.map(({ id, words }) => `Needs ${id}, which ${words}`).join('; '),
    by: missing.map(({ id }) => id),
    root: missing[0]?.root ?? '',
  } as const;
}
