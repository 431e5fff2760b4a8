// Workflows started by others' runs and comments hold secrets, too: they must not fetch the code of a pull request.
import { workflowCheck } from '../check.ts';
import { fetchesPullRequest } from '../workflow.ts';

const PRIVILEGED = [
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'pull_request_review_comment',
];

export const privilegedCheckoutCheck = workflowCheck({
  id: 'privileged-checkout',
  healthy: 'No workflow with secrets checks out the code of pull requests',
  inspect(workflow) {
    const event = PRIVILEGED.find((name) => workflow.events.includes(name));
    if (event === undefined) return [];
    return workflow.jobs.flatMap((job) =>
      job.steps.filter(fetchesPullRequest).map((step) => ({
        line: step.line,
        status: 'failure' as const,
        message: `checks out the code of a pull request on ${event}, where the job has secrets and a token of the default branch (job ${job.id})`,
        mend: 'Measure under `on: pull_request`; in this workflow only download the results, as workflows-examples/fork-safe-publish.yml does',
      })),
    );
  },
});
