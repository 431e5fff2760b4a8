// The publish zone of a fork's pull request: commit and pull request come from GitHub, from the other job only numbers.
import { Problem } from '../../core/problem.ts';
import { assessFromForge, judgeUpstream } from '../../run/judge-upstream.ts';
import { showProduction } from '../../run/with-production.ts';
import { conclude } from '../conclude.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { readUpstreamFolder } from '../read-upstream-folder.ts';
import { pathInRepository } from '../read-base-config.ts';
import type { Session } from '../session.ts';

export async function publishCommand(session: Session): Promise<CommandResult> {
  const { job, folder, outside, version } = session;
  const run = job.upstreamRun;
  if (run === null) {
    throw new Problem('input-invalid', {
      what: 'The command `publish` runs only on the event `workflow_run`.',
      mend: 'Use the pair workflows-examples/fork-safe-measure.yml and fork-safe-publish.yml as they are.',
    });
  }
  const reader = await session.reader();
  const pullRequest = await reader.pullRequestOfHead(run.headSha);
  if (pullRequest === null) {
    const news = `No open pull request has the head ${run.headSha} any more: nothing to answer. A newer commit gets a review of its own.`;
    outside.log.info(news);
    return { ...stepDone({}), summary: `${news}\n` };
  }
  const assessment = await showProduction(
    await assessFromForge(
      { pullRequest, request: session.request, configPath: pathInRepository(session.inputs) },
      reader,
    ),
    outside,
  );
  const read = await readUpstreamFolder(folder.directory);
  if (read.refused > 0) outside.log.warn(`${read.refused} files of the artifact were refused.`);
  const report = judgeUpstream(
    assessment,
    { ...read, conclusion: run.conclusion },
    { version, finishedAt: outside.clock.now(), phases: [] },
  );
  return conclude(report, assessment.config, session);
}
