// Workflows, runs, jobs and artifacts as the API shows them.
import { createHash } from 'node:crypto';
import { readCommit } from '../git/commits.ts';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { Artifact, JobRun, Workflow, WorkflowRun } from '../model/workflow-run.ts';
import { accountView, nodeId, timestamp } from './account-view.ts';
import { pullsOfHead } from './check-view.ts';
import { simpleCommitView } from './commit-view.ts';
import { pageUrl, repositoryUrl, repositoryView } from './repository-view.ts';

export function workflowView(hub: Hub, workflow: Workflow): JsonObject {
  const page = pageUrl(hub, workflow.repository);
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: timestamp(workflow.createdAt),
    updated_at: timestamp(workflow.createdAt),
    url: `${repositoryUrl(hub, workflow.repository)}/actions/workflows/${workflow.id}`,
    html_url: `${page}/blob/${workflow.repository.defaultBranch}/${workflow.path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
}

export async function workflowRunView(hub: Hub, run: WorkflowRun): Promise<JsonObject> {
  const repository = repositoryUrl(hub, run.repository);
  const url = `${repository}/actions/runs/${run.id}`;
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    check_suite_id: run.checkSuiteId,
    check_suite_node_id: nodeId('CheckSuite', run.checkSuiteId),
    url,
    html_url: `${pageUrl(hub, run.repository)}/actions/runs/${run.id}`,
    pull_requests: pullsOfHead(hub, run.repository, run.headSha),
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(run.updatedAt),
    run_started_at: timestamp(run.createdAt),
    actor: accountView(hub, run.actor),
    triggering_actor: accountView(hub, run.actor),
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repository}/check-suites/${run.checkSuiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repository}/actions/workflows/${run.workflow.id}`,
    head_commit: simpleCommitView(await readCommit(run.repository.directory, run.headSha)),
    repository: repositoryView(hub, run.repository),
    head_repository: repositoryView(hub, run.headRepository),
  };
}

export function jobView(hub: Hub, run: WorkflowRun, job: JobRun): JsonObject {
  const repository = repositoryUrl(hub, run.repository);
  const isStarted = job.status !== 'queued';
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow.name,
    head_branch: run.headBranch,
    run_url: `${repository}/actions/runs/${run.id}`,
    run_attempt: 1,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    url: `${repository}/actions/jobs/${job.id}`,
    html_url: `${pageUrl(hub, run.repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: timestamp(job.createdAt),
    started_at: timestamp(job.startedAt),
    completed_at: job.completedAt === null ? null : timestamp(job.completedAt),
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: 'completed',
      conclusion: step.conclusion,
      number: step.number,
      started_at: timestamp(step.startedAt),
      completed_at: timestamp(step.completedAt),
    })),
    check_run_url: `${repository}/check-runs/${job.checkRun.id}`,
    labels: job.runsOn,
    runner_id: isStarted ? 1 : null,
    runner_name: isStarted ? 'test-runner' : null,
    runner_group_id: isStarted ? 1 : null,
    runner_group_name: isStarted ? 'Default' : null,
  };
}

export function artifactView(hub: Hub, artifact: Artifact): JsonObject {
  const { run } = artifact;
  const url = `${repositoryUrl(hub, run.repository)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expiresAt <= hub.clock.now(),
    digest: `sha256:${createHash('sha256').update(artifact.zip).digest('hex')}`,
    created_at: timestamp(artifact.createdAt),
    updated_at: timestamp(artifact.createdAt),
    expires_at: timestamp(artifact.expiresAt),
    workflow_run: {
      id: run.id,
      repository_id: run.repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch ?? '',
      head_sha: run.headSha,
    },
  };
}
