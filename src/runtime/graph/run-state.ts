// What all tasks of one run share, coordinators' workers among them.
import type { Clock } from '../../ports/clock.ts';
import type { WiredTask } from './check-graph.ts';
import type { DocumentStream } from './document-stream.ts';
import type { Prewarm } from './prewarm.ts';
import type { Slots, TierLimit } from './slots.ts';
import type { Predict, PredictorRecord, Predictors } from './speculation.ts';
import type { Perform, TaskHooks, TaskOutcome } from './task-context.ts';
import type { AgentTask, Tier } from './task-graph.ts';
import type { TaskTrace } from './task-trace.ts';

export interface GraphRun {
  readonly perform: Perform;
  readonly clock: Clock;
  /** Cancels every task; the run then ends with what was finished. */
  readonly signal: AbortSignal;
  /** The values of the graph's given documents. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** A tier without a limit takes as many as come. */
  readonly limits?: Readonly<Partial<Record<Tier, TierLimit>>>;
  readonly hierarchy?: HierarchyLimit;
  readonly hooks?: TaskHooks;
  readonly speculation?: { readonly predict: Predict; readonly records: readonly PredictorRecord[] };
  /** Stays the caller's, who may have begun it long before. */
  readonly prewarm?: Prewarm;
}

export interface HierarchyLimit {
  /** Levels of workers below the tasks of the graph. */
  readonly depth: number;
  /** Workers in the whole run. */
  readonly workers: number;
}

export const HIERARCHY: HierarchyLimit = { depth: 3, workers: 1_000 };

export interface RunState {
  readonly run: GraphRun;
  readonly hierarchy: HierarchyLimit;
  readonly hooks: TaskHooks;
  readonly slots: Readonly<Record<Tier, Slots>>;
  readonly predictors: Predictors;
  readonly documents: Map<string, DocumentStream>;
  /** The task that writes a document; given ones have none. */
  readonly writers: Map<string, string>;
  /** Counters: workers so far, tasks that got their inputs so far. */
  readonly counts: { workers: number; ready: number };
  /** Runs the workers of a coordinator as a level of their own. */
  readonly descend: (level: Level) => Promise<ReadonlyMap<string, TaskOutcome>>;
  /** One for each task that ever was, in the order they became known. */
  readonly traces: Map<string, TaskTrace>;
  /** Milliseconds since the run began. */
  readonly nowMs: () => number;
  /** Tasks that hold a slot, now and at most. */
  readonly busy: { now: number; peak: number };
}

/** Tasks that run together: the graph itself, or the workers of one call of a coordinator. */
export interface Level {
  readonly state: RunState;
  readonly tasks: readonly AgentTask[];
  readonly parent: string | null;
  readonly depth: number;
  /** What these tasks may read beside each other's documents. */
  readonly given: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** One task of a level, with what it may ask of the others. */
export interface Life {
  readonly level: Level;
  readonly wired: WiredTask;
  readonly trace: TaskTrace;
  /** Null for a task of another level. */
  readonly outcomeOf: (id: string) => Promise<TaskOutcome | null>;
}
