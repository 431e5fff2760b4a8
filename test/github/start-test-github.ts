// A GitHub for tests: real bare repositories, git over HTTP, the REST API, signed webhooks and a runner, all in this process.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGitRequest, serveGit } from './git/smart-http.ts';
import type { Fault, FaultPlan } from './http/faults.ts';
import type { RequestRecord } from './http/request-log.ts';
import { serveApi } from './http/serve.ts';
import type { TestClock } from './clock.ts';
import type { CheckRun } from './model/check-run.ts';
import type { Delivery } from './model/delivery.ts';
import type { Comment } from './model/issue.ts';
import { roleIsAtLeast } from './model/account.ts';
import { roleOf } from './model/repository.ts';
import type { Review, ReviewComment } from './model/review.ts';
import type { Artifact, WorkflowRun } from './model/workflow-run.ts';
import { newHub } from './new-hub.ts';
import { isResultsRequest, serveResults } from './runner/results-service.ts';
import { startWorkflows } from './runner/start-workflows.ts';
import { routes } from './routes/routes.ts';
import { appHandle, type AppHandle, type NewApp } from './handles/app-handle.ts';
import { repositoryHandle, type NewRepository, type RepositoryHandle } from './handles/repository-handle.ts';
import { userHandle, type UserHandle } from './handles/user-handle.ts';
import { pressButton, rerequest } from './handles/press-button.ts';
import { repositoryView } from './views/repository-view.ts';
import { waitUntil } from './handles/wait-until.ts';

export interface TestGitHubOptions {
  /** `owner/name` (or `./`) of an action to the built folder that stands for it, whatever ref is asked for. */
  readonly actions?: Readonly<Record<string, string>>;
  /** Jobs that run side by side; 2 where not given. */
  readonly concurrentJobs?: number;
}

export interface TestGitHub extends AsyncDisposable {
  /** http://127.0.0.1:port: GITHUB_SERVER_URL and GITHUB_API_URL alike; the API is also below /api/v3. */
  readonly origin: string;
  readonly clock: TestClock;
  createUser(login: string, type?: 'User' | 'Organization'): UserHandle;
  createRepository(repository: NewRepository): Promise<RepositoryHandle>;
  createApp(app: NewApp): AppHandle;
  /** Somebody clicks a button of a check run. */
  pressButton(
    checkRun: CheckRun,
    button: { readonly identifier: string; readonly by: UserHandle },
  ): Promise<void>;
  /** Somebody clicks "Re-run" at a check run. */
  rerequest(checkRun: CheckRun, by: UserHandle): Promise<void>;
  fail(fault: Fault, plan?: FaultPlan): void;
  /** Turns the secondary rate limits on, and sets another hourly quota. */
  limit(limits: { readonly secondary?: boolean; readonly perHour?: number | null }): void;
  requests(): readonly RequestRecord[];
  deliveries(): readonly Delivery[];
  checkRuns(filter?: { readonly app?: string; readonly headSha?: string }): readonly CheckRun[];
  comments(filter?: { readonly number?: number }): readonly Comment[];
  reviews(filter?: { readonly number?: number }): readonly Review[];
  reviewComments(filter?: { readonly number?: number }): readonly ReviewComment[];
  /** Somebody clicks "Resolve conversation". */
  resolve(comment: ReviewComment, by: UserHandle): void;
  /** `login content` of each, oldest first. */
  reactions(comment: Comment): readonly string[];
  /** Starts the workflows of the default branch that wait for a schedule. */
  runSchedules(repository: RepositoryHandle): Promise<void>;
  workflowRuns(): readonly WorkflowRun[];
  artifacts(): readonly Artifact[];
  /** Settles when no delivery and no workflow is under way; throws if something broke inside. */
  idle(): Promise<void>;
  /** Settles with the first value that is not undefined; asked again after each request, delivery, step and job. */
  until<Value>(probe: () => Value | undefined, timeoutMs?: number): Promise<Value>;
}

export async function startTestGitHub(options: TestGitHubOptions = {}): Promise<TestGitHub> {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-github-'));
  const closing = new AbortController();
  const hub = newHub({
    directory,
    closing: closing.signal,
    actions: new Map(Object.entries(options.actions ?? {})),
    concurrentJobs: options.concurrentJobs ?? 2,
  });
  hub.runWorkflows = (happening) => startWorkflows(hub, happening);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      hub.background.failed(error);
      response.destroy();
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (isGitRequest(path)) return serveGit(hub, { request, response });
    if (isResultsRequest(path)) return serveResults(hub, path, { request, response });
    const download = hub.downloads.get(path);
    if (download === undefined) await serveApi(hub, routes, { request, response });
    else response.writeHead(200, { 'content-type': download.contentType }).end(download.body);
    hub.changed();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  hub.origin = `http://127.0.0.1:${address.port}`;

  return {
    origin: hub.origin,
    clock: hub.clock,
    createUser: (login, type = 'User') => userHandle(hub, login, type),
    createRepository: (repository) => repositoryHandle(hub, repository),
    createApp: (app) => appHandle(hub, app),
    pressButton: (checkRun, button) => pressButton(hub, checkRun, button),
    rerequest: (checkRun, by) => rerequest(hub, checkRun, by),
    fail: (fault, plan) => hub.faults.plan(fault, plan),
    limit: ({ secondary, perHour }) => {
      if (secondary !== undefined) hub.rateLimits.secondary = secondary;
      if (perHour !== undefined) hub.rateLimits.limit = perHour;
    },
    requests: () => hub.requests,
    deliveries: () => hub.deliveries,
    checkRuns: (filter = {}) =>
      [...hub.checkRuns.values()]
        .filter((run) => filter.app === undefined || run.suite.app.slug === filter.app)
        .filter((run) => filter.headSha === undefined || run.suite.headSha === filter.headSha),
    comments: (filter = {}) =>
      [...hub.comments.values()].filter(
        (one) => filter.number === undefined || one.issue.number === filter.number,
      ),
    reviews: (filter = {}) =>
      [...hub.reviews.values()].filter(
        (one) => filter.number === undefined || one.pull.number === filter.number,
      ),
    reviewComments: (filter = {}) =>
      [...hub.reviewComments.values()].filter(
        (one) => filter.number === undefined || one.pull.number === filter.number,
      ),
    resolve: (comment, by) => {
      const { repository, author } = comment.pull;
      const may = author === by.account || roleIsAtLeast(roleOf(repository, by.login), 'write');
      if (!may) throw new Error(`${by.login} may not resolve conversations there.`);
      comment.isResolved = true;
    },
    reactions: (comment) => comment.reactions.map((one) => `${one.author.login} ${one.content}`),
    runSchedules: ({ repository }) =>
      hub.runWorkflows({
        event: 'schedule',
        action: null,
        repository,
        actor: { account: repository.owner, app: null, workflowRunId: null },
        facts: { repository: repositoryView(hub, repository) },
      }),
    workflowRuns: () => [...hub.workflowRuns.values()],
    artifacts: () => [...hub.artifacts.values()],
    idle: () => hub.background.idle(),
    until: (probe, timeoutMs = 60_000) => waitUntil(hub, probe, timeoutMs),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await hub.background.settled();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
