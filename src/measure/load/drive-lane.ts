// One round on one process of a restart, and what it means when the driver or the app does not survive it.
import { routeName } from '../../config/target-name.ts';
import type { DriverSession } from '../driver-session.ts';
import { DRIVER_MEND, MOST_DRIVER_FAILURES } from '../run-driver.ts';
import { sideOf, type Lane } from './lane.ts';
import { outlived } from './outlived.ts';
import type { RouteRecord } from './route-record.ts';
import { askForLoad, type LoadRound, type SideRound } from './send-load.ts';
import type { RunningLane } from './start-lanes.ts';

export interface LaneVisit {
  readonly record: RouteRecord;
  readonly lane: Lane;
  readonly running: RunningLane;
  readonly driver: DriverSession;
}

/**
 * A driver that fails leaves the round empty; one that keeps failing is the end of the route's measurement. `dead` where
 * the app did not survive: its route is given up, and the others need another restart.
 */
export async function driveLane(
  { record, lane, running, driver }: LaneVisit,
  round: Pick<LoadRound, 'leadInMs' | 'durationMs' | 'minimumRequests'>,
): Promise<SideRound | 'dead' | null> {
  if (record.unmeasured !== null) return null;
  const { app, socketsDirectory } = running;
  const told = await askForLoad(driver, { ...round, route: record.route, app, socketsDirectory });
  if (typeof told === 'string') noteFailure(record, told);
  if (!outlived(record, sideOf(lane), app)) return 'dead';
  return typeof told === 'string' ? null : told;
}

function noteFailure(record: RouteRecord, failure: string): void {
  record.driverFailures.push(failure);
  if (record.driverFailures.length < MOST_DRIVER_FAILURES) return;
  const reason = `${record.driverFailures.length} rounds on ${routeName(record.route)} failed. ${failure}`;
  record.unmeasured = { status: 'unmeasured', reason, mend: DRIVER_MEND, causedByHead: false };
}
