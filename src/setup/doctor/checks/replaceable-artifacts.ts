// Code under review may hold its runner's token for artifacts: what another job wrote it can delete, and put a forged one under its
// name. Only the id in that job's outputs still names the same bytes.
import { workflowCheck, type WorkflowFault } from '../check.ts';
import { isPerfcrew, type Job, type Step } from '../workflow.ts';

const RUNS_CODE = ['measure', 'prove', 'review'];

export const replaceableArtifactsCheck = workflowCheck({
  id: 'replaceable-artifacts',
  healthy: 'No job takes by name what code under review could have replaced',
  inspect(workflow) {
    const jobs = workflow.jobs.filter((job) => job.steps.some(isPerfcrew));
    const trusted = jobs.filter((job) => !runsCode(job));
    if (trusted.length === jobs.length) return [];
    const names = trusted.flatMap(({ steps }) =>
      steps.filter(uploads).map((step) => nameOf(step, 'artifact')),
    );
    return trusted.flatMap((job) =>
      job.steps.filter(downloadsByName).flatMap((step) => {
        const asked = nameOf(step, step.with['pattern'] || '*');
        const name = names.find((one) => overlap(one, asked));
        return name === undefined ? [] : [fault(job, step, name)];
      }),
    );
  },
});

function fault(job: Job, step: Step, name: string): WorkflowFault {
  return {
    line: step.line,
    status: 'failure',
    message: `job ${job.id} takes the artifact ${name} by its name, under which code under review may have put another`,
    mend: 'Hand the `artifact-id` of the upload on by the `outputs` of its job and write `artifact-ids:` here, as workflows-examples/matrix.yml does',
  };
}

function runsCode(job: Job): boolean {
  return job.steps.some((step) => isPerfcrew(step) && RUNS_CODE.includes(step.with['command'] || 'review'));
}

function uploads(step: Step): boolean {
  return step.uses?.startsWith('actions/upload-artifact@') ?? false;
}

/** Of this very run: another run's artifacts are read as a stranger's anyway. */
function downloadsByName(step: Step): boolean {
  if (!(step.uses?.startsWith('actions/download-artifact@') ?? false)) return false;
  return !step.with['artifact-ids'] && !step.with['run-id'];
}

/** An expression may come to anything. */
function nameOf(step: Step, otherwise: string): string {
  return (step.with['name'] || otherwise).replaceAll(/\$\{\{.*?\}\}/g, '*');
}

/** Whether a name fits both: exact as far as both are, and from their first `*` on anything. */
function overlap(one: string, other: string): boolean {
  const [left, right] = [one, other].map((name) => ({
    start: name.split('*')[0] ?? '',
    isOpen: name.includes('*'),
  }));
  if (left === undefined || right === undefined) return false;
  if (!left.isOpen && !right.isOpen) return left.start === right.start;
  return (
    (left.isOpen && right.start.startsWith(left.start)) ||
    (right.isOpen && left.start.startsWith(right.start))
  );
}
