// What a run of a crew is asked for, and what it may use.
import type { OutputCache } from '../../runtime/cache/output-cache.ts';
import type { GraphRun } from '../../runtime/graph/run-state.ts';
import type { Outside } from '../../runtime/store/outside.ts';
import type { PerformAgent } from './agent-answer.ts';
import type { AgentDefinition } from './agent-definition.ts';
import type { Decision } from './approvals.ts';
import type { Crew } from './crew.ts';
import type { Line } from './escalate.ts';
import type { Means } from './kept-output.ts';

export interface CrewRequest {
  readonly crew: Crew;
  /** The values of the crew's given documents: plain JSON. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Names the run; the same name in the same folder goes on where it stopped. */
  readonly run: string;
  /** Absolute path of the folder for what is done, usually `.tasks`. */
  readonly directory: string;
  readonly decisions?: readonly Decision[];
}

export interface CrewOutside
  extends Outside, Pick<GraphRun, 'signal' | 'limits' | 'prewarm' | 'hierarchy' | 'speculation'> {
  readonly perform: PerformAgent;
  readonly check?: Line['check'];
  readonly cache?: {
    readonly outputs: OutputCache;
    /** The model and the versions of the tools that an agent would use now. */
    readonly meansOf: (agent: AgentDefinition) => Means;
  };
}
