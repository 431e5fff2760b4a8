// Everything one measuring needs: the plan, the change, and the world it happens in.
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { World } from '../ports/world.ts';
import type { Environment } from './environment.ts';
import type { Gauge } from './gauge.ts';
import type { Measurement } from './measurement.ts';
import type { Timekeeper } from './timekeeper.ts';

export interface MeasureRequest {
  readonly plan: GatePlan;
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly config: Config;
  readonly world: World;
  /** Decides every random order. */
  readonly seed: number;
  /** Absolute folder of the run's documents; logs and artifacts are kept below it. */
  readonly runDirectory: string;
  readonly environment: Environment;
  /** Value of the variable that `database.external_url_env` names; none by default. Never to be shown. */
  readonly externalDatabaseUrl?: string | null;
  /** Where installs are kept between runs; none by default. */
  readonly cacheDirectory?: string | null;
  /** All there are by default. */
  readonly gauges?: readonly Gauge[];
  /** Told of each gate's measurements as it ends, so that an interrupt loses none; gates that end together may be told at once. */
  readonly keep?: (measurements: readonly Measurement[]) => Promise<void>;
  /** Whether what was measured so far fails the review: only gates that explain it are then run beside the required ones. */
  readonly fails?: (measurements: readonly Measurement[]) => boolean;
  /** Told where the time goes; nobody by default. */
  readonly timekeeper?: Timekeeper;
}
