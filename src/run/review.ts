// The story of one review: each room turns what came before into one new document.
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { inspect } from '../inspect/inspect.ts';
import { measure } from '../measure/measure.ts';
import type { Measurement } from '../measure/measurement.ts';
import { applyWeights } from '../plan/apply-weights.ts';
import { measuredGates } from '../plan/measured-gates.ts';
import type { Report } from '../report/report.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import type { World } from '../ports/world.ts';
import { externalDatabaseUrl } from './external-database.ts';
import { fingerprint } from './fingerprint.ts';
import { failsAlready, judge } from './judge.ts';
import { modelAccess } from './model-access.ts';
import { asPhase } from '../measure/timekeeper.ts';
import { recordPhases } from './phases.ts';
import { planReview } from './plan-review.ts';
import { reviewByCrew, type ReviewingMeans } from './review-by-crew.ts';
import type { RunFolder } from './run-folder.ts';

export interface ReviewRequest {
  readonly pullRequest: PullRequest;
  /** A level asked for by hand. */
  readonly request: LevelRequest | null;
  readonly config: Config;
  /** Where every document of the run is kept. */
  readonly folder: RunFolder;
  /** Decides every random order of the run. */
  readonly seed: number;
  readonly version: string;
  /** Where installs are kept between runs; null keeps none. */
  readonly cacheDirectory: string | null;
  /** Holds what `database.external_url_env` and `production.prometheus` name; without it neither is asked with credentials. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Lets reviewers with a model work, where there is a key; by default none does. */
  readonly reviewing?: ReviewingMeans;
}

export async function review(request: ReviewRequest, world: World): Promise<Report> {
  const { pullRequest, config, folder, seed, environment = {}, reviewing: means } = request;
  const timekeeper = recordPhases(world.clock);
  const access = means && { model: modelAccess(config, pullRequest, environment) };

  const { diff, risk, plan } = await asPhase({ log: world.log, timekeeper }, 'Assess the risk', () =>
    planReview({ ...request, ...access }, { ...world, environment }),
  );

  const shared = {
    environment: await fingerprint(plan, world.toolbox),
    keep: (ended: readonly Measurement[]) => folder.writeMeasurements(ended),
    timekeeper,
  };
  const change = { plan, pullRequest, diff };
  const seen = await inspect({ ...shared, ...change }, world);
  const said = means
    ? await reviewByCrew(
        { ...request, ...shared, ...change, risk, means, environment, fingerprint: shared.environment },
        world,
      )
    : [];
  const read = [...seen, ...said];
  const measured = await measure({
    ...shared,
    plan: measuredGates(plan),
    pullRequest,
    diff,
    config: applyWeights(config, plan),
    world,
    seed,
    cacheDirectory: request.cacheDirectory,
    runDirectory: folder.directory,
    externalDatabaseUrl: externalDatabaseUrl(config, environment),
    fails: (before) => failsAlready({ measurements: [...before, ...read], diff, plan, config }),
  });
  const measurements = [...measured, ...read];

  const report = judge(
    { pullRequest, diff, risk, plan, measurements, config },
    { version: request.version, finishedAt: world.clock.now(), phases: timekeeper.list() },
  );
  await folder.write('report', report);
  return report;
}
