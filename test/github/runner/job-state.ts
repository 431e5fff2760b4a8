// What the steps of one job share while it runs.
import type { Hub } from '../hub.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Conclusion, JobRun, WorkflowRun } from '../model/workflow-run.ts';
import type { JobLog } from './job-log.ts';

export interface JobState {
  readonly hub: Hub;
  readonly run: WorkflowRun;
  readonly job: JobRun;
  readonly signal: AbortSignal;
  readonly log: JobLog;
  readonly token: string;
  /** What the runner hands to actions, and to no script: ACTIONS_RUNTIME_TOKEN. */
  readonly runtimeToken: string;
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  readonly defaults: {
    readonly shell?: string | undefined;
    readonly 'working-directory'?: string | undefined;
  };
  /** GITHUB_* and RUNNER_* of every step. */
  readonly baseVariables: Readonly<Record<string, string>>;
  /** PATH, first found first; GITHUB_PATH adds at the front. */
  paths: readonly string[];
  /** The env context: workflow, job, and what steps wrote to GITHUB_ENV. */
  environment: Readonly<Record<string, string>>;
  /** The steps context, by step id. */
  steps: Readonly<Record<string, Json>>;
  /** Clean-ups of actions, run last to first. */
  readonly postSteps: PostStep[];
  conclusion: Conclusion;
  contexts(): JsonObject;
}

/** What a step gives an action by `with:`. */
export type Inputs = Readonly<Record<string, string>>;

interface PostStep {
  readonly name: string;
  readonly condition: string;
  readonly run: () => Promise<StepEnd>;
}

export interface StepEnd {
  readonly isSuccess: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}
