// `perfcrew init`: looks at the repository and writes a configuration and a workflow that work as they are.
import { join } from 'node:path';
import { runInit, type InitResult } from '../../setup/init/run-init.ts';
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
    else terminal.stdout.write(render(result));
    return 0;
  },
};

const MARKS = { found: '✓ found', guessed: '? guessed', add: '+ yours' } as const;

function render({ written, kept, notes }: InitResult): string {
  return [
    ...written.map((path) => `wrote     ${path}`),
    ...kept.map((path) => `kept      ${path} (it was there; --force overwrites it)`),
    '',
    ...notes.map(({ kind, message }) => `${MARKS[kind].padEnd(10)} ${message}`),
    '',
    'Next: perfcrew doctor, then perfcrew review.',
    '',
  ].join('\n');
}
