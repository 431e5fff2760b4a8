// What a task sees while it runs, and what becomes of it. Documents are plain JSON: most often a pointer to a file.
import type { AgentTask } from './task-graph.ts';

export interface TaskContext {
  readonly task: AgentTask;
  /** Everything that waits must listen: the run goes on only when the task has come to its end. */
  readonly signal: AbortSignal;
  /** The documents of `reads`, by name. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** A document of `streams`, chunk by chunk, from its first one; throws BrokenStream when its writer fails. */
  stream(document: string): AsyncIterable<unknown>;
  /** A chunk for those who read along; waits while a reader lags far behind. The document is then the list of its chunks. */
  write(document: string, chunk: unknown): Promise<void>;
  /** Runs workers and waits for them without a slot; they read what this task reads and what other workers of the call write. */
  delegate(workers: readonly AgentTask[]): Promise<ReadonlyMap<string, TaskOutcome>>;
  /** False when what should have been prepared for this agent could not be; the task then prepares it itself. */
  readonly prepared: Promise<boolean>;
}

export interface TaskOutput {
  /** A value for each name of `writes` that was not streamed. */
  readonly documents: Readonly<Record<string, unknown>>;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export const OUTPUT_SOURCES = ['run', 'guess', 'store', 'cache'] as const;
/** Whether it ran now (perhaps ahead of time, on a right guess), or its output was there from an earlier run or like task. */
export type OutputSource = (typeof OUTPUT_SOURCES)[number];

export type TaskOutcome =
  | { readonly status: 'done'; readonly output: TaskOutput; readonly source: OutputSource }
  | { readonly status: 'failed'; readonly reason: string; readonly error: unknown }
  /** Never started: each of `by` was needed and did not end well. */
  | {
      readonly status: 'blocked';
      readonly reason: string;
      readonly by: readonly string[];
      /** Who failed in the first place, and of what. */
      readonly root: string;
    }
  | { readonly status: 'cancelled'; readonly reason: string };

export type Perform = (context: TaskContext) => Promise<TaskOutput>;

export interface Recalled {
  readonly output: TaskOutput;
  readonly from: 'store' | 'cache';
}

/** Where the task store and the output cache join in; every one may be left out. */
export interface TaskHooks {
  /** An output that holds for these inputs: the task is not run and takes no slot. */
  readonly recall?: (task: AgentTask, inputs: TaskContext['inputs']) => Promise<Recalled | null>;
  /** Called before anyone reads a fresh output; when it fails, so does the task. */
  readonly keep?: (task: AgentTask, output: TaskOutput, inputs: TaskContext['inputs']) => Promise<void>;
  readonly started?: (task: AgentTask) => void;
  readonly ended?: (task: AgentTask, outcome: TaskOutcome) => void;
}
