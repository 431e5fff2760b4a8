// perfcrew compares with the merge base, which a checkout of one commit does not have.
import { workflowCheck, type WorkflowFault } from '../check.ts';
import { isCheckout, isPerfcrew } from '../workflow.ts';

/** They read documents, and of the repository at most what GitHub's API tells. */
const WITHOUT_CLONE = new Set(['publish', 'optimize', 'propose', 'revert']);

export const fetchDepthCheck = workflowCheck({
  id: 'fetch-depth',
  healthy: 'Jobs that run perfcrew check out the whole history',
  inspect(workflow) {
    return workflow.jobs.flatMap((job): readonly WorkflowFault[] => {
      const needing = job.steps.find(
        (step) => isPerfcrew(step) && !WITHOUT_CLONE.has(step.with['command'] ?? ''),
      );
      if (needing === undefined) return [];
      const checkouts = job.steps.filter(isCheckout);
      if (checkouts.length === 0) {
        return [
          {
            line: needing.line,
            status: 'failure',
            message: `job ${job.id} runs perfcrew without a checkout`,
            mend: 'Add a step with actions/checkout and `fetch-depth: 0` before it',
          },
        ];
      }
      return checkouts
        .filter((step) => step.with['fetch-depth'] !== '0')
        .map((step) => ({
          line: step.line,
          status: 'failure' as const,
          message: `job ${job.id} checks out one commit only, without the base to compare with`,
          mend: 'Add `fetch-depth: 0` below `with:`',
        }));
    });
  },
});
