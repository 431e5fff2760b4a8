// The endurance gauge: does the live heap grow with the requests? Rounds on both apps in turn, the heap read after a forced
// collection, in several fresh processes.
import { routeName } from '../../config/target-name.ts';
import { SIDES, type Side } from '../../core/side.ts';
import { seededRandom, shuffle, type Random } from '../../stats/random.ts';
import { doesNotFit, fittingTargets } from '../fit-targets.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import { outlived } from '../load/outlived.ts';
import { probeRoute } from '../load/probe-route.ts';
import type { Measurement } from '../measurement.ts';
import { preloadEnvironment } from '../preload-environment.ts';
import { NotMeasurable, type RunningApp } from '../stage.ts';
import { enduranceMeasurement, newEnduranceRecord, type EnduranceRecord } from './endurance-record.ts';
import { heapPoints } from './heap-points.ts';
import { expectedMs, planEndurance, type EndurancePlan } from './plan-endurance.ts';
import { runRounds } from './run-rounds.ts';

export const enduranceGauge: Gauge = { gate: 'endurance', needs: ['app'], measure: measureEndurance };

async function measureEndurance(context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, config, gate, budgetMs } = context;
  const routes = config.targets.routes.filter((route) => gate.targets.includes(routeName(route)));
  const records = routes.map(newEnduranceRecord);
  const fitting = fittingTargets(records.length, {
    budgetMs,
    expectedMs: (count) => expectedMs(planEndurance(budgetMs, count), count),
  });
  for (const { load } of records.slice(fitting)) load.unmeasured = doesNotFit(routeName(load.route), config);
  const plan = planEndurance(budgetMs, fitting);
  const random = seededRandom(context.seed);
  // Sockets have short names only; a folder of their own keeps them short.
  await using folder = await world.files.temporaryFolder('heap');
  const { directory } = folder;
  for (let number = 0; number < plan.restarts && open(records).length > 0; number += 1) {
    try {
      await runRestart(context, open(records), { number, plan, random, directory });
    } catch (error) {
      if (!(error instanceof NotMeasurable)) throw error;
      giveUp(open(records), error);
    }
  }
  const measurements: Measurement[] = [];
  for (const [index, record] of records.entries()) {
    const at = { context, number: index + 1, directory };
    measurements.push(await enduranceMeasurement(record, at));
  }
  return measurements;
}

interface Restart {
  readonly number: number;
  readonly plan: EndurancePlan;
  readonly random: Random;
  readonly directory: string;
}

async function runRestart(
  context: GaugeContext,
  records: readonly EnduranceRecord[],
  restart: Restart,
): Promise<void> {
  const { clock } = context.world;
  await using base = await startCounted(context, 'base', restart);
  await using head = await startCounted(context, 'head', restart);
  const apps = { base, head };
  using _time = context.during?.('measuring');
  for (const record of shuffle(records, restart.random)) {
    const startedAt = clock.elapsed();
    await runRoute(context, record, { apps, restart });
    record.load.durationMs += clock.elapsed() - startedAt;
    if (!SIDES.every((side) => outlived(record.load, side, apps[side]))) return;
  }
}

async function runRoute(
  { world }: GaugeContext,
  { load, history }: EnduranceRecord,
  { apps, restart }: { readonly apps: Readonly<Record<Side, RunningApp>>; readonly restart: Restart },
): Promise<void> {
  if (!load.isProbed) {
    load.isProbed = true;
    await probeRoute(world, load, { base: apps.base.origin, head: apps.head.origin });
    if (load.unmeasured !== null) return;
  }
  const { plan, random, directory } = restart;
  const sockets = { base: socketsOf(restart, 'base'), head: socketsOf(restart, 'head') };
  const answer = await runRounds(world, { route: load.route, apps, sockets, plan, random, directory });
  if (typeof answer === 'string') {
    load.driverFailures.push(answer);
    return;
  }
  history.base.push(heapPoints(answer, 'base'));
  history.head.push(heapPoints(answer, 'head'));
}

function startCounted(
  { config, stage, world }: GaugeContext,
  side: Side,
  restart: Restart,
): Promise<RunningApp> {
  const socketsDirectory = socketsOf(restart, side);
  return stage[side].startApp({
    environment: preloadEnvironment(world, config.app, { socketsDirectory, purpose: 'counters' }),
  });
}

function socketsOf({ directory, number }: Restart, side: Side): string {
  return `${directory}/${side}-${number}`;
}

function open(records: readonly EnduranceRecord[]): EnduranceRecord[] {
  return records.filter(({ load }) => load.unmeasured === null);
}

function giveUp(records: readonly EnduranceRecord[], { message: reason, mend }: NotMeasurable): void {
  for (const { load } of records) {
    load.unmeasured = { status: 'unmeasured', reason, mend, causedByHead: false };
  }
}
