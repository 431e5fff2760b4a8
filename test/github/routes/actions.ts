// Workflows, their runs, jobs and logs, and the dispatches that start them.
import { z } from 'zod';
import { ApiError, found, noContent, notFound, ok } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { countedAnswer, pageOf } from '../http/pages.ts';
import { actorOf, repositoryFor, type Need } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { emit } from '../events/emit.ts';
import { readRefs } from '../git/bare-repository.ts';
import { startDispatchedRun } from '../runner/dispatch.ts';
import { readWorkflows } from '../runner/read-workflows.ts';
import type { Repository } from '../model/repository.ts';
import type { Workflow, WorkflowRun } from '../model/workflow-run.ts';
import { jobView, workflowRunView, workflowView } from '../views/actions-view.ts';

const reads: Need = { permission: 'actions', access: 'read' };
const writes: Need = { permission: 'actions', access: 'write' };
const actions = '/repos/{owner}/{repo}/actions';
const maxInputs = 25;

export const actionRoutes = [
  route('GET', `${actions}/workflows`, async (call) =>
    countedAnswer(call, await workflowsOf(call, repositoryFor(call, reads)), {
      key: 'workflows',
      show: (one) => workflowView(call.hub, one),
    }),
  ),

  route('GET', `${actions}/workflows/{workflow_id}`, async (call) =>
    ok(workflowView(call.hub, await workflowOf(call, repositoryFor(call, reads)))),
  ),

  route('POST', `${actions}/workflows/{workflow_id}/dispatches`, async (call) => {
    const repository = repositoryFor(call, writes);
    const workflow = await workflowOf(call, repository);
    const body = readBody(
      call,
      z.object({
        ref: z.string(),
        inputs: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
        return_run_details: z.boolean().optional(),
      }),
    );
    if (Object.keys(body.inputs ?? {}).length > maxInputs) {
      throw new ApiError(
        422,
        `Provided ${Object.keys(body.inputs ?? {}).length} inputs, but only ${maxInputs} are allowed`,
      );
    }
    const run = await startDispatchedRun(call.hub, workflow, {
      ref: body.ref,
      inputs: body.inputs ?? {},
      actor: actorOf(call.caller).account,
    });
    if (body.return_run_details !== true) return noContent();
    const page = `${call.hub.origin}/${repository.fullName}/actions/runs/${run.id}`;
    return ok({
      workflow_run_id: run.id,
      run_url: `${call.hub.origin}/repos/${repository.fullName}/actions/runs/${run.id}`,
      html_url: page,
    });
  }),

  route('GET', `${actions}/workflows/{workflow_id}/runs`, async (call) => {
    const repository = repositoryFor(call, reads);
    const workflow = await workflowOf(call, repository);
    return listRuns(call, (run) => run.workflow === workflow);
  }),

  route('GET', `${actions}/runs`, (call) => {
    const repository = repositoryFor(call, reads);
    return listRuns(call, (run) => run.repository === repository);
  }),

  route('GET', `${actions}/runs/{run_id}`, async (call) =>
    ok(await workflowRunView(call.hub, runOf(call, repositoryFor(call, reads)))),
  ),

  route('POST', `${actions}/runs/{run_id}/cancel`, (call) => {
    const run = runOf(call, repositoryFor(call, writes));
    if (run.status === 'completed')
      throw new ApiError(409, 'Cannot cancel a workflow run that is completed.');
    run.cancellation.abort();
    return { status: 202, body: {}, headers: {} };
  }),

  route('GET', `${actions}/runs/{run_id}/jobs`, (call) => {
    const run = runOf(call, repositoryFor(call, reads));
    return countedAnswer(call, run.jobs, { key: 'jobs', show: (job) => jobView(call.hub, run, job) });
  }),

  route('GET', `${actions}/jobs/{job_id}`, (call) => {
    const { run, job } = jobOf(call, repositoryFor(call, reads));
    return ok(jobView(call.hub, run, job));
  }),

  route('GET', `${actions}/jobs/{job_id}/logs`, (call) => {
    const { job } = jobOf(call, repositoryFor(call, { ...reads, evenPublic: true }));
    const path = `/downloads/logs-${job.id}`;
    call.hub.downloads.set(path, { body: Buffer.from(job.log), contentType: 'text/plain; charset=utf-8' });
    return found(`${call.hub.origin}${path}`);
  }),

  route('POST', '/repos/{owner}/{repo}/dispatches', async (call) => {
    const repository = repositoryFor(call, { permission: 'contents', access: 'write' });
    const body = readBody(
      call,
      z.object({
        event_type: z.string().max(100),
        client_payload: z.record(z.string(), z.json()).optional(),
      }),
    );
    if (Object.keys(body.client_payload ?? {}).length > 10) {
      throw new ApiError(422, 'No more than 10 properties are allowed; client_payload has more.');
    }
    await emit(call.hub, {
      event: 'repository_dispatch',
      action: body.event_type,
      repository,
      // A dispatch starts workflows even when a workflow's own token asks for it.
      actor: { ...actorOf(call.caller), workflowRunId: null },
      facts: { branch: repository.defaultBranch, client_payload: body.client_payload ?? {} },
    });
    return noContent();
  }),
];

/** The workflows of the default branch; reading them makes those known that never ran. */
async function workflowsOf(call: Call, repository: Repository): Promise<readonly Workflow[]> {
  const tip = (await readRefs(repository.directory)).get(`refs/heads/${repository.defaultBranch}`);
  if (tip !== undefined) await readWorkflows(call.hub, repository, tip);
  return [...call.hub.workflows.values()].filter((one) => one.repository === repository);
}

/** By id or by file name. */
async function workflowOf(call: Call, repository: Repository): Promise<Workflow> {
  const wanted = param(call, 'workflow_id');
  const workflow = (await workflowsOf(call, repository)).find(
    (one) => String(one.id) === wanted || one.path === `.github/workflows/${wanted}`,
  );
  if (workflow === undefined) throw notFound();
  return workflow;
}

async function listRuns(call: Call, isWanted: (run: WorkflowRun) => boolean) {
  const query = call.url.searchParams;
  const agrees = (name: string, ...values: readonly (string | null)[]): boolean => {
    const wanted = query.get(name);
    return wanted === null || values.includes(wanted);
  };
  const runs = [...call.hub.workflowRuns.values()]
    .filter(isWanted)
    .filter(
      (run) =>
        agrees('event', run.event) && agrees('head_sha', run.headSha) && agrees('branch', run.headBranch),
    )
    .filter((run) => agrees('status', run.status, run.conclusion) && agrees('actor', run.actor.login))
    .reverse();
  const page = pageOf(call, runs);
  const shown = await Promise.all(page.items.map((run) => workflowRunView(call.hub, run)));
  return ok({ total_count: runs.length, workflow_runs: shown }, page.headers);
}

function runOf(call: Call, repository: Repository): WorkflowRun {
  const run = call.hub.workflowRuns.get(Number(param(call, 'run_id')));
  if (run === undefined || run.repository !== repository) throw notFound();
  return run;
}

function jobOf(call: Call, repository: Repository) {
  const id = Number(param(call, 'job_id'));
  for (const run of call.hub.workflowRuns.values()) {
    const job = run.repository === repository ? run.jobs.find((one) => one.id === id) : undefined;
    if (job !== undefined) return { run, job };
  }
  throw notFound();
}
