// Which change this job is about: the event's pull request, a numbered one, or two refs.
import type { PullRequest } from '../change/pull-request.ts';
import { Problem } from '../core/problem.ts';
import type { ForgeReader } from '../ports/forge.ts';
import type { Git } from '../ports/git.ts';
import { localPullRequest } from '../run/local-pull-request.ts';
import type { ActionInputs } from './inputs.ts';
import type { Job, PullRequestEvent } from './job.ts';

export interface SubjectSources {
  readonly job: Job;
  readonly inputs: ActionInputs;
  readonly git: Git;
  readonly reader: () => ForgeReader;
}

export async function subjectOf({ job, inputs, git, reader }: SubjectSources): Promise<PullRequest> {
  if (inputs.pullRequest !== undefined) {
    const pullRequest = await reader().pullRequest(inputs.pullRequest);
    if (inputs.head !== undefined && inputs.head !== pullRequest.head.sha) {
      throw new Problem('input-invalid', {
        what: `Pull request #${inputs.pullRequest} moved on from ${inputs.head} to ${pullRequest.head.sha}.`,
        mend: 'Nothing to do: the newer commit gets a review of its own.',
      });
    }
    return pullRequest;
  }
  if (inputs.base === undefined && inputs.head === undefined && job.pullRequest !== null) {
    return fromEvent(job.pullRequest, git);
  }
  const local = await localPullRequest({ base: inputs.base, head: inputs.head, title: undefined }, git);
  return { ...local, repository: job.repository };
}

async function fromEvent(event: PullRequestEvent, git: Git): Promise<PullRequest> {
  const head = await git.resolve(event.head.sha);
  return {
    document: 'pull-request',
    version: 1,
    repository: event.base.repo?.full_name ?? null,
    number: event.number,
    title: event.title,
    body: event.body ?? '',
    author: event.user?.login ?? null,
    labels: event.labels.map(({ name }) => name),
    fromFork: event.head.repo?.full_name !== event.base.repo?.full_name,
    base: { sha: await git.mergeBase(await git.resolve(event.base.sha), head), ref: event.base.ref },
    head: { sha: head, ref: event.head.ref },
  };
}
