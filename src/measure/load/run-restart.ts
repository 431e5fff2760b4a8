// One restart: both apps fresh, every route warmed up on both, then pairs of rounds, one side under load at a time.
import { routeName } from '../../config/target-name.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { shuffle, type Random } from '../../stats/random.ts';
import { pairOrders } from '../pair-order.ts';
import type { RunningApp } from '../stage.ts';
import { DRIVER_MEND, MOST_DRIVER_FAILURES } from '../run-driver.ts';
import { outlived } from './outlived.ts';
import { LEAD_IN_MS, WARM_UP_SLICES, type RoundPlan } from './plan-rounds.ts';
import type { RouteRecord } from './route-record.ts';
import { sendLoad, type LoadRequest, type SideRound } from './send-load.ts';

export type Apps = Readonly<Record<Side, RunningApp>>;

export interface Restart {
  readonly number: number;
  readonly apps: Apps;
  readonly plan: RoundPlan;
  readonly random: Random;
  /** Where drivers run. */
  readonly directory: string;
}

/** Warm-up goes on while the median latency still moves by more than this, at most twice as long as planned. */
const SETTLED = 0.1;

/** False where an app died: its route is given up, and the others need another restart. */
export async function runRestart(
  world: World,
  records: readonly RouteRecord[],
  restart: Restart,
): Promise<boolean> {
  for (const record of records) {
    for (const side of SIDES) {
      if (!(await timed(world, record, () => warmUp(world, { record, side, restart })))) return false;
    }
  }
  for (const order of pairOrders(restart.plan.pairs, restart.random)) {
    for (const record of shuffle(records, restart.random)) {
      const goesOn = await timed(world, record, () => runPair(world, { record, order, restart }));
      if (!goesOn) return false;
    }
  }
  return true;
}

async function runPair(
  world: World,
  pair: { readonly record: RouteRecord; readonly order: readonly Side[]; readonly restart: Restart },
): Promise<boolean> {
  const { record, order, restart } = pair;
  const rounds: Record<Side, SideRound | null> = { base: null, head: null };
  let goesOn = true;
  for (const side of order) {
    rounds[side] = await load(world, record, {
      app: restart.apps[side],
      leadInMs: LEAD_IN_MS,
      durationMs: restart.plan.roundMs,
      directory: restart.directory,
    });
    goesOn = outlived(record, side, restart.apps[side]);
    if (!goesOn) break;
  }
  record.pairs.push({ restart: restart.number, ...rounds });
  return goesOn;
}

async function warmUp(
  world: World,
  warming: { readonly record: RouteRecord; readonly side: Side; readonly restart: Restart },
): Promise<boolean> {
  const { record, side, restart } = warming;
  const app = restart.apps[side];
  let lastMs: number | null = null;
  for (let slice = 1; slice <= 2 * WARM_UP_SLICES; slice += 1) {
    const round = await load(world, record, {
      app,
      leadInMs: 0,
      durationMs: restart.plan.warmUpMs / WARM_UP_SLICES,
      directory: restart.directory,
    });
    if (!outlived(record, side, app)) return false;
    const nowMs = round?.latencyMs?.p50 ?? null;
    const isSettled = nowMs === null || lastMs === null || Math.abs(nowMs - lastMs) <= SETTLED * lastMs;
    if (slice >= WARM_UP_SLICES && isSettled) return true;
    lastMs = nowMs;
  }
  return true;
}

/** One round. A driver that fails leaves the round empty; one that keeps failing is the end of the route's measurement. */
async function load(
  world: World,
  record: RouteRecord,
  request: Omit<LoadRequest, 'route'>,
): Promise<SideRound | null> {
  if (record.unmeasured !== null) return null;
  const round = await sendLoad(world, { ...request, route: record.route });
  if (typeof round !== 'string') return round;
  record.driverFailures.push(round);
  if (record.driverFailures.length >= MOST_DRIVER_FAILURES) {
    const reason = `${record.driverFailures.length} rounds on ${routeName(record.route)} failed. ${round}`;
    record.unmeasured = { status: 'unmeasured', reason, mend: DRIVER_MEND, causedByHead: false };
  }
  return null;
}

async function timed(world: World, record: RouteRecord, work: () => Promise<boolean>): Promise<boolean> {
  const startedAt = world.clock.elapsed();
  try {
    return await work();
  } finally {
    record.durationMs += world.clock.elapsed() - startedAt;
  }
}
