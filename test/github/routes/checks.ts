// Check runs: only apps write them, sizes are limited, and annotations add up over updates.
import { z } from 'zod';
import { ApiError, created, invalid, notFound, ok } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { countedAnswer, listAnswer } from '../http/pages.ts';
import { actorOf, repositoryFor } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { checkRunEvent, newCheckRun, suiteFor } from '../checks.ts';
import { resolveCommit } from '../git/bare-repository.ts';
import type { App } from '../model/app.ts';
import { checkStatuses, type Annotation, type CheckRun, type CheckSuite } from '../model/check-run.ts';
import type { Repository } from '../model/repository.ts';
import { annotationView, checkRunView, checkSuiteView, runsOf } from '../views/check-view.ts';

const annotation = z.object({
  path: z.string(),
  start_line: z.int(),
  end_line: z.int(),
  start_column: z.int().nullish(),
  end_column: z.int().nullish(),
  annotation_level: z.enum(['notice', 'warning', 'failure']),
  message: z.string().max(65_536),
  title: z.string().max(255).nullish(),
  raw_details: z.string().max(65_536).nullish(),
});

const fields = {
  status: z.enum(checkStatuses).optional(),
  conclusion: z
    .enum(['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'])
    .optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string().max(65_535),
      text: z.string().max(65_535).optional(),
      annotations: z.array(annotation).max(50).optional(),
    })
    .optional(),
  actions: z
    .array(
      z.object({
        label: z.string().max(20),
        description: z.string().max(40),
        identifier: z.string().max(20),
      }),
    )
    .max(3)
    .optional(),
};
const creation = z.object({ name: z.string(), head_sha: z.string(), ...fields });
const update = z.object({ name: z.string().optional(), ...fields });
type Change = z.output<typeof update>;

const reads = { permission: 'checks', access: 'read' } as const;
const writes = { permission: 'checks', access: 'write' } as const;

export const checkRoutes = [
  route('POST', '/repos/{owner}/{repo}/check-runs', async (call) => {
    const repository = repositoryFor(call, writes);
    const app = callingApp(call);
    const body = readBody(call, creation);
    if (body.conclusion === undefined && body.status === 'completed') {
      throw invalid('"conclusion" wasn\'t supplied.');
    }
    const sha = await resolveCommit(repository.directory, body.head_sha);
    if (sha === null || sha !== body.head_sha)
      throw new ApiError(422, `No commit found for SHA: ${body.head_sha}`);
    checkLines(body);
    const run = newCheckRun(call.hub, {
      suite: await suiteFor(call.hub, repository, { app, sha }),
      name: body.name,
    });
    applyChange(call, run, body);
    await checkRunEvent(call.hub, run, { action: 'created', actor: actorOf(call.caller) });
    if (run.status === 'completed') {
      await checkRunEvent(call.hub, run, { action: 'completed', actor: actorOf(call.caller) });
    }
    return created(checkRunView(call.hub, run));
  }),

  route('GET', '/repos/{owner}/{repo}/check-runs/{check_run_id}', (call) =>
    ok(checkRunView(call.hub, checkRunOf(call, repositoryFor(call, reads)))),
  ),

  route('PATCH', '/repos/{owner}/{repo}/check-runs/{check_run_id}', async (call) => {
    const run = checkRunOf(call, repositoryFor(call, writes));
    if (callingApp(call) !== run.suite.app) {
      throw new ApiError(
        403,
        `Invalid app_id \`${callingApp(call).id}\` - check run can only be modified by the GitHub App that created it.`,
      );
    }
    const body = readBody(call, update);
    if (body.conclusion === undefined && body.status === 'completed') {
      throw invalid('"conclusion" wasn\'t supplied.');
    }
    checkLines(body);
    const wasCompleted = run.status === 'completed';
    applyChange(call, run, body);
    if (run.status === 'completed' && !wasCompleted) {
      await checkRunEvent(call.hub, run, { action: 'completed', actor: actorOf(call.caller) });
    }
    return ok(checkRunView(call.hub, run));
  }),

  route('GET', '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', (call) => {
    const run = checkRunOf(call, repositoryFor(call, reads));
    return listAnswer(call, run.annotations, (one) => annotationView(call.hub, run, one));
  }),

  route('POST', '/repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', async (call) => {
    const run = checkRunOf(call, repositoryFor(call, writes));
    await checkRunEvent(call.hub, run, { action: 'rerequested', actor: actorOf(call.caller) });
    return created({});
  }),

  route('GET', '/repos/{owner}/{repo}/commits/{ref*}/check-runs', async (call) => {
    const repository = repositoryFor(call, reads);
    const sha = await commitOf(call, repository);
    const query = call.url.searchParams;
    const runs = [...call.hub.checkRuns.values()]
      .filter((run) => run.repository === repository && run.suite.headSha === sha)
      .filter((run) => matches(query.get('check_name'), run.name))
      .filter((run) => matches(query.get('status'), run.status))
      .filter((run) => matches(query.get('app_id'), String(run.suite.app.id)));
    const shown = query.get('filter') === 'all' ? runs : latest(runs);
    return countedAnswer(call, shown.toReversed(), {
      key: 'check_runs',
      show: (run) => checkRunView(call.hub, run),
    });
  }),

  route('GET', '/repos/{owner}/{repo}/commits/{ref*}/check-suites', async (call) => {
    const repository = repositoryFor(call, reads);
    const sha = await commitOf(call, repository);
    const suites = [...call.hub.checkSuites.values()].filter(
      (suite) => suite.repository === repository && suite.headSha === sha,
    );
    const shown = await Promise.all(suites.map((suite) => checkSuiteView(call.hub, suite)));
    return countedAnswer(call, shown, { key: 'check_suites', show: (suite) => suite });
  }),

  route('GET', '/repos/{owner}/{repo}/check-suites/{check_suite_id}', async (call) =>
    ok(await checkSuiteView(call.hub, suiteOf(call))),
  ),

  route('GET', '/repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs', (call) =>
    countedAnswer(call, latest(runsOf(call.hub, suiteOf(call))), {
      key: 'check_runs',
      show: (run) => checkRunView(call.hub, run),
    }),
  ),
];

function callingApp(call: Call): App {
  if (call.caller.kind === 'installation') return call.caller.installation.app;
  throw new ApiError(403, 'You must authenticate via a GitHub App.');
}

function checkRunOf(call: Call, repository: Repository): CheckRun {
  const run = call.hub.checkRuns.get(Number(param(call, 'check_run_id')));
  if (run === undefined || run.repository !== repository) throw notFound();
  return run;
}

function suiteOf(call: Call): CheckSuite {
  const repository = repositoryFor(call, reads);
  const suite = call.hub.checkSuites.get(Number(param(call, 'check_suite_id')));
  if (suite === undefined || suite.repository !== repository) throw notFound();
  return suite;
}

async function commitOf(call: Call, repository: Repository): Promise<string> {
  const ref = param(call, 'ref');
  const sha = await resolveCommit(repository.directory, ref);
  if (sha === null) throw new ApiError(422, `No commit found for SHA: ${ref}`);
  return sha;
}

function checkLines(change: Change): void {
  for (const one of change.output?.annotations ?? []) {
    if (one.start_line > one.end_line) throw invalid('start_line must be less than or equal to end_line.');
    const hasColumns = (one.start_column ?? one.end_column ?? null) !== null;
    if (hasColumns && one.start_line !== one.end_line) {
      throw invalid('Annotations with columns must start and end on the same line.');
    }
  }
}

function applyChange(
  call: Call,
  run: CheckRun,
  change: Change & { readonly name?: string | undefined },
): void {
  const now = call.hub.clock.now();
  run.name = change.name ?? run.name;
  run.externalId = change.external_id ?? run.externalId;
  run.detailsUrl = change.details_url ?? run.detailsUrl;
  run.actions = change.actions ?? run.actions;
  if (change.started_at !== undefined) run.startedAt = new Date(change.started_at);
  if (change.status !== undefined) run.status = change.status;
  if (run.status !== 'completed') {
    run.conclusion = null;
    run.completedAt = null;
  }
  if (change.conclusion !== undefined) {
    run.status = 'completed';
    run.conclusion = change.conclusion;
    run.completedAt = change.completed_at === undefined ? now : new Date(change.completed_at);
  }
  if (change.output === undefined) return;
  run.title = change.output.title ?? run.title;
  run.summary = change.output.summary;
  run.text = change.output.text ?? null;
  for (const one of change.output.annotations ?? []) run.annotations.push(completed(one));
}

function completed(one: z.output<typeof annotation>): Annotation {
  return {
    path: one.path,
    start_line: one.start_line,
    end_line: one.end_line,
    start_column: one.start_column ?? null,
    end_column: one.end_column ?? null,
    annotation_level: one.annotation_level,
    title: one.title ?? null,
    message: one.message,
    raw_details: one.raw_details ?? null,
  };
}

/** Of runs with one name in one suite only the newest counts. */
function latest(runs: readonly CheckRun[]): readonly CheckRun[] {
  return [...new Map(runs.map((run) => [`${run.suite.id} ${run.name}`, run])).values()];
}

function matches(wanted: string | null, value: string): boolean {
  return wanted === null || wanted === value;
}
