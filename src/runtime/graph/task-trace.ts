// When a task could start, did start and ended, and what it had waited for: the raw facts the metrics are made of.
import type { AgentTask } from './task-graph.ts';
import type { TaskOutcome } from './task-context.ts';

export interface TaskTrace {
  readonly task: AgentTask;
  readonly parent: string | null;
  /** What its start hung on: who, and when that was there. */
  causes: readonly Cause[];
  /** Its place among all that got their inputs, by time: whatever it hung on stands before it. */
  order: number | null;
  /** Milliseconds since the run began; null for what never came about. */
  readyMs: number | null;
  startedMs: number | null;
  /** When its own work was over; a right guess may have waited for the truth after that. */
  workedMs: number | null;
  endedMs: number | null;
  yieldedMs: number;
  /** The writer whose document was guessed, for a kept guess. */
  guessed: Cause | null;
  /** Starts that a wrong guess wasted. */
  wastedStarts: number;
  outcome: TaskOutcome | null;
}

export interface Cause {
  readonly id: string;
  readonly atMs: number;
}

export function openTrace(task: AgentTask, parent: string | null): TaskTrace {
  return {
    task,
    parent,
    causes: [],
    order: null,
    readyMs: null,
    startedMs: null,
    workedMs: null,
    endedMs: null,
    yieldedMs: 0,
    guessed: null,
    wastedStarts: 0,
    outcome: null,
  };
}
