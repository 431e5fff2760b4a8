// A measuring workflow ended: its numbers are judged here, with the rules of the base branch, and published.
import packageJson from '../package.json' with { type: 'json' };
import type { Measurement } from '../src/measure/measurement.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import { assessFromForge, judgeUpstream } from '../src/run/judge-upstream.ts';
import { publish } from '../src/run/publish.ts';
import { ARCHIVE_LIMITS, readMeasurements } from './read-measurements.ts';
import type { Repository } from './repository.ts';
import { levelRequestOf, parseRunTitle } from './run-key.ts';
import type { BotSettings } from './settings.ts';

export interface FinishedRun {
  readonly id: number;
  /** Set by the workflow file of the default branch, so it may be trusted. */
  readonly title: string;
  readonly event: string;
  readonly url: string;
}

export interface PublishMeans {
  readonly repository: Repository;
  readonly settings: BotSettings;
  readonly clock: Clock;
  readonly log: Log;
}

export async function onWorkflowRun(run: FinishedRun, means: PublishMeans): Promise<void> {
  const { repository, settings, clock, log } = means;
  const key = run.event === 'workflow_dispatch' ? parseRunTitle(run.title) : null;
  if (key === null) return;
  const pullRequest = await repository.reader.pullRequest(key.pullRequest);
  if (pullRequest.head.sha !== key.headSha) {
    log.info(
      `Run ${run.id} measured ${key.headSha}, but #${key.pullRequest} has moved on to ${pullRequest.head.sha}.`,
    );
    return;
  }
  const assessment = await assessFromForge({ pullRequest, request: levelRequestOf(key) }, repository.reader);
  const report = judgeUpstream(assessment, await measurementsOf(run, means), {
    version: packageJson.version,
    finishedAt: clock.now(),
    phases: [],
  });
  await publish(
    { report, checkName: settings.checkName, comment: assessment.config.comment, detailsUrl: run.url },
    repository.writer,
    log,
  );
}

async function measurementsOf(
  run: FinishedRun,
  { repository, log }: PublishMeans,
): Promise<readonly Measurement[]> {
  const archives = await repository.artifacts(run.id, 'perfcrew', ARCHIVE_LIMITS.archiveBytes);
  const measurements: Measurement[] = [];
  for (const archive of archives) {
    const read = await readMeasurements(archive);
    measurements.push(...read.measurements);
    if (read.refused > 0) log.warn(`Run ${run.id}: ${read.refused} files of its artifact were refused.`);
  }
  return measurements;
}
