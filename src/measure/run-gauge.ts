// Runs one gauge on the stage: what keeps it from measuring is data, only bugs and interrupts go on.
import { join } from 'node:path';
import type { GatePlan, PlannedGate } from '../plan/gate-plan.ts';
import type { Environment } from './environment.ts';
import type { Gauge, GaugeContext } from './gauge.ts';
import type { MeasureRequest } from './measure-request.ts';
import type { Measurement } from './measurement.ts';
import type { Stage, StagedSide } from './stage.ts';
import { stopWhenInterrupted } from './stop-when-interrupted.ts';
import { asHindrance, unmeasured, type Hindrance } from './unmeasured.ts';

export interface PlannedGauge {
  readonly gate: PlannedGate;
  readonly gauge: Gauge;
}

export interface GaugeRun {
  readonly stage: Stage;
  /** Measuring time it may use; what times nothing takes what it takes. */
  readonly budgetMs: number;
  readonly request: MeasureRequest;
  /** What other gates measured by now. */
  readonly before: readonly Measurement[];
}

/** Gauges that measure for as long as they may; the project's own checks take what they take. */
export function isTimed({ gauge }: PlannedGauge): boolean {
  return gauge.timed ?? true;
}

export function phaseOf({ gate }: PlannedGauge): string {
  return `Gate ${gate.gate}`;
}

export async function runGauge(planned: PlannedGauge, run: GaugeRun): Promise<readonly Measurement[]> {
  const { gate, gauge } = planned;
  const { world } = run.request;
  const environment = environmentOf(run);
  const hindrance = hindranceOf(planned, run) ?? usedUp(planned, run) ?? settled(planned, run);
  if (hindrance) return unmeasured(gate, hindrance, environment);
  try {
    return await gauge.measure(contextOf(planned, run));
  } catch (error) {
    stopWhenInterrupted(world);
    const met = asHindrance(error);
    if (met === null) throw error;
    return unmeasured(gate, met, environment);
  }
}

function contextOf(planned: PlannedGauge, run: GaugeRun): GaugeContext {
  const { stage, budgetMs, request } = run;
  const { config, diff, world, seed, runDirectory, externalDatabaseUrl = null } = request;
  const during: NonNullable<GaugeContext['during']> = (activity) => {
    const end = request.timekeeper?.begin(phaseOf(planned), activity);
    return { [Symbol.dispose]: () => end?.() };
  };
  return {
    gate: planned.gate,
    level: request.plan.level,
    config,
    diff,
    stage: { ...stage, base: watchStarts(stage.base, during), head: watchStarts(stage.head, during) },
    world,
    environment: environmentOf(run),
    externalDatabaseUrl,
    requestsPerDay: requestsPerDay(request.plan),
    seed,
    budgetMs,
    artifactsDirectory: join(runDirectory, 'artifacts'),
    runDirectory,
    during,
  };
}

function requestsPerDay({ production }: GatePlan): ReadonlyMap<string, number> {
  if (production?.status !== 'read') return new Map();
  return new Map(
    production.baseline.routes.flatMap(({ target, requestsPerDay: count }) =>
      count === null ? [] : [[target, count] as const],
    ),
  );
}

/** Which Postgres there is turns out only when the stage is set. */
function environmentOf({ stage, request: { environment } }: GaugeRun): Environment {
  return { ...environment, postgres: stage.cluster?.version ?? environment.postgres };
}

function watchStarts(side: StagedSide, during: NonNullable<GaugeContext['during']>): StagedSide {
  return {
    ...side,
    async startApp(options) {
      using _starting = during('starting');
      return await side.startApp(options);
    },
  };
}

function hindranceOf({ gate, gauge }: PlannedGauge, { stage, request }: GaugeRun): Hindrance | null {
  if (gauge.needs.includes('app') && request.config.app === null) {
    return {
      reason: `The gate ${gate.gate} measures a running app, and the configuration names none.`,
      mend: 'Set `app.start` in .github/perfcrew.yml to the command that starts it, or `app.serve` to the folder of a static site.',
      causedByHead: false,
    };
  }
  const { app = null, database = null } = stage.obstacles ?? {};
  if (gauge.needs.includes('app') && app) return asHindrance(app);
  return gauge.needs.includes('database') && database ? asHindrance(database) : null;
}

/** With less of the time it is expected to take, an optional gate is not begun. */
const LEAST_SHARE = 0.5;

/** A required gate does its least all the same: an answer a minute late is worth more than none. */
function usedUp(planned: PlannedGauge, { budgetMs, request }: GaugeRun): Hindrance | null {
  const { estimatedMinutes, required } = planned.gate;
  const leastMs = LEAST_SHARE * estimatedMinutes * 60_000;
  if (required || !isTimed(planned) || estimatedMinutes === 0 || budgetMs > leastMs) return null;
  return {
    reason: `Of the ${request.config.budget.minutes} minutes of measuring too little was left for the optional gate ${planned.gate.gate}.`,
    mend: 'Raise `budget.minutes` in .github/perfcrew.yml, or measure fewer targets.',
    causedByHead: false,
  };
}

/** The answer is known: nobody waits longer for what cannot change it. */
function settled(planned: PlannedGauge, { request, before }: GaugeRun): Hindrance | null {
  const { gate, gauge } = planned;
  if (gate.required || !isTimed(planned) || gauge.explains === true) return null;
  if (request.fails?.(before) !== true) return null;
  return {
    reason: `This review fails already, so the optional gate ${gate.gate} was not begun.`,
    mend: 'Mend what fails; the next review runs it.',
    causedByHead: false,
  };
}
