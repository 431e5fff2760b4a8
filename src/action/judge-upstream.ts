// The `publish` command: finds out from GitHub what the upstream run was about, and judges its numbers.
import { Problem } from '../core/problem.ts';
import type { Report } from '../report/report.ts';
import { assessFromForge, judgeUpstream } from '../run/judge-upstream.ts';
import type { Session } from './session.ts';

/** The commit comes from the event, the pull request from the API; never from the artifact. */
export async function judgeUpstreamRun(session: Session): Promise<Report> {
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
  if (pullRequest === null) {
    throw new Problem('document-invalid', {
      what: `No open pull request of ${job.repository} has the head ${headSha}.`,
      mend: 'Nothing to do where it was closed or pushed to meanwhile; the newer commit gets its own review.',
    });
  }
  return judgeUpstream(
    await assessFromForge({ pullRequest, request: null }, reader),
    await folder.readMeasurements(),
    {
      version,
      finishedAt: world.clock.now(),
      phases: [],
    },
  );
}
