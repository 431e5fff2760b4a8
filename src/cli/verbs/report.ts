// `perfcrew report`: writes the report of the measurements there are in every format.
import { judgeFolder } from '../../run/judge-folder.ts';
import { writeReports } from '../../run/write-reports.ts';
import { exitCodeOf, printJson, shownPath } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const reportVerb: Verb = {
  summary: 'write the report as JSON, Markdown, HTML and SARIF',
  options: ['config', 'run-directory', 'json', 'quiet'],
  async run(context) {
    const { terminal, options, version } = context;
    await using session = await openSession(context, 'optional');
    const report = await judgeFolder(session, { version, finishedAt: session.world.clock.now(), phases: [] });
    const paths = await writeReports(report, session.folder.directory, session.world.files);
    if (options.json) printJson(report, terminal.stdout);
    else {
      terminal.stdout.write(`${report.verdict.headline}\n`);
      for (const path of Object.values(paths))
        terminal.stdout.write(`${shownPath(path, terminal.directory)}\n`);
    }
    return exitCodeOf(report.verdict);
  },
};
