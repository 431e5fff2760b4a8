// The jobs of a run: each starts when what it needs has ended, a matrix becomes several, and outputs flow along.
import { newCheckRun, checkRunEvent } from '../checks.ts';
import { emit } from '../events/emit.ts';
import type { Hub } from '../hub.ts';
import { type Json, type JsonObject, toText } from '../json.ts';
import type { Conclusion, JobRun, WorkflowRun } from '../model/workflow-run.ts';
import { jobView } from '../views/actions-view.ts';
import { condition, evaluateValue, interpolate, type Scope } from './expression.ts';
import { githubContext } from './github-context.ts';
import { jobPermissions } from './job-permissions.ts';
import { expandMatrix } from './matrix.ts';
import { runJob } from './run-job.ts';
import { slots } from './slots.ts';
import type { JobSpec, WorkflowFile } from './workflow-file.ts';

export interface RunPlan {
  readonly file: WorkflowFile;
  readonly isForkPull: boolean;
}

interface JobResult {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** It or something it needed failed: what failure() asks about. */
  readonly hasFailedBefore: boolean;
}

export async function runJobs(hub: Hub, run: WorkflowRun, plan: RunPlan): Promise<readonly Conclusion[]> {
  const results = new Map<string, Promise<JobResult>>();
  const start = (key: string, trail: readonly string[]): Promise<JobResult> => {
    const known = results.get(key);
    if (known !== undefined) return known;
    const spec = plan.file.jobs[key];
    if (spec === undefined || trail.includes(key)) {
      throw new Error(
        `${run.workflow.path}: job ${trail.at(-1)} needs ${key}, which is not there or needs it in turn.`,
      );
    }
    const needs = new Map((spec.needs ?? []).map((name) => [name, start(name, [...trail, key])]));
    const result = runWhenReady(hub, run, { key, spec, needs, plan });
    results.set(key, result);
    return result;
  };
  const ended = await Promise.all(Object.keys(plan.file.jobs).map((key) => start(key, [])));
  return ended.map(({ result }) => result);
}

async function runWhenReady(
  hub: Hub,
  run: WorkflowRun,
  job: {
    readonly key: string;
    readonly spec: JobSpec;
    readonly needs: ReadonlyMap<string, Promise<JobResult>>;
    readonly plan: RunPlan;
  },
): Promise<JobResult> {
  const needed: Record<string, JobResult> = {};
  for (const [name, result] of job.needs) needed[name] = await result;
  const { key, spec, plan } = job;
  const repository = run.repository;
  const before = Object.values(needed);
  const hasFailedBefore = before.some(
    (one) => one.hasFailedBefore || one.result === 'failure' || one.result === 'timed_out',
  );
  const contexts: JsonObject = {
    github: githubContext(hub, run),
    needs: Object.fromEntries(
      Object.entries(needed).map(([name, { result, outputs }]) => [
        name,
        { result, outputs: { ...outputs } },
      ]),
    ),
    inputs: run.inputs,
    vars: Object.fromEntries(repository.variables),
  };
  const isCancelled = run.cancellation.signal.aborted;
  const scope: Scope = { contexts, status: statusBefore(before, { isCancelled, hasFailedBefore }) };
  if (!condition(spec.if, scope)) {
    const name = interpolate(spec.name ?? key, scope);
    await skip(hub, run, { key, name, conclusion: isCancelled ? 'cancelled' : 'skipped' });
    return { result: isCancelled ? 'cancelled' : 'skipped', outputs: {}, hasFailedBefore };
  }
  const ready = { ...scope, status: 'success' } as const;
  const matrices =
    spec.strategy?.matrix === undefined ? [{}] : expandMatrix(evaluateValue(spec.strategy.matrix, ready));
  if (matrices.length === 0) {
    await skip(hub, run, { key, name: key, conclusion: 'skipped' });
    return { result: 'skipped', outputs: {}, hasFailedBefore };
  }
  const atOnce = Number(toText(evaluateValue(spec.strategy?.['max-parallel'] ?? matrices.length, ready)));
  const legSlots = slots(atOnce);
  const stopSiblings = new AbortController();
  const failsFast = toText(evaluateValue(spec.strategy?.['fail-fast'] ?? true, ready)) === 'true';
  const legs = await Promise.all(
    matrices.map(async (matrix, index) => {
      const legContexts = {
        ...contexts,
        matrix,
        strategy: { 'job-index': index, 'job-total': matrices.length },
      };
      const record = await newJob(hub, run, {
        key,
        spec,
        matrix,
        scope: { ...ready, contexts: legContexts },
      });
      const allowed = jobPermissions(plan.file, spec, plan.isForkPull);
      record.permissions = allowed;
      await tell(hub, run, record, 'queued');
      const releaseLeg = await legSlots.take();
      const release = await hub.jobSlots.take();
      try {
        await runJob(hub, run, {
          record,
          spec,
          file: plan.file,
          contexts: legContexts,
          permissions: allowed,
          withSecrets: !plan.isForkPull,
          signal: AbortSignal.any([run.cancellation.signal, stopSiblings.signal, hub.closing]),
          started: () => tell(hub, run, record, 'in_progress'),
        });
      } finally {
        release();
        releaseLeg();
      }
      if (record.conclusion !== 'success' && failsFast) stopSiblings.abort();
      await tell(hub, run, record, 'completed');
      return record;
    }),
  );
  const mayFail = toText(evaluateValue(spec['continue-on-error'] ?? false, ready)) === 'true';
  const result = mayFail ? 'success' : together(legs.map((leg) => leg.conclusion ?? 'failure'));
  const outputs: Record<string, string> = {};
  for (const leg of legs) {
    for (const [name, value] of Object.entries(leg.outputs)) if (value !== '') outputs[name] = value;
  }
  return { result, outputs, hasFailedBefore: hasFailedBefore || result === 'failure' };
}

function statusBefore(
  before: readonly JobResult[],
  facts: { readonly isCancelled: boolean; readonly hasFailedBefore: boolean },
): Scope['status'] {
  if (facts.isCancelled) return 'cancelled';
  if (facts.hasFailedBefore) return 'failure';
  return before.every((one) => one.result === 'success') ? 'success' : 'skipped';
}

function together(conclusions: readonly Conclusion[]): Conclusion {
  if (conclusions.some((one) => one === 'failure' || one === 'timed_out')) return 'failure';
  return conclusions.includes('cancelled') ? 'cancelled' : 'success';
}

async function newJob(
  hub: Hub,
  run: WorkflowRun,
  of: { readonly key: string; readonly spec: JobSpec; readonly matrix: JsonObject; readonly scope: Scope },
): Promise<JobRun> {
  const values = Object.values(of.matrix).filter((value) => typeof value !== 'object');
  const usual = values.length === 0 ? of.key : `${of.key} (${values.map(toText).join(', ')})`;
  const name = of.spec.name === undefined ? usual : interpolate(of.spec.name, of.scope);
  const runsOn: Json = evaluateValue(Array.isArray(of.spec['runs-on']) ? of.spec['runs-on'] : [], of.scope);
  return addJob(hub, run, {
    key: of.key,
    name,
    matrix: of.matrix,
    runsOn: Array.isArray(runsOn) ? runsOn.map(toText) : [],
  });
}

async function skip(
  hub: Hub,
  run: WorkflowRun,
  of: { readonly key: string; readonly name: string; readonly conclusion: Conclusion },
): Promise<void> {
  const job = addJob(hub, run, { key: of.key, name: of.name, matrix: {}, runsOn: [] });
  job.status = 'completed';
  job.conclusion = of.conclusion;
  job.completedAt = hub.clock.now();
  await tell(hub, run, job, 'completed');
}

/** A job is seen as a check run of the Actions app, and has its id. */
function addJob(hub: Hub, run: WorkflowRun, of: Pick<JobRun, 'key' | 'name' | 'matrix' | 'runsOn'>): JobRun {
  const suite = hub.checkSuites.get(run.checkSuiteId);
  if (suite === undefined) throw new Error(`Run ${run.id} has no check suite.`);
  const checkRun = newCheckRun(hub, { suite, name: of.name });
  const job: JobRun = {
    id: checkRun.id,
    ...of,
    checkRun,
    createdAt: hub.clock.now(),
    startedAt: hub.clock.now(),
    completedAt: null,
    status: 'queued',
    conclusion: null,
    steps: [],
    outputs: {},
    permissions: {},
    log: '',
  };
  run.jobs.push(job);
  return job;
}

async function tell(
  hub: Hub,
  run: WorkflowRun,
  job: JobRun,
  action: 'queued' | 'in_progress' | 'completed',
): Promise<void> {
  job.checkRun.status = job.status;
  job.checkRun.conclusion = job.conclusion;
  job.checkRun.completedAt = job.completedAt;
  const actor = { account: hub.actionsApp.bot, app: hub.actionsApp, workflowRunId: run.id };
  if (action !== 'in_progress') {
    await checkRunEvent(hub, job.checkRun, { action: action === 'queued' ? 'created' : 'completed', actor });
  }
  await emit(hub, {
    event: 'workflow_job',
    action,
    repository: run.repository,
    actor,
    facts: { workflow_job: jobView(hub, run, job) },
  });
  hub.changed();
}
