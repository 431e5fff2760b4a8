// actions/checkout leaves its token on the disk unless told otherwise, where the code under review can read it.
import { workflowCheck } from '../check.ts';
import { holdsPullRequestCode, isCheckout } from '../workflow.ts';

export const persistedCredentialsCheck = workflowCheck({
  id: 'persisted-credentials',
  healthy: 'No checkout leaves its token where code under review could read it',
  inspect(workflow) {
    return workflow.jobs
      .filter((job) => workflow.usesPerfcrew && holdsPullRequestCode(workflow, job))
      .flatMap((job) =>
        job.steps
          .filter((step) => isCheckout(step) && step.with['persist-credentials'] !== 'false')
          .map((step) => ({
            line: step.line,
            status: 'failure' as const,
            message: `leaves the token of job ${job.id} in .git/config, where the code under review can read it`,
            mend: 'Add `persist-credentials: false` below `with:`',
          })),
      );
  },
});
