// Judges what a job that ran a stranger's code measured: its numbers are taken, everything else is asked of GitHub anew.
import { diffFromForge } from '../change/diff-from-forge.ts';
import { CONFIG_PATH } from '../config/config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { Problem } from '../core/problem.ts';
import { planGates } from '../plan/plan-gates.ts';
import type { Report } from '../report/report.ts';
import { assessRisk } from '../risk/assess-risk.ts';
import { judge } from '../run/judge.ts';
import type { Session } from './session.ts';

/**
 * The commit comes from the event, the pull request, its diff and the configuration from the API. Of the artifact only the
 * measurements are read: risk, plan, comparison and verdict are made here, so a forged report changes nothing but numbers.
 */
export async function judgeUpstream(session: Session): Promise<Report> {
  const { job, folder, world, version } = session;
  if (job.upstreamRun === null) {
    throw new Problem('input-invalid', {
      what: 'The command `publish` runs only on the event `workflow_run`.',
      mend: 'Use the pair workflows-examples/fork-safe-measure.yml and fork-safe-publish.yml as they are.',
    });
  }
  const headSha = job.upstreamRun.head_sha;
  const reader = session.reader();
  const pullRequest = await reader.pullRequestOfHead(headSha);
  if (pullRequest === null || pullRequest.number === null) {
    throw new Problem('document-invalid', {
      what: `No open pull request of ${job.repository} has the head ${headSha}.`,
      mend: 'Nothing to do where it was closed or pushed to meanwhile; the newer commit gets its own review.',
    });
  }
  const config = parseConfig(
    await reader.fileAt(pullRequest.base.sha, CONFIG_PATH),
    `${CONFIG_PATH} of base`,
  );
  const diff = diffFromForge(await reader.changedFiles(pullRequest.number));
  const risk = assessRisk({ pullRequest, diff }, config);
  return judge(
    {
      pullRequest,
      diff,
      risk,
      plan: planGates({ diff, risk, config }),
      measurements: await folder.readMeasurements(),
      config,
    },
    { version, finishedAt: world.clock.now(), phases: [] },
  );
}
