// Check runs, suites and annotations as the API shows them.
import { readCommit } from '../git/commits.ts';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { Annotation, CheckRun, CheckSuite } from '../model/check-run.ts';
import { isPullRequest } from '../model/issue.ts';
import type { Repository } from '../model/repository.ts';
import { nodeId, timestamp } from './account-view.ts';
import { appView } from './app-view.ts';
import { simpleCommitView } from './commit-view.ts';
import { minimalPullView } from './pull-view.ts';
import { pageUrl, repositoryUrl, repositoryView } from './repository-view.ts';

/** Open pull requests of this repository whose head it is; heads in forks are never named. */
export function pullsOfHead(hub: Hub, repository: Repository, sha: string): readonly JsonObject[] {
  return [...repository.issues.values()]
    .filter(isPullRequest)
    .filter((pull) => pull.state === 'open' && pull.pull.headSha === sha)
    .filter((pull) => pull.pull.headRepository === repository)
    .map((pull) => minimalPullView(hub, pull));
}

export function checkRunView(hub: Hub, run: CheckRun): JsonObject {
  const url = `${repositoryUrl(hub, run.repository)}/check-runs/${run.id}`;
  const page = `${pageUrl(hub, run.repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.suite.headSha,
    external_id: run.externalId ?? '',
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestamp(run.startedAt),
    completed_at: run.completedAt === null ? null : timestamp(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appView(hub, run.suite.app),
    pull_requests: pullsOfHead(hub, run.repository, run.suite.headSha),
  };
}

/** The form inside events, where the suite is told and not only named. */
export function checkRunEventView(hub: Hub, run: CheckRun): JsonObject {
  return {
    ...checkRunView(hub, run),
    check_suite: {
      id: run.suite.id,
      node_id: nodeId('CheckSuite', run.suite.id),
      head_branch: run.suite.headBranch,
      head_sha: run.suite.headSha,
      status: suiteStatus(hub, run.suite),
      conclusion: suiteConclusion(hub, run.suite),
      url: `${repositoryUrl(hub, run.repository)}/check-suites/${run.suite.id}`,
      before: null,
      after: run.suite.headSha,
      pull_requests: pullsOfHead(hub, run.repository, run.suite.headSha),
      app: appView(hub, run.suite.app),
      created_at: timestamp(run.suite.createdAt),
      updated_at: timestamp(run.suite.createdAt),
    },
  };
}

export async function checkSuiteView(hub: Hub, suite: CheckSuite): Promise<JsonObject> {
  const url = `${repositoryUrl(hub, suite.repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suiteStatus(hub, suite),
    conclusion: suiteConclusion(hub, suite),
    url,
    before: null,
    after: suite.headSha,
    pull_requests: pullsOfHead(hub, suite.repository, suite.headSha),
    app: appView(hub, suite.app),
    repository: repositoryView(hub, suite.repository),
    created_at: timestamp(suite.createdAt),
    updated_at: timestamp(suite.createdAt),
    head_commit: simpleCommitView(await readCommit(suite.repository.directory, suite.headSha)),
    latest_check_runs_count: runsOf(hub, suite).length,
    check_runs_url: `${url}/check-runs`,
  };
}

export function annotationView(hub: Hub, run: CheckRun, annotation: Annotation): JsonObject {
  return {
    ...annotation,
    blob_href: `${pageUrl(hub, run.repository)}/blob/${run.suite.headSha}/${annotation.path}`,
  };
}

export function runsOf(hub: Hub, suite: CheckSuite): readonly CheckRun[] {
  return [...hub.checkRuns.values()].filter((run) => run.suite === suite);
}

function suiteStatus(hub: Hub, suite: CheckSuite): string {
  const runs = runsOf(hub, suite);
  if (runs.every((run) => run.status === 'completed')) return 'completed';
  return runs.every((run) => run.status === 'queued') ? 'queued' : 'in_progress';
}

const worstFirst = [
  'action_required',
  'failure',
  'timed_out',
  'cancelled',
  'success',
  'neutral',
  'skipped',
] as const;

function suiteConclusion(hub: Hub, suite: CheckSuite): string | null {
  if (suiteStatus(hub, suite) !== 'completed') return null;
  const conclusions = new Set(runsOf(hub, suite).map((run) => run.conclusion));
  return worstFirst.find((conclusion) => conclusions.has(conclusion)) ?? 'neutral';
}
