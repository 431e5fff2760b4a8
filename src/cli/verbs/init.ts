// `perfcrew init`: looks at the repository and writes a configuration and a workflow that work as they are.
import { join } from 'node:path';
import { renderInit } from '../../setup/init/render-init.ts';
import { runInit } from '../../setup/init/run-init.ts';
import { isWorkflowKind, WORKFLOW_KINDS } from '../../setup/init/workflow-kinds.ts';
import { Problem } from '../../core/problem.ts';
import { printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const initVerb: Verb = {
  summary: 'look at this repository and write its configuration and workflow',
  options: ['workflow', 'force', 'json'],
  async run(context) {
    const { terminal, options, version } = context;
    const workflow = options.workflow ?? 'one-job';
    if (!isWorkflowKind(workflow)) {
      throw new Problem('usage', {
        what: `There is no workflow kind \`${workflow}\`.`,
        mend: `Use one of ${Object.keys(WORKFLOW_KINDS).join(', ')}.`,
      });
    }
    await using session = await openSession(context);
    const result = await runInit(
      {
        directory: session.world.git.root,
        examplesDirectory: join(terminal.programsDirectory, '..', 'workflows-examples'),
        workflow,
        version,
        force: options.force ?? false,
      },
      session.world,
    );
    if (options.json) printJson(result, terminal.stdout);
    else terminal.stdout.write(renderInit(result));
    return 0;
  },
};
