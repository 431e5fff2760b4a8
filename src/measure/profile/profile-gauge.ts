// The profile gauge: CPU and allocation profiles of both apps under the load of each route, in passes of their own so that nothing timed
// is profiled, and what they say of the functions and lines of the diff.
import { routeName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import { seededRandom, shuffle, type Random } from '../../stats/random.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement } from '../measurement.ts';
import { outlived } from '../load/outlived.ts';
import { probeRoute } from '../load/probe-route.ts';
import { sendLoad } from '../load/send-load.ts';
import { pairOrders } from '../pair-order.ts';
import { preloadEnvironment } from '../preload-environment.ts';
import { NotMeasurable, type RunningApp } from '../stage.ts';
import { codePlaces } from './code-places.ts';
import { expectedMs, planPasses, type PassPlan } from './plan-passes.ts';
import { newProfileRecord, profileMeasurement, type ProfileRecord } from './profile-record.ts';
import { runPass } from './run-pass.ts';
import { ALLOCATION_SAMPLING, CPU_SAMPLING } from './sampling.ts';

export const profileGauge: Gauge = {
  gate: 'profile',
  needs: ['app'],
  explains: true,
  measure: measureProfiles,
};

/** Beyond this many times what was allowed, no further restart is begun. */
const PATIENCE = 1.5;

async function measureProfiles(context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, config, gate, budgetMs } = context;
  const records = config.targets.routes
    .filter((route) => gate.targets.includes(routeName(route)))
    .map((route) => newProfileRecord(route));
  const plan = planPasses(budgetMs, records.length);
  const random = seededRandom(context.seed);
  const startedAt = world.clock.elapsed();
  const allowedMs = PATIENCE * Math.max(budgetMs, expectedMs(plan, records.length));
  // Sockets have short names only; a folder of their own keeps them short.
  await using folder = await world.files.temporaryFolder('cpu');
  for (let number = 0; number < plan.restarts && open(records).length > 0; number += 1) {
    if (number > 0 && world.clock.elapsed() - startedAt > allowedMs) break;
    try {
      await runRestart(context, records, { number, plan, random, directory: folder.directory });
    } catch (error) {
      if (!(error instanceof NotMeasurable)) throw error;
      const { message: reason, mend, side } = error;
      for (const { load } of open(records)) {
        load.unmeasured = { status: 'unmeasured', reason, mend, causedByHead: side === 'head' };
      }
    }
  }
  const measurements: Measurement[] = [];
  for (const [index, record] of records.entries()) {
    measurements.push(await profileMeasurement(record, { context, plan, number: index + 1 }));
  }
  return measurements;
}

interface Restart {
  readonly number: number;
  readonly plan: PassPlan;
  readonly random: Random;
  readonly directory: string;
}

async function runRestart(
  context: GaugeContext,
  records: readonly ProfileRecord[],
  restart: Restart,
): Promise<void> {
  await using base = await startProfiled(context, 'base', restart);
  await using head = await startProfiled(context, 'head', restart);
  const apps = { base, head };
  for (const record of shuffle(open(records), restart.random)) {
    const startedAt = context.world.clock.elapsed();
    const goesOn = await runRoute(context, record, { apps, restart });
    record.load.durationMs += context.world.clock.elapsed() - startedAt;
    if (!goesOn) return;
  }
}

/** False where an app died of it. */
async function runRoute(
  context: GaugeContext,
  record: ProfileRecord,
  { apps, restart }: { readonly apps: Readonly<Record<Side, RunningApp>>; readonly restart: Restart },
): Promise<boolean> {
  const { world, stage } = context;
  const { load } = record;
  const { route } = load;
  const { plan, directory } = restart;
  await probeRoute(world, load, { base: apps.base.origin, head: apps.head.origin });
  if (load.unmeasured !== null) return true;
  const [order = [] as readonly Side[]] = pairOrders(1, restart.random);
  for (const side of order) {
    await sendLoad(world, { route, app: apps[side], leadInMs: 0, durationMs: plan.warmUpMs, directory });
    const both = [
      { passes: record.cpu, passMs: plan.passMs, sampling: CPU_SAMPLING },
      { passes: record.allocation, passMs: plan.heapPassMs, sampling: ALLOCATION_SAMPLING },
    ];
    for (const { passes, passMs, sampling } of both) {
      const pass = await runPass(world, {
        route,
        staged: stage[side],
        app: apps[side],
        socketsDirectory: socketsOf(restart, side),
        outputDirectory: directory,
        places: codePlaces(context, side),
        passMs,
        sampling,
      });
      if (!outlived(load, side, apps[side])) return false;
      if (pass === null) continue;
      passes.trees[side].push(pass.tree);
      passes.requests[side] += pass.requests;
      // The next pass writes over it.
      passes.profiles[side] = await world.files.readText(pass.profilePath);
    }
  }
  return true;
}

function startProfiled(
  { config, stage, world }: GaugeContext,
  side: Side,
  restart: Restart,
): Promise<RunningApp> {
  const socketsDirectory = socketsOf(restart, side);
  return stage[side].startApp({
    environment: preloadEnvironment(world, config.app, { socketsDirectory, purpose: 'profiler' }),
  });
}

function socketsOf({ directory, number }: Restart, side: Side): string {
  return `${directory}/${side}-${number}`;
}

function open(records: readonly ProfileRecord[]): ProfileRecord[] {
  return records.filter(({ load }) => load.unmeasured === null);
}
