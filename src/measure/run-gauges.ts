// Runs the gauges of a plan one after another on a stage: what goes wrong in one is data, and the next still runs.
import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import type { PlannedGate } from '../plan/gate-plan.ts';
import type { Gauge } from './gauge.ts';
import type { MeasureRequest } from './measure-request.ts';
import type { Measurement } from './measurement.ts';
import { shareBudget } from './share-budget.ts';
import type { Stage } from './stage.ts';
import { asHindrance, unmeasured, type Hindrance } from './unmeasured.ts';

export interface PlannedGauge {
  readonly gate: PlannedGate;
  readonly gauge: Gauge;
}

export async function runGauges(
  planned: readonly PlannedGauge[],
  stage: Stage,
  request: MeasureRequest,
): Promise<readonly Measurement[]> {
  const { config, world } = request;
  const deadlineMs = world.clock.elapsed() + config.budget.minutes * 60_000;
  const measurements: Measurement[] = [];
  for (const [index, { gate, gauge }] of planned.entries()) {
    stopWhenInterrupted(request);
    const expected = planned.slice(index).map((next) => (isTimed(next) ? next.gate.estimatedMinutes : 0));
    const budgetMs = shareBudget(deadlineMs - world.clock.elapsed(), expected);
    const end = world.log.phase(`Gate ${gate.gate}`);
    const results = await runGauge({ gate, gauge }, { stage, budgetMs, request });
    end(summary(results));
    measurements.push(...results);
  }
  return measurements;
}

async function runGauge(
  { gate, gauge }: PlannedGauge,
  context: { readonly stage: Stage; readonly budgetMs: number; readonly request: MeasureRequest },
): Promise<readonly Measurement[]> {
  const { stage, budgetMs, request } = context;
  const { config, diff, world, environment, seed, runDirectory, externalDatabaseUrl = null } = request;
  const hindrance =
    hindranceOf({ gate, gauge }, stage, request) ?? usedUp({ gate, gauge }, budgetMs, request);
  if (hindrance) return unmeasured(gate, hindrance, environment);
  const artifactsDirectory = join(runDirectory, 'artifacts');
  try {
    return await gauge.measure({
      gate,
      config,
      diff,
      stage,
      world,
      environment,
      externalDatabaseUrl,
      seed,
      budgetMs,
      artifactsDirectory,
      runDirectory,
    });
  } catch (error) {
    stopWhenInterrupted(request);
    const met = asHindrance(error);
    if (met === null) throw error;
    return unmeasured(gate, met, environment);
  }
}

function hindranceOf(
  { gate, gauge }: PlannedGauge,
  stage: Stage,
  { config }: MeasureRequest,
): Hindrance | null {
  if (gauge.needs.includes('app') && config.app === null) {
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

/** A required gate does its least all the same: an answer a minute late is worth more than none. */
function usedUp(planned: PlannedGauge, budgetMs: number, { config }: MeasureRequest): Hindrance | null {
  const { estimatedMinutes, required } = planned.gate;
  if (budgetMs > 0 || required || !isTimed(planned) || estimatedMinutes === 0) return null;
  return {
    reason: `The ${config.budget.minutes} minutes of measuring were used up before the gate ${planned.gate.gate} began.`,
    mend: 'Raise `budget.minutes` in .github/perfcrew.yml, or measure fewer targets.',
    causedByHead: false,
  };
}

/** Gauges that measure for as long as they may; the project's own checks take what they take. */
function isTimed({ gauge }: PlannedGauge): boolean {
  return gauge.gate !== 'build' && gauge.gate !== 'lint' && gauge.gate !== 'test';
}

/** After an interrupt every failure is its consequence and tells nothing of the code. */
export function stopWhenInterrupted({ world }: Pick<MeasureRequest, 'world'>): void {
  if (!world.signal.aborted) return;
  throw new Problem('interrupted', {
    what: 'perfcrew was interrupted while measuring; checkouts, servers and databases are gone.',
    mend: 'Run it again when you are ready.',
  });
}

function summary(results: readonly Measurement[]): string {
  const missed = results.filter(({ outcome }) => outcome.status === 'unmeasured').length;
  if (missed === 0) return 'measured';
  return missed === results.length ? 'not measured' : `${missed} of ${results.length} targets not measured`;
}
