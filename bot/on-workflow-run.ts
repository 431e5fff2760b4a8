// A measuring workflow ended: its numbers are judged here, with the rules of the base branch, and published.
import packageJson from '../package.json' with { type: 'json' };
import type { PullRequest } from '../src/change/pull-request.ts';
import { isProblem } from '../src/core/problem.ts';
import type { Measurement } from '../src/measure/measurement.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import { assessFromForge, judgeUpstream, type Upstream } from '../src/run/judge-upstream.ts';
import { exportReview } from '../src/run/export-review.ts';
import { publish } from '../src/run/publish.ts';
import { endedCheck, stoppedCheck } from './checks.ts';
import { readMeasurements } from './read-measurements.ts';
import type { Repository } from './repository.ts';
import { levelRequestOf, parseRunTitle, type RunKey } from './run-key.ts';
import type { BotSettings } from './settings.ts';

export interface FinishedRun {
  readonly id: number;
  /** Set by the workflow file of the default branch, so it may be trusted. */
  readonly title: string;
  readonly conclusion: string | null;
  readonly url: string;
}

export interface PublishMeans {
  readonly repository: Repository;
  readonly settings: Pick<BotSettings, 'workflow' | 'checkName' | 'telemetry'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of all archives of a run together. */
const ARCHIVE_BYTES = 20 * 1024 * 1024;

export async function onWorkflowRun(run: FinishedRun, means: PublishMeans): Promise<void> {
  const { repository, settings, log } = means;
  const key = parseRunTitle(run.title);
  if (key === null) return;
  if (await isOvertaken(run, key, means)) {
    log.info(`Run ${run.id} was overtaken by a newer one for the same commit.`);
    return;
  }
  const subject = { name: settings.checkName, headSha: key.headSha };
  const { writer } = repository;
  const pullRequest = await repository.reader.pullRequest(key.pullRequest);
  if (pullRequest.head.sha !== key.headSha) {
    const summary = `#${key.pullRequest} has moved on to ${pullRequest.head.sha}, so this commit is not judged.`;
    log.info(`Run ${run.id}: ${summary}`);
    await writer.writeCheck(
      endedCheck(subject, { conclusion: 'cancelled', title: 'A newer commit took its place', summary }),
    );
    return;
  }
  if (run.conclusion === 'cancelled') {
    const summary = 'Press *Re-measure*, or comment `/perfcrew rerun`, to measure again.';
    const title = 'The measuring was cancelled';
    await writer.writeCheck(
      endedCheck(subject, { conclusion: 'cancelled', title, summary, detailsUrl: run.url }),
    );
    return;
  }
  try {
    await judgeAndPublish(run, { key, pullRequest }, means);
  } catch (error) {
    if (!isProblem(error)) throw error;
    await writer.writeCheck(stoppedCheck(subject, error));
  }
}

/** The newer run owns the check run, whichever of the two ends first. */
async function isOvertaken(
  run: FinishedRun,
  key: RunKey,
  { repository, settings }: PublishMeans,
): Promise<boolean> {
  const runs = await repository.dispatchedRuns(settings.workflow);
  return runs.some(({ id, title }) => {
    const other = id > run.id ? parseRunTitle(title) : null;
    return other?.pullRequest === key.pullRequest && other.headSha === key.headSha;
  });
}

/** Of the pull request as it was found to be the run's: asked again, it might be at another commit by now. */
async function judgeAndPublish(
  run: FinishedRun,
  { key, pullRequest }: { readonly key: RunKey; readonly pullRequest: PullRequest },
  means: PublishMeans,
): Promise<void> {
  const { repository, settings, clock, log } = means;
  const assessment = await assessFromForge({ pullRequest, request: levelRequestOf(key) }, repository.reader);
  const report = judgeUpstream(assessment, await upstreamOf(run, means), {
    version: packageJson.version,
    finishedAt: clock.now(),
    phases: [],
  });
  const { checkName } = settings;
  const { comment } = assessment.config;
  await publish({ report, checkName, comment, detailsUrl: run.url, buttons: true }, repository.writer, log);
  // Nobody interrupts the bot in this; patience has its own end.
  const { signal } = new AbortController();
  await exportReview(report, assessment.config, { environment: settings.telemetry, clock, log, signal });
}

async function upstreamOf(run: FinishedRun, { repository, log }: PublishMeans): Promise<Upstream> {
  const { archives, leftOut } = await repository.artifacts(run.id, { archiveBytes: ARCHIVE_BYTES });
  const measurements: Measurement[] = [];
  let refused = leftOut;
  for (const archive of archives) {
    const read = await readMeasurements(archive);
    measurements.push(...read.measurements);
    refused += read.refused;
  }
  if (refused > 0) log.warn(`Run ${run.id}: ${refused} files of its artifacts were refused.`);
  return { measurements, refused, conclusion: run.conclusion };
}
