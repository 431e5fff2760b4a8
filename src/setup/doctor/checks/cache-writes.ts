// What a job with a stranger's code writes into a cache, a trusted job may restore and run.
import { workflowCheck, type WorkflowFault } from '../check.ts';
import {
  fetchesPullRequest,
  holdsPullRequestCode,
  isPerfcrew,
  type Job,
  type Step,
  type Workflow,
} from '../workflow.ts';

export const cacheWritesCheck = workflowCheck({
  id: 'cache-writes',
  healthy: 'No job with code of pull requests writes a cache',
  inspect: (workflow) => workflow.jobs.flatMap((job) => inspectJob(workflow, job)),
});

const mend = 'Add `cache-mode: none` to the workflow';

function inspectJob(workflow: Workflow, job: Job): readonly WorkflowFault[] {
  if (!holdsPullRequestCode(workflow, job) || job.cacheMode === 'none' || job.cacheMode === 'read') return [];
  // On pull_request the cache belongs to that pull request alone; elsewhere it is the default branch's.
  const trustedScope =
    job.steps.some(fetchesPullRequest) && workflow.events.some((event) => event !== 'pull_request');
  if (!trustedScope && !job.steps.some(isPerfcrew)) return [];
  const writers = job.steps.filter(writesCache);
  if (writers.length === 0 && trustedScope) {
    const line = job.line;
    return [
      {
        line,
        status: 'failure',
        message: `job ${job.id} runs code of a pull request with a token that may write the default branch's caches`,
        mend,
      },
    ];
  }
  return writers.map((step) => ({
    line: step.line,
    status: trustedScope ? ('failure' as const) : ('warning' as const),
    message: `job ${job.id} runs code of a pull request and writes a cache (${step.uses?.split('@')[0] ?? ''})`,
    mend: /setup-node/.test(step.uses ?? '')
      ? `${mend}, or \`package-manager-cache: false\` below \`with:\``
      : mend,
  }));
}

function writesCache(step: Step): boolean {
  const action = step.uses?.split('@')[0] ?? '';
  if (action === 'actions/cache' || action === 'actions/cache/save') return true;
  if (action === 'actions/setup-node') {
    return (step.with['cache'] ?? '') !== '' || step.with['package-manager-cache'] !== 'false';
  }
  if (action === 'actions/setup-go') return step.with['cache'] !== 'false';
  return (
    /\/setup-|\/rust-cache$|\/action-setup$/.test(action) && !['', 'false'].includes(step.with['cache'] ?? '')
  );
}
