// Runs a task ahead of its last input, on what a predictor expects that input to be. A right guess is kept as if the task had
// waited; a wrong one is cancelled, and nothing of it was seen by anybody.
import { attempt } from './attempt.ts';
import type { Life } from './run-state.ts';
import { isSameJson } from './speculation.ts';
import type { TaskContext, TaskOutput } from './task-context.ts';
import type { AgentTask } from './task-graph.ts';
import { type Cause, openTrace, type TaskTrace } from './task-trace.ts';
import { readInputs, untilThere } from './until-there.ts';

export interface Guess {
  /** Null where the task must run on the truth. */
  judge(inputs: TaskContext['inputs']): Promise<Kept | null>;
  /** There will be no truth: the run is cancelled, or an input failed. */
  drop(): Promise<void>;
}

interface Kept {
  readonly output: TaskOutput;
  readonly times: Partial<TaskTrace>;
}

interface Trial {
  readonly inputs: TaskContext['inputs'];
  readonly readyMs: number;
  readonly causes: readonly Cause[];
  readonly times: Pick<TaskTrace, 'startedMs' | 'workedMs' | 'yieldedMs'>;
  readonly result: Promise<PromiseSettledResult<TaskOutput>[]>;
}

export function openGuess(life: Life, { document, predictor }: NonNullable<AgentTask['guess']>): Guess {
  const { level, wired, trace } = life;
  const { state } = level;
  const { task } = wired;
  const stop = new AbortController();
  const signal = AbortSignal.any([level.signal, stop.signal]);
  const confirmed = Promise.withResolvers<void>();
  let trial: Trial | null = null;

  async function begin(): Promise<void> {
    const { missing, causes } = await untilThere(life, document);
    const predict = state.run.speculation?.predict;
    const isLate = (): boolean => signal.aborted || state.documents.get(document)?.ending !== null;
    if (predict === undefined || missing.length > 0 || isLate() || !state.predictors.isTrusted(predictor))
      return;
    const prediction = await predict(task, document);
    if (prediction === null || isLate()) return;
    const inputs = { ...readInputs(state, task), [document]: prediction.value };
    const isKnown = (await state.hooks.recall?.(task, inputs)) ?? null;
    if (isKnown !== null || isLate()) return;
    const times = openTrace(task, level.parent);
    const result = Promise.allSettled([
      attempt({ level, task, inputs, signal, times, confirmed: confirmed.promise }),
    ]);
    trial = { inputs, readyMs: state.nowMs(), causes, times, result };
  }
  // A predictor or a cache that fails only costs the guess; the task itself will meet the failure again.
  const begun = begin().catch(() => {});

  async function drop(): Promise<void> {
    stop.abort(new Error('the guess it ran on was wrong'));
    await begun;
    if (trial === null) return;
    await trial.result;
    if (trial.times.startedMs !== null) trace.wastedStarts += 1;
  }
  return {
    drop,
    async judge(inputs) {
      if (trial === null) {
        await drop();
        return null;
      }
      const { times, readyMs, causes, result } = trial;
      const isRight = isSameJson(trial.inputs, inputs);
      state.predictors.note(predictor, isRight);
      if (!isRight || times.startedMs === null) {
        await drop();
        return null;
      }
      const writer = state.writers.get(document);
      const guessed = writer === undefined ? null : { id: writer, atMs: state.nowMs() };
      confirmed.resolve();
      const [settled] = await result;
      if (settled?.status !== 'fulfilled') throw settled?.reason;
      const { startedMs, workedMs, yieldedMs } = times;
      return {
        output: settled.value,
        times: { readyMs, causes, startedMs, workedMs, yieldedMs, guessed },
      };
    },
  };
}
