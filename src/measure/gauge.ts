// A gauge measures one kind of gate on both sides; adding one is its folder, its test and a line in gauges.ts.
import type { Config } from '../config/config.ts';
import type { Diff } from '../change/diff.ts';
import type { GateId } from '../core/gate-id.ts';
import type { Level } from '../core/level.ts';
import type { PlannedGate } from '../plan/gate-plan.ts';
import type { World } from '../ports/world.ts';
import type { Environment } from './environment.ts';
import type { Measurement } from './measurement.ts';
import type { Stage } from './stage.ts';
import type { Activity } from './timekeeper.ts';

export interface GaugeContext {
  /** The planned gate: which targets, which subset. */
  readonly gate: PlannedGate;
  /** How much care the plan takes: some gauges look further from a level on. */
  readonly level: Level;
  readonly config: Config;
  readonly diff: Diff;
  readonly stage: Stage;
  readonly world: World;
  readonly environment: Environment;
  /** Value of the variable that `database.external_url_env` names; absent or null where it is not set. Never to be shown. */
  readonly externalDatabaseUrl?: string | null;
  /** Requests a day by name of the route, as production counts them; absent where it was not asked. */
  readonly requestsPerDay?: ReadonlyMap<string, number>;
  /** Seed of every random order in this gauge. */
  readonly seed: number;
  /** Measuring time this gauge may use over all its targets. */
  readonly budgetMs: number;
  /** Absolute folder for artifacts (full Lighthouse reports, plans, logs); artifact paths are relative to its parent `runDirectory`. */
  readonly artifactsDirectory: string;
  readonly runDirectory: string;
  /** Tells what the time goes to, for the report: `using _ = context.during?.('measuring')`. Starts of apps are told by the stage. */
  readonly during?: (activity: Activity) => Disposable;
}

export type Need = 'app' | 'database' | 'browser';

export interface Gauge {
  readonly gate: GateId;
  /** True where it needs the staged app, so that a missing `app` in the configuration is told before anything starts. */
  readonly needs: readonly Need[];
  /** What it needs besides, as the configuration has it. */
  readonly alsoNeeds?: (config: Config) => readonly Need[];
  /**
   * False where it times nothing: it takes what it takes of the wall clock, not of `budget.minutes`, and others that time
   * nothing may run beside it. Absent: it has the cores to itself.
   */
  readonly timed?: boolean;
  /** False where it has the cores to itself and yet spends nothing of `budget.minutes`: it answers by facts, and takes what it takes. */
  readonly budgeted?: boolean;
  /** Whether it tells why another gate failed. Where the review fails already, an optional gate that does not is left out. */
  readonly explains?: boolean;
  /** Whether it writes what others read, as a build does: then nothing runs beside it. Absent: it does not. */
  readonly rewrites?: (config: Config) => boolean;
  /** One measurement per target. What cannot be measured is an Unmeasured outcome; only bugs throw. */
  measure(context: GaugeContext): Promise<readonly Measurement[]>;
}
