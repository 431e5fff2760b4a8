// The load gauge: real requests by autocannon against both apps, in interleaved pairs of short rounds over several
// restarts, and the queries of a single request counted by the database.
import { routeName } from '../../config/target-name.ts';
import { SIDES } from '../../core/side.ts';
import { seededRandom } from '../../stats/random.ts';
import { DatabaseError } from '../../ports/databases.ts';
import { doesNotFit, fittingTargets } from '../fit-targets.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Observation } from '../measurement.ts';
import { NotMeasurable } from '../stage.ts';
import { countQueries } from './count-queries.ts';
import { outlived } from './outlived.ts';
import { expectedMs, planRounds, type RoundPlan } from './plan-rounds.ts';
import { probeRoute } from './probe-route.ts';
import { newRecord, toMeasurement, type RouteRecord } from './route-record.ts';
import { runRestart, type Apps } from './run-restart.ts';

export const loadGauge: Gauge = { gate: 'load', needs: ['app'], measure: measureLoad };

/** Slow routes make rounds longer than planned; beyond this many times what was allowed no further restart is begun, … */
const PATIENCE = 1.5;
/** … unless there were fewer than this. */
const LEAST_RESTARTS = 2;

async function measureLoad(context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, config, gate, budgetMs } = context;
  const routes = config.targets.routes.filter((route) => gate.targets.includes(routeName(route)));
  const records = routes.map(newRecord);
  const fitting = fittingTargets(records.length, {
    budgetMs,
    expectedMs: (count) => expectedMs(planRounds(budgetMs, count), count),
  });
  for (const record of records.slice(fitting)) {
    record.unmeasured = doesNotFit(routeName(record.route), config);
  }
  const plan = planRounds(budgetMs, fitting);
  const restarts = await runRestarts(context, records.slice(0, fitting), plan);
  const end = (record: RouteRecord): Measurement =>
    toMeasurement(record, context.environment, sampling(record, plan, restarts));
  world.log.debug(`load: ${restarts} restarts of ${plan.pairs} pairs of ${plan.roundMs} ms`);
  return records.map(end);
}

/** How many restarts there were. */
async function runRestarts(
  context: GaugeContext,
  records: readonly RouteRecord[],
  plan: RoundPlan,
): Promise<number> {
  const { world, stage } = context;
  const random = seededRandom(context.seed);
  const startedAt = world.clock.elapsed();
  const allowedMs = Math.max(context.budgetMs, expectedMs(plan, records.length));
  await using folder = await world.files.temporaryFolder('load');
  let complete = 0;
  let number = 0;
  for (; complete < plan.restarts && open(records).length > 0; number += 1) {
    const isLate = world.clock.elapsed() - startedAt > PATIENCE * allowedMs;
    if (isLate && complete >= LEAST_RESTARTS) break;
    try {
      await using base = await stage.base.startApp();
      await using head = await stage.head.startApp();
      const apps = { base, head };
      if (!(await lookAtSingleRequests(context, open(records), apps))) continue;
      const restart = { number, apps, plan, random, directory: folder.directory };
      if (await runRestart(world, open(records), restart)) complete += 1;
    } catch (error) {
      if (!(error instanceof NotMeasurable)) throw error;
      giveUp(open(records), error);
    }
  }
  return complete;
}

function open(records: readonly RouteRecord[]): RouteRecord[] {
  return records.filter((record) => record.unmeasured === null);
}

function giveUp(records: readonly RouteRecord[], error: NotMeasurable): void {
  for (const record of records) {
    record.unmeasured = {
      status: 'unmeasured',
      reason: error.message,
      mend: error.mend,
      causedByHead: error.side === 'head',
    };
  }
}

/** Before any load, while nothing else talks to the apps. False where an app died of it. */
async function lookAtSingleRequests(
  context: GaugeContext,
  records: readonly RouteRecord[],
  apps: Apps,
): Promise<boolean> {
  const { world } = context;
  for (const record of records.filter(({ isProbed }) => !isProbed)) {
    const startedAt = world.clock.elapsed();
    record.isProbed = true;
    await probeRoute(world, record, { base: apps.base.origin, head: apps.head.origin });
    if (record.unmeasured === null) await countBoth(context, record, apps);
    record.durationMs += world.clock.elapsed() - startedAt;
    if (!SIDES.every((side) => outlived(record, side, apps[side]))) return false;
  }
  return true;
}

async function countBoth({ world, stage }: GaugeContext, record: RouteRecord, apps: Apps): Promise<void> {
  const { cluster, base, head } = stage;
  if (cluster === null || base.database === null || head.database === null) return;
  const { route } = record;
  try {
    record.queries = {
      base: await countQueries(world, { cluster, database: base.database, origin: apps.base.origin, route }),
      head: await countQueries(world, { cluster, database: head.database, origin: apps.head.origin, route }),
    };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    record.observations.push(uncounted(error));
  }
}

function uncounted(error: DatabaseError): Observation {
  return {
    kind: 'queries-uncounted',
    side: 'both',
    severity: 'note',
    title: 'Queries per request were not counted',
    detail: `The database refused pg_stat_statements: ${error.message}`,
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}

function sampling(record: RouteRecord, plan: RoundPlan, restarts: number): Observation {
  const shortened =
    restarts < plan.restarts ? ` ${plan.restarts} restarts were planned; the time was spent before.` : '';
  const failures = record.driverFailures;
  return {
    kind: 'sampling',
    side: 'both',
    severity: failures.length > 0 ? 'warning' : 'note',
    title: `${record.pairs.length} pairs of ${plan.roundMs / 1000} s over ${restarts} restarts, ${record.route.connections} connections${failures.length > 0 ? `, ${failures.length} ${failures.length === 1 ? 'round' : 'rounds'} failed` : ''}`,
    detail: [
      `Both apps were started afresh ${restarts} times; after a warm-up each pair loaded base and head one after the other, in random order.${shortened}`,
      ...failures,
    ].join('\n'),
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}
