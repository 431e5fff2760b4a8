// One run of a workflow: its jobs in the order of their needs, then the events that tell of its end.
import { newSuite } from '../checks.ts';
import { emit } from '../events/emit.ts';
import type { Hub } from '../hub.ts';
import { type JsonObject, toText } from '../json.ts';
import type { Account } from '../model/account.ts';
import type { Repository } from '../model/repository.ts';
import type { Conclusion, Workflow, WorkflowRun } from '../model/workflow-run.ts';
import { workflowRunView, workflowView } from '../views/actions-view.ts';
import { interpolate } from './expression.ts';
import { githubContext } from './github-context.ts';
import { runJobs } from './run-jobs.ts';
import type { WorkflowFile } from './workflow-file.ts';

export interface RunRequest {
  readonly workflow: Workflow;
  readonly file: WorkflowFile;
  readonly event: string;
  readonly payload: JsonObject;
  readonly actor: Account;
  readonly sha: string;
  readonly ref: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly headRepository: Repository;
  readonly isForkPull: boolean;
  readonly title: string;
  readonly inputs: JsonObject;
  readonly chainLength: number;
}

/** Runs waiting for, or holding, a concurrency group. */
const groups = new WeakMap<Hub, Map<string, { readonly run: WorkflowRun; readonly ended: Promise<void> }>>();

export async function startRun(hub: Hub, request: RunRequest): Promise<WorkflowRun> {
  const { workflow } = request;
  const { repository } = workflow;
  const now = hub.clock.now();
  const suite = await newSuite(hub, repository, { app: hub.actionsApp, sha: request.headSha });
  const run: WorkflowRun = {
    id: hub.nextId(),
    runNumber: [...hub.workflowRuns.values()].filter((one) => one.workflow === workflow).length + 1,
    workflow,
    repository,
    headRepository: request.headRepository,
    displayTitle: titleOf(request),
    event: request.event,
    payload: request.payload,
    actor: request.actor,
    headBranch: request.headBranch,
    headSha: request.headSha,
    sha: request.sha,
    ref: request.ref,
    checkSuiteId: suite.id,
    chainLength: request.chainLength,
    createdAt: now,
    updatedAt: now,
    status: 'queued',
    conclusion: null,
    jobs: [],
    inputs: request.inputs,
    cancellation: new AbortController(),
  };
  hub.workflowRuns.set(run.id, run);
  await tell(hub, run, 'requested');
  const turn = concurrencyTurn(hub, run, request.file);
  hub.background.start(async () => {
    await turn.wait;
    try {
      await execute(hub, run, { request, suiteId: suite.id });
    } finally {
      turn.end();
    }
  });
  return run;
}

/** `run-name` of the workflow file, else what the event is about. */
function titleOf({ file, title, inputs, event, payload, actor }: RunRequest): string {
  const runName = file['run-name'];
  if (runName === undefined) return title;
  return interpolate(runName, {
    contexts: { github: { event: payload, event_name: event, actor: actor.login }, inputs },
    status: 'success',
  });
}

async function execute(
  hub: Hub,
  run: WorkflowRun,
  how: { readonly request: RunRequest; readonly suiteId: number },
): Promise<void> {
  run.status = 'in_progress';
  await tell(hub, run, 'in_progress');
  const { file, isForkPull } = how.request;
  let conclusions: readonly Conclusion[] = ['failure'];
  try {
    conclusions = await runJobs(hub, run, { file, isForkPull });
  } catch (error) {
    hub.background.failed(error); // a broken workflow must not look like a failed one
  }
  run.status = 'completed';
  run.conclusion = worst(conclusions, run.cancellation.signal.aborted);
  run.updatedAt = hub.clock.now();
  await tell(hub, run, 'completed');
  hub.changed();
}

function worst(conclusions: readonly Conclusion[], isCancelled: boolean): Conclusion {
  if (isCancelled) return 'cancelled';
  if (conclusions.some((one) => one === 'failure' || one === 'timed_out')) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  return conclusions.every((one) => one === 'skipped') ? 'skipped' : 'success';
}

async function tell(hub: Hub, run: WorkflowRun, action: string): Promise<void> {
  await emit(hub, {
    event: 'workflow_run',
    action,
    repository: run.repository,
    actor: { account: run.actor, app: null, workflowRunId: null },
    chainLength: run.chainLength + 1,
    facts: {
      workflow: workflowView(hub, run.workflow),
      workflow_run: await workflowRunView(hub, run),
    },
  });
}

interface Turn {
  readonly wait: Promise<void>;
  end(): void;
}

/** A group runs one at a time: the newer cancels the older, or waits for it. */
function concurrencyTurn(hub: Hub, run: WorkflowRun, file: WorkflowFile): Turn {
  if (file.concurrency === undefined) return { wait: Promise.resolve(), end: () => undefined };
  const scope = {
    contexts: { github: githubContext(hub, run), inputs: run.inputs },
    status: 'success',
  } as const;
  const wanted = typeof file.concurrency === 'string' ? { group: file.concurrency } : file.concurrency;
  const group = `${run.repository.fullName} ${interpolate(wanted.group, scope)}`;
  const cancels = 'cancel-in-progress' in wanted ? toText(wanted['cancel-in-progress'] ?? false) : 'false';
  const holders = groups.get(hub) ?? new Map<string, { run: WorkflowRun; ended: Promise<void> }>();
  groups.set(hub, holders);
  const before = holders.get(group);
  if (before !== undefined && interpolate(cancels, scope) === 'true') before.run.cancellation.abort();
  const { promise, resolve } = Promise.withResolvers<void>();
  holders.set(group, { run, ended: promise });
  return { wait: before?.ended ?? Promise.resolve(), end: resolve };
}
