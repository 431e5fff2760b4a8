// `perfcrew optimize`: the crew looks for what makes the change slow, says what it costs, and writes patches to prove.
import { keptFiles } from '../../io/files/kept-files.ts';
import { systemProcesses } from '../../io/processes/system-processes.ts';
import { isProblem } from '../../core/problem.ts';
import { optimize } from '../../run/optimize.ts';
import { readCrewLibrary } from '../../run/read-crew-library.ts';
import { review } from '../../run/review.ts';
import { writeReports } from '../../run/write-reports.ts';
import type { PullRequest } from '../../change/pull-request.ts';
import { crewPart } from '../crew-part.ts';
import { printJson, shownPath } from '../outcome.ts';
import { renderOptimization } from '../render-optimization.ts';
import { openSession, type Session } from '../session.ts';
import type { Verb } from '../verb.ts';

export const optimizeVerb: Verb = {
  summary: 'let the crew find what costs time, rank it, design caches and write patches',
  options: [
    'base',
    'head',
    'title',
    'config',
    'level',
    'minutes',
    'seed',
    'agents',
    'from-parts',
    'to-part',
    'run-directory',
    'json',
    'quiet',
    'verbose',
  ],
  async run(context) {
    const { terminal, options, version } = context;
    const part = crewPart(options, terminal.directory);
    await using session = await openSession(context);
    const pullRequest = await session.pullRequest();
    const config = await session.config(pullRequest);
    const world = { ...session.world, files: { ...session.world.files, ...keptFiles() } };
    if (!(await isReviewed(session, pullRequest))) {
      const report = await review({ ...session, pullRequest, config, version }, session.world);
      await writeReports(report, session.folder.directory, session.world.files);
    }
    const { programsDirectory } = terminal;
    const library = await readCrewLibrary({ programsDirectory, baseSha: pullRequest.base.sha }, world);
    const optimization = await optimize(
      {
        crew: library.read('performance'),
        config,
        folder: session.folder,
        ...(part !== null && { part: await part(world.files) }),
      },
      { ...world, processes: systemProcesses() },
    );
    if (options.json)
      printJson({ ...optimization, endings: Object.fromEntries(optimization.endings) }, terminal.stdout);
    else
      terminal.stdout.write(renderOptimization(optimization, (path) => shownPath(path, terminal.directory)));
    return [...optimization.endings.values()].some(({ status }) => status === 'failed') ? 2 : 0;
  },
};

/** Whether the folder holds the review of just this change; measuring it again would tell the same. */
async function isReviewed({ folder }: Session, { base, head }: PullRequest): Promise<boolean> {
  try {
    const { pullRequest } = await folder.read('report');
    return pullRequest.base.sha === base.sha && pullRequest.head.sha === head.sha;
  } catch (error) {
    if (isProblem(error) && error.code === 'document-missing') return false;
    throw error;
  }
}
