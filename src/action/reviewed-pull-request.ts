// The change whose review lies in the run's folder, held against what GitHub says this job is about.
import type { PullRequest } from '../change/pull-request.ts';
import { Problem } from '../core/problem.ts';
import type { Session } from './session.ts';

type JobFacts = Pick<Session, 'folder' | 'inputs' | 'job'>;

export async function reviewedPullRequest(session: JobFacts): Promise<PullRequest> {
  const { pullRequest } = await session.folder.read('report');
  refuseOtherChange(session, pullRequest);
  return pullRequest;
}

/** Artifacts may be mixed up, and code under review may have written them: commit and number are those of the event or the inputs. */
export function refuseOtherChange({ folder, inputs, job }: JobFacts, pullRequest: PullRequest): void {
  const number = inputs.pullRequest ?? job.pullRequest?.number ?? null;
  const event = job.pullRequest?.number === number ? job.pullRequest : null;
  const head = inputs.head ?? event?.head.sha ?? null;
  const isOtherHead = head !== null && /^[0-9a-f]{40}$/.test(head) && head !== pullRequest.head.sha;
  const isOtherNumber = number !== null && pullRequest.number !== null && number !== pullRequest.number;
  if (!isOtherHead && !isOtherNumber) return;
  const found = pullRequest.number === null ? '' : `#${pullRequest.number} at `;
  const wanted = isOtherHead ? head : `#${number}`;
  throw new Problem('document-invalid', {
    what: `${folder.directory} holds the review of ${found}${pullRequest.head.sha}, but this job is about ${wanted}.`,
    mend: 'Give the job the artifact of the job `report` of this very run.',
  });
}
