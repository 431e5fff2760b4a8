// A gauge measures one kind of gate on both sides; adding one is its folder, its test and a line in gauges.ts.
import type { Config } from '../config/config.ts';
import type { Diff } from '../change/diff.ts';
import type { GateId } from '../core/gate-id.ts';
import type { PlannedGate } from '../plan/gate-plan.ts';
import type { World } from '../ports/world.ts';
import type { Environment } from './environment.ts';
import type { Measurement } from './measurement.ts';
import type { Stage } from './stage.ts';

export interface GaugeContext {
  /** The planned gate: which targets, which subset. */
  readonly gate: PlannedGate;
  readonly config: Config;
  readonly diff: Diff;
  readonly stage: Stage;
  readonly world: World;
  readonly environment: Environment;
  /** Value of the variable that `database.external_url_env` names; absent or null where it is not set. Never to be shown. */
  readonly externalDatabaseUrl?: string | null;
  /** Seed of every random order in this gauge. */
  readonly seed: number;
  /** Measuring time this gauge may use over all its targets. */
  readonly budgetMs: number;
  /** Absolute folder for artifacts (full Lighthouse reports, plans, logs); artifact paths are relative to its parent `runDirectory`. */
  readonly artifactsDirectory: string;
  readonly runDirectory: string;
}

export interface Gauge {
  readonly gate: GateId;
  /** True where it needs the staged app, so that a missing `app` in the configuration is told before anything starts. */
  readonly needs: readonly ('app' | 'database' | 'browser')[];
  /** One measurement per target. What cannot be measured is an Unmeasured outcome; only bugs throw. */
  measure(context: GaugeContext): Promise<readonly Measurement[]>;
}
