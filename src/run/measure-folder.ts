// Measures what an earlier step planned, all of it or one job's part, and leaves the measurements beside the plan.
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { inspect } from '../inspect/inspect.ts';
import { measure } from '../measure/measure.ts';
import type { Measurement } from '../measure/measurement.ts';
import { applyWeights } from '../plan/apply-weights.ts';
import { measuredGates } from '../plan/measured-gates.ts';
import type { World } from '../ports/world.ts';
import { externalDatabaseUrl } from './external-database.ts';
import { fingerprint } from './fingerprint.ts';
import { narrowPlan, type JobPart } from './narrow-plan.ts';
import type { RunFolder } from './run-folder.ts';
import { shareOfBudget } from './share-of-budget.ts';

export interface FolderMeasuring {
  readonly folder: RunFolder;
  readonly config: (pullRequest: PullRequest) => Promise<Config>;
  readonly part: JobPart;
  /** Measuring time of this part alone; undefined: its share of the budget. */
  readonly minutes: number | undefined;
  readonly seed: number;
  /** Where installs are kept between runs; null keeps none. */
  readonly cacheDirectory: string | null;
  readonly environment: NodeJS.ProcessEnv;
}

export async function measureFolder(request: FolderMeasuring, world: World): Promise<readonly Measurement[]> {
  const { folder, seed, cacheDirectory } = request;
  const pullRequest = await folder.read('pull-request');
  const whole = await folder.read('plan');
  const plan = narrowPlan(whole, request.part);
  const config = applyWeights(await request.config(pullRequest), plan);
  const minutes = request.minutes ?? config.budget.minutes * shareOfBudget(whole, plan);
  const shared = {
    pullRequest,
    diff: await folder.read('diff'),
    environment: await fingerprint(plan, world.toolbox),
    keep: (ended: readonly Measurement[]) => folder.writeMeasurements(ended),
  };
  const read = await inspect({ ...shared, plan }, world);
  const measured = await measure({
    ...shared,
    plan: measuredGates(plan),
    config: { ...config, budget: { ...config.budget, minutes } },
    world,
    seed,
    cacheDirectory,
    runDirectory: folder.directory,
    externalDatabaseUrl: externalDatabaseUrl(config, request.environment),
  });
  return [...measured, ...read];
}
