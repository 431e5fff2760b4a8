// Workflows, their runs and jobs, and the artifacts they leave.
import type { JsonObject } from '../json.ts';
import type { Account } from './account.ts';
import type { CheckRun } from './check-run.ts';
import type { Repository } from './repository.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out';

export interface Workflow {
  readonly id: number;
  readonly repository: Repository;
  readonly path: string;
  name: string;
  readonly createdAt: Date;
}

interface StepRun {
  readonly number: number;
  readonly name: string;
  readonly id: string | null;
  conclusion: Conclusion;
  readonly startedAt: Date;
  completedAt: Date;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the step wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  readonly log: string;
}

export interface JobRun {
  readonly id: number;
  /** The key in the workflow file. */
  readonly key: string;
  readonly name: string;
  readonly checkRun: CheckRun;
  readonly matrix: JsonObject;
  readonly runsOn: readonly string[];
  readonly createdAt: Date;
  startedAt: Date;
  completedAt: Date | null;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  readonly steps: StepRun[];
  outputs: Readonly<Record<string, string>>;
  /** What the job's GITHUB_TOKEN was allowed. */
  permissions: Readonly<Record<string, string>>;
  log: string;
}

export interface WorkflowRun {
  readonly id: number;
  readonly runNumber: number;
  readonly workflow: Workflow;
  readonly repository: Repository;
  readonly headRepository: Repository;
  readonly displayTitle: string;
  readonly event: string;
  readonly payload: JsonObject;
  readonly actor: Account;
  readonly headBranch: string | null;
  /** The commit shown beside the run: the pull request's head, not its test merge. */
  readonly headSha: string;
  /** GITHUB_SHA and GITHUB_REF of its jobs. */
  readonly sha: string;
  readonly ref: string;
  readonly checkSuiteId: number;
  /** How many workflow_run events stand between this run and a first cause. */
  readonly chainLength: number;
  readonly createdAt: Date;
  updatedAt: Date;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  readonly jobs: JobRun[];
  readonly inputs: JsonObject;
  readonly cancellation: AbortController;
}

export interface Artifact {
  readonly id: number;
  readonly run: WorkflowRun;
  /** The job that uploaded it. */
  readonly jobId: number;
  readonly name: string;
  readonly zip: Buffer;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}
