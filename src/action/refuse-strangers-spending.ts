// A stranger's pull request must not spend the model's key: where it could, the job stops before the model is asked.
import { Problem } from '../core/problem.ts';
import { hasModelKey } from '../io/anthropic/credentials.ts';
import type { Job } from './job.ts';

/** Somebody of the repository starts these, or a workflow that waited for somebody of it; their workflow file is not the fork's. */
const STARTED_FROM_BASE = new Set(['workflow_run', 'workflow_dispatch', 'repository_dispatch', 'schedule']);
const OF_THE_REPOSITORY = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/**
 * Refuses when three things hold at once: a key is in the environment; the event's pull request or the run's says that
 * head is in a fork; and what started the workflow is neither an event from base nor a comment of somebody of the repository.
 */
export function refuseStrangersSpending(
  job: Pick<Job, 'eventName' | 'pullRequest' | 'commentBy'>,
  run: { readonly fromFork: boolean },
  environment: NodeJS.ProcessEnv,
): void {
  if (!hasModelKey(environment)) return;
  const event = job.pullRequest;
  const isFork = event !== null && event.head.repo?.full_name !== event.base.repo?.full_name;
  if (!isFork && !run.fromFork) return;
  if (STARTED_FROM_BASE.has(job.eventName)) return;
  if (job.eventName === 'issue_comment' && OF_THE_REPOSITORY.has(job.commentBy ?? '')) return;
  throw new Problem('input-invalid', {
    what: `The pull request is from a fork, the event \`${job.eventName}\` is the stranger's to cause, and ANTHROPIC_API_KEY is set: anybody could spend it.`,
    mend: 'Start the crew by `workflow_dispatch`, as workflows-examples/optimize.yml does for forks, or leave the key out of this job.',
  });
}
