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
  /** What this process does of a run that is split over several; the whole by default. */
  readonly part?: CrewPart;
}

export interface CrewPart {
  /** Names of the agents to run here. What they need must be among them, or done in one of the parts. */
  readonly agents: readonly string[];
  /** Absolute paths of the folders that other processes wrote as their parts. */
  readonly from: readonly string[];
  /** Where what is done is written for the next process; null writes nothing. */
  readonly to: { readonly directory: string; readonly job: string } | null;
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
