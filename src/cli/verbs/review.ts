// `perfcrew review`: the whole flow on a local clone.
import { renderTerminal } from '../../report/terminal/render-terminal.ts';
import { exportReview } from '../../run/export-review.ts';
import { review } from '../../run/review.ts';
import { writeReports } from '../../run/write-reports.ts';
import { exitCodeOf, looksOf, printJson, shownPath } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const reviewVerb: Verb = {
  summary: 'assess, plan, measure and judge head against base, and write the report',
  options: [
    'base',
    'head',
    'title',
    'config',
    'level',
    'minutes',
    'seed',
    'run-directory',
    'json',
    'quiet',
    'verbose',
  ],
  async run(context) {
    const { terminal, options } = context;
    const { programsDirectory, environment } = terminal;
    await using session = await openSession(context);
    const pullRequest = await session.pullRequest();
    const config = await session.config(pullRequest);
    const reviewing = { programsDirectory, user: environment['USER'] ?? 'somebody' };
    const report = await review(
      { ...session, pullRequest, config, version: context.version, reviewing },
      session.world,
    );
    const paths = await writeReports(report, session.folder.directory, session.world.files);
    if (options.json) {
      printJson(report, terminal.stdout);
    } else {
      terminal.stdout.write(renderTerminal(report, looksOf(terminal)));
      terminal.stdout.write(`\nReport: ${shownPath(paths.html, terminal.directory)}\n`);
    }
    await exportReview(report, config, { ...session.world, environment: session.environment });
    return exitCodeOf(report.verdict);
  },
};
