// The story of one review: each room turns what came before into one new document.
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { measure } from '../measure/measure.ts';
import { planGates } from '../plan/plan-gates.ts';
import type { Report } from '../report/report.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import type { World } from '../ports/world.ts';
import { assess } from './assess.ts';
import { fingerprint } from './fingerprint.ts';
import { judge } from './judge.ts';
import { trackPhases } from './phases.ts';
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
}

export async function review(request: ReviewRequest, world: World): Promise<Report> {
  const { pullRequest, config, folder, seed } = request;
  const phases = trackPhases(world.log, world.clock);

  const { diff, risk } = await phases.run('Assess the risk', () => assess(request, config, world.git));
  const plan = planGates({ diff, risk, config });
  await folder.write('pull-request', pullRequest);
  await folder.write('diff', diff);
  await folder.write('risk', risk);
  await folder.write('plan', plan);

  const measurements = await phases.run('Measure base and head', async () =>
    measure({
      plan,
      pullRequest,
      diff,
      config,
      world,
      seed,
      cacheDirectory: request.cacheDirectory,
      runDirectory: folder.directory,
      environment: await fingerprint(plan, world.toolbox),
    }),
  );
  await folder.writeMeasurements(measurements);

  const report = judge(
    { pullRequest, diff, risk, plan, measurements, config },
    { version: request.version, finishedAt: world.clock.now(), phases: phases.list() },
  );
  await folder.write('report', report);
  return report;
}
