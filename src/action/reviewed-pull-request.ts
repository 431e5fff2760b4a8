// The change whose review lies in the run's folder, held against what GitHub says this job is about.
import type { PullRequest } from '../change/pull-request.ts';
import { Problem } from '../core/problem.ts';
import type { Session } from './session.ts';

export async function reviewedPullRequest({
  folder,
  inputs,
  job,
}: Pick<Session, 'folder' | 'inputs' | 'job'>): Promise<PullRequest> {
  const { pullRequest } = await folder.read('report');
  const named = inputs.head ?? (inputs.pullRequest === undefined ? job.pullRequest?.head.sha : undefined);
  const isOther = named !== undefined && /^[0-9a-f]{40}$/.test(named) && named !== pullRequest.head.sha;
  const number = inputs.pullRequest ?? job.pullRequest?.number;
  if (!isOther && (number === undefined || pullRequest.number === null || number === pullRequest.number)) {
    return pullRequest;
  }
  throw new Problem('document-invalid', {
    what: `${folder.directory} holds the review of ${titleOf(pullRequest)}, but this job is about ${named ?? `#${number}`}.`,
    mend: 'Give the job the artifact of the job `report` of this very run.',
  });
}

function titleOf({ number, head }: PullRequest): string {
  return number === null ? head.sha : `#${number} at ${head.sha}`;
}
