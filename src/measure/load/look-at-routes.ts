// Single requests before any load, while nothing else talks to the apps: does the route answer, and what does it ask the database?
import { SIDES } from '../../core/side.ts';
import { DatabaseError } from '../../ports/databases.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Observation } from '../measurement.ts';
import { countQueries } from './count-queries.ts';
import { outlived } from './outlived.ts';
import { probeRoute } from './probe-route.ts';
import type { RouteRecord } from './route-record.ts';
import type { RunningLanes } from './start-lanes.ts';

/** Each route is looked at once. False where an app died of it. */
export async function lookAtRoutes(
  context: GaugeContext,
  records: readonly RouteRecord[],
  lanes: RunningLanes,
): Promise<boolean> {
  const { world } = context;
  for (const record of records.filter(({ isProbed }) => !isProbed)) {
    const startedAt = world.clock.elapsed();
    record.isProbed = true;
    await probeRoute(world, record, { base: lanes.base.app.origin, head: lanes.head.app.origin });
    if (record.unmeasured === null) await countBoth(context, record, lanes);
    record.durationMs += world.clock.elapsed() - startedAt;
    if (!SIDES.every((side) => outlived(record, side, lanes[side].app))) return false;
  }
  return true;
}

async function countBoth(
  { world, stage }: GaugeContext,
  record: RouteRecord,
  lanes: RunningLanes,
): Promise<void> {
  const { cluster, base, head } = stage;
  if (cluster === null || base.database === null || head.database === null) return;
  const count = (side: 'base' | 'head', database: string) =>
    countQueries(world, { cluster, database, origin: lanes[side].app.origin, route: record.route });
  try {
    record.queries = { base: await count('base', base.database), head: await count('head', head.database) };
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
