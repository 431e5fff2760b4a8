// Is there a workflow that runs perfcrew, and can every workflow be read?
import type { Check } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { listWorkflows } from '../list-workflows.ts';

const id = 'workflow-files';

export const workflowFilesCheck: Check = {
  id,
  async run({ directory, workflows, world }) {
    const readable = new Set(workflows.map(({ path }) => path));
    const broken = (await listWorkflows(world.files, directory)).filter((path) => !readable.has(path));
    const faults = broken.map((path): Diagnosis => ({
      check: id,
      status: 'failure',
      message: `${path} is not a YAML mapping, so GitHub does not run it`,
      mend: 'Correct its syntax; the Actions tab of the repository names the line',
    }));
    if (!workflows.some(({ usesPerfcrew }) => usesPerfcrew)) {
      faults.push({
        check: id,
        status: 'warning',
        message: 'No workflow uses perfcrew, so pull requests are not reviewed',
        mend: 'Run `perfcrew init`, or copy one of workflows-examples/',
      });
    }
    return faults.length > 0
      ? faults
      : [
          {
            check: id,
            status: 'ok',
            message: `${workflows.length} ${workflows.length === 1 ? 'workflow file' : 'workflow files'} read`,
            mend: null,
          },
        ];
  },
};
