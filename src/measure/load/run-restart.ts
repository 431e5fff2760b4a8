// One route in the fresh processes of one restart: each warmed up, then rounds that visit all of them, one under load at a time.
import type { Random } from '../../stats/random.ts';
import type { DriverSession } from '../driver-session.ts';
import type { GaugeContext } from '../gauge.ts';
import { laneOrders } from '../lane-order.ts';
import { driveLane, type LaneVisit } from './drive-lane.ts';
import { LANES, type Lane } from './lane.ts';
import type { LaneRound } from './load-series.ts';
import {
  ENOUGH_ROUNDS_MS,
  LEAST_ROUNDS_PER_RESTART,
  ROUND_LEAD_IN_MS,
  ROUND_MS,
  ROUNDS_PER_RESTART,
} from './plan-rounds.ts';
import type { RouteRecord } from './route-record.ts';
import type { SideRound } from './send-load.ts';
import type { RunningLanes } from './start-lanes.ts';
import { warmLane } from './warm-lane.ts';

export interface Restart {
  readonly lanes: RunningLanes;
  /** One for each process: they are warmed up side by side. */
  readonly drivers: Readonly<Record<Lane, DriverSession>>;
  readonly random: Random;
}

/** False where an app died. Rounds are kept only where the restart is complete. */
export async function runRestart(
  context: GaugeContext,
  record: RouteRecord,
  restart: Restart,
): Promise<boolean> {
  const { clock } = context.world;
  const startedAt = clock.elapsed();
  const visits = visitsOf(record, restart);
  try {
    return (await warm(context, visits)) && (await measure(context, record, { visits, restart }));
  } finally {
    record.durationMs += clock.elapsed() - startedAt;
  }
}

function visitsOf(record: RouteRecord, { lanes, drivers }: Restart): LaneVisit[] {
  return LANES.flatMap((lane) => {
    const running = lanes[lane];
    return running === null ? [] : [{ record, lane, running, driver: drivers[lane] }];
  });
}

/** Side by side, since nothing is timed yet and what counts is each process's own CPU time. */
async function warm(context: GaugeContext, visits: readonly LaneVisit[]): Promise<boolean> {
  using _time = context.during?.('warming up');
  const warmed = await Promise.all(visits.map((visit) => warmLane(context.world, visit)));
  return warmed.every(Boolean);
}

async function measure(
  context: GaugeContext,
  record: RouteRecord,
  { visits, restart }: { readonly visits: readonly LaneVisit[]; readonly restart: Restart },
): Promise<boolean> {
  using _time = context.during?.(record.sequence.state === 'confirming' ? 'confirming' : 'measuring');
  const { clock } = context.world;
  const startedAt = clock.elapsed();
  const rounds: LaneRound[] = [];
  for (const order of laneOrders(visits, ROUNDS_PER_RESTART, restart.random)) {
    const isEnough = clock.elapsed() - startedAt > ENOUGH_ROUNDS_MS;
    if (isEnough && rounds.length >= LEAST_ROUNDS_PER_RESTART) break;
    const told: Partial<Record<Lane, SideRound | null>> = {};
    for (const visit of order) {
      const round = await driveLane(visit, { leadInMs: ROUND_LEAD_IN_MS, durationMs: ROUND_MS });
      if (round === 'dead') return false;
      told[visit.lane] = round;
    }
    if (record.unmeasured !== null) return true;
    const { base = null, head = null, control } = told;
    const pair = { restart: record.sequence.restarts, base, head };
    rounds.push(control === undefined ? pair : { ...pair, control });
  }
  record.rounds.push(...rounds);
  return true;
}
