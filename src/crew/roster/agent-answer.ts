// How an agent of a crew can end its work, and what it is told when it takes over from another.
import type { ReadFile } from '../../runtime/context/context-reader.ts';
import type { TaskContext, TaskOutput } from '../../runtime/graph/task-context.ts';
import type { AgentDefinition } from './agent-definition.ts';

export type AgentAnswer =
  | {
      readonly kind: 'done';
      readonly output: TaskOutput;
      /** Files it read; a cached answer holds while they stay the same. */
      readonly reads?: readonly ReadFile[];
    }
  /** It cannot do it, and says why; the task goes to the one it escalates to. */
  | { readonly kind: 'escalate'; readonly reason: string; readonly usage: Usage }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** What to do about it, where anybody knows. */
      readonly mend?: string;
      readonly usage: Usage;
    };

export type Usage = Pick<TaskOutput, 'inputTokens' | 'outputTokens'>;

export type Handover =
  /** It takes a task over from somebody who gave it up. */
  | { readonly kind: 'taken-over'; readonly from: string; readonly reason: string }
  /** A person it escalated to tells it to go on, and how. */
  | { readonly kind: 'advice'; readonly from: string; readonly reason: string };

/** Does an agent's work: with a model, by rule, or otherwise. `handover` is null at the first try. */
export type PerformAgent = (
  agent: AgentDefinition,
  context: TaskContext,
  handover: Handover | null,
) => Promise<AgentAnswer>;

export interface Escalation {
  readonly task: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}
