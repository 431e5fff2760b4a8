// `pull_request_target` runs with secrets and a token that may write: the code of a pull request must never be in it.
import { workflowCheck } from '../check.ts';
import { fetchesPullRequest } from '../workflow.ts';

export const pullRequestTargetCheck = workflowCheck({
  id: 'pull-request-target',
  healthy: 'No workflow brings the code of pull requests under pull_request_target',
  inspect(workflow) {
    if (!workflow.events.includes('pull_request_target')) return [];
    return workflow.jobs.flatMap((job) =>
      job.steps.filter(fetchesPullRequest).map((step) => ({
        line: step.line,
        status: 'failure' as const,
        message: `checks out the head of a pull request under pull_request_target: a stranger's code would run with your secrets (job ${job.id})`,
        mend: 'Run that code under `on: pull_request`, and answer from a second workflow as workflows-examples/fork-safe-publish.yml does',
      })),
    );
  },
});
