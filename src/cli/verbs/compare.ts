// `perfcrew compare`: the verdict over the measurements there are, on the terminal.
import { renderTerminal } from '../../report/terminal/render-terminal.ts';
import { judgeFolder } from '../../run/judge-folder.ts';
import { exitCodeOf, looksOf, printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const compareVerb: Verb = {
  summary: 'compare what was measured and judge it',
  options: ['config', 'run-directory', 'json', 'quiet'],
  async run(context) {
    const { terminal, options, version } = context;
    await using session = await openSession(context, 'optional');
    const report = await judgeFolder(session, { version, finishedAt: session.world.clock.now(), phases: [] });
    if (options.json) {
      printJson(report.comparison, terminal.stdout);
    } else {
      terminal.stdout.write(renderTerminal(report, looksOf(terminal)));
    }
    return exitCodeOf(report.verdict);
  },
};
