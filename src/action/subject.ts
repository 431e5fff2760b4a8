// Which change this job is about: the event's pull request, a numbered one, or two refs.
import type { PullRequest } from '../change/pull-request.ts';
import { Problem } from '../core/problem.ts';
import type { Git } from '../ports/git.ts';
import { localPullRequest } from '../run/local-pull-request.ts';
import type { PullRequestEvent } from './job.ts';
import type { Session } from './session.ts';

export async function subjectOf(
  session: Pick<Session, 'job' | 'inputs' | 'outside' | 'reader'>,
): Promise<PullRequest> {
  const { job, inputs, outside } = session;
  const { base, head } = inputs;
  if (inputs.pullRequest !== undefined) {
    const pullRequest = await (await session.reader()).pullRequest(inputs.pullRequest);
    if (head === undefined || head === pullRequest.head.sha) return pullRequest;
    throw new Problem('input-invalid', {
      what: `Pull request #${inputs.pullRequest} moved on from ${head} to ${pullRequest.head.sha}.`,
      mend: 'Nothing to do: the newer commit gets a review of its own.',
    });
  }
  const git = await outside.git();
  if (base === undefined && head === undefined && job.pullRequest !== null) {
    return fromEvent(job.pullRequest, git);
  }
  return { ...(await localPullRequest({ base, head, title: undefined }, git)), repository: job.repository };
}

async function fromEvent(event: PullRequestEvent, git: Git): Promise<PullRequest> {
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
    base: { sha: await git.mergeBase(event.base.sha, event.head.sha), ref: event.base.ref },
    head: { sha: event.head.sha, ref: event.head.ref },
  };
}
