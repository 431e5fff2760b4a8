// The token may do what the job needs and nothing else; by default that is nothing.
import { workflowCheck, type WorkflowFault } from '../check.ts';
import { isPerfcrew, type Job, type Permissions, type Workflow } from '../workflow.ts';

const WRITERS = { contents: 'read', checks: 'write', 'pull-requests': 'write' } as const;
const NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  review: WRITERS,
  plan: { contents: 'read', 'pull-requests': 'read' },
  measure: { contents: 'read', 'pull-requests': 'read' },
  report: WRITERS,
  publish: { ...WRITERS, actions: 'read' },
  gather: { contents: 'read' },
  optimize: {},
  prove: { contents: 'read' },
  propose: { contents: 'write', 'pull-requests': 'write' },
  revert: { contents: 'write', 'pull-requests': 'write', issues: 'write' },
};

export const permissionsCheck = workflowCheck({
  id: 'permissions',
  healthy: 'Every workflow begins with no permissions, and jobs name what they need',
  inspect: (workflow) => [...topLevel(workflow), ...workflow.jobs.flatMap((job) => jobLevel(workflow, job))],
});

function topLevel(workflow: Workflow): readonly WorkflowFault[] {
  const { permissions, usesPerfcrew } = workflow;
  const status = usesPerfcrew ? ('failure' as const) : ('warning' as const);
  if (permissions === 'unset') {
    // Without perfcrew, jobs that each name their own permissions are as good.
    const named = workflow.jobs.length > 0 && workflow.jobs.every((job) => job.permissions !== 'unset');
    if (!usesPerfcrew && named) return [];
    return [
      {
        line: 1,
        status,
        message: 'has no top-level permissions, so jobs get whatever the repository allows',
        mend: 'Add `permissions: {}` at the top, and to each job the permissions it needs',
      },
    ];
  }
  if (permissions === 'write-all' || writesOf(permissions).length > 0) {
    return [
      {
        line: 1,
        status,
        message: `gives every job ${describe(permissions)}`,
        mend: 'Write `permissions: {}` at the top, and to each job the permissions it needs',
      },
    ];
  }
  return [];
}

function jobLevel(workflow: Workflow, job: Job): readonly WorkflowFault[] {
  const line = job.permissionsLine;
  if (job.permissions === 'write-all') {
    return [
      {
        line,
        status: 'failure',
        message: `job ${job.id} has every permission`,
        mend: 'Name the permissions it needs instead of `write-all`',
      },
    ];
  }
  const commands = job.steps.filter(isPerfcrew).map((step) => step.with['command'] || 'review');
  if (commands.length === 0 || typeof job.permissions === 'string') return [];
  const needed = Object.assign({}, ...commands.map((command) => NEEDED[command] ?? {})) as Record<
    string,
    string
  >;
  const broad = Object.entries(job.permissions).filter(
    ([scope, access]) =>
      access !== 'none' && access !== needed[scope] && !(access === 'read' && needed[scope] === 'write'),
  );
  const faults = broad.map(([scope, access]): WorkflowFault => ({
    line,
    status: access === 'write' ? 'failure' : 'warning',
    message: `job ${job.id} has \`${scope}: ${access}\`, which \`${commands.join('` and `')}\` does not need`,
    mend:
      needed[scope] === undefined ? `Delete \`${scope}: ${access}\`` : `Write \`${scope}: ${needed[scope]}\``,
  }));
  const publishes =
    needed['checks'] === 'write' &&
    workflow.events.some((event) => /^(pull_request|workflow_run)$/.test(event));
  if (publishes && job.permissions['checks'] !== 'write') {
    faults.push({
      line,
      status: 'warning',
      message: `job ${job.id} may not write the check run`,
      mend: 'Add `checks: write` to its permissions',
    });
  }
  return faults;
}

function writesOf(permissions: Permissions): readonly string[] {
  if (typeof permissions === 'string') return [];
  return Object.entries(permissions)
    .filter(([, access]) => access === 'write')
    .map(([scope]) => scope);
}

function describe(permissions: Permissions): string {
  if (permissions === 'write-all') return 'every permission';
  return writesOf(permissions)
    .map((scope) => `\`${scope}: write\``)
    .join(', ');
}
