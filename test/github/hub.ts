// All state of one test GitHub; routes, events and the runner share it.
import type { EventEmitter } from 'node:events';
import type { Background } from './background.ts';
import type { TestClock } from './clock.ts';
import type { Happening } from './events/happening.ts';
import type { Faults } from './http/faults.ts';
import type { RateLimits } from './http/rate-limits.ts';
import type { RequestRecord } from './http/request-log.ts';
import type { Account } from './model/account.ts';
import type { App, Installation, InstallationToken } from './model/app.ts';
import type { CheckRun, CheckSuite } from './model/check-run.ts';
import type { Delivery } from './model/delivery.ts';
import type { Comment } from './model/issue.ts';
import type { Review, ReviewComment } from './model/review.ts';
import type { Repository } from './model/repository.ts';
import type { Slots } from './runner/slots.ts';
import type { Artifact, Workflow, WorkflowRun } from './model/workflow-run.ts';

export interface Hub {
  /** http://127.0.0.1:port, known once the server listens. */
  origin: string;
  /** Everything on disk lives below it. */
  readonly directory: string;
  readonly clock: TestClock;
  readonly background: Background;
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  readonly requests: RequestRecord[];
  nextId(): number;
  /** Something that tests may wait for has happened. */
  changed(): void;
  /** Emits `change`. */
  readonly changes: EventEmitter;
  /** By lower-cased login. */
  readonly accounts: Map<string, Account>;
  readonly userTokens: Map<string, Account>;
  /** By lower-cased owner/name. */
  readonly repositories: Map<string, Repository>;
  readonly apps: Map<number, App>;
  /** The app that workflow tokens and job checks belong to. */
  readonly actionsApp: App;
  readonly installations: Map<number, Installation>;
  readonly installationTokens: Map<string, InstallationToken>;
  readonly checkSuites: Map<number, CheckSuite>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly comments: Map<number, Comment>;
  readonly reviews: Map<number, Review>;
  readonly reviewComments: Map<number, ReviewComment>;
  readonly deliveries: Delivery[];
  readonly workflows: Map<number, Workflow>;
  readonly workflowRuns: Map<number, WorkflowRun>;
  readonly artifacts: Map<number, Artifact>;
  /** Tokens that runners hold for the artifacts of their run, whichever job wrote them. */
  readonly runtimeTokens: Map<string, { readonly run: WorkflowRun; readonly jobId: number }>;
  /** Short-lived addresses of downloads, as GitHub hands out on another host. */
  readonly downloads: Map<string, { readonly body: Buffer; readonly contentType: string }>;
  /** `owner/name` (or `./`) of an action to the built folder that stands for it, whatever its ref. */
  readonly builtActions: ReadonlyMap<string, string>;
  /** Starts what waits for an event; set when the runner is attached. */
  runWorkflows: (happening: Happening) => Promise<void>;
  /** Jobs of all workflows run in these, as on a machine with so many runners. */
  readonly jobSlots: Slots;
  /** Aborted when the server closes: every child process ends with it. */
  readonly closing: AbortSignal;
}
