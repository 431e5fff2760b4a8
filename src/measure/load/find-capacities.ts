// After the timed rounds: how much each route takes before it gives in, on fresh processes, with the time that is left.
import { routeName } from '../../config/target-name.ts';
import { seededRandom } from '../../stats/random.ts';
import { measureCapacity } from '../capacity/measure-capacity.ts';
import { shouldMeasureCapacity } from '../capacity/should-measure-capacity.ts';
import { openDriver } from '../driver-session.ts';
import type { GaugeContext } from '../gauge.ts';
import { NotMeasurable } from '../stage.ts';
import type { RouteRecord } from './route-record.ts';
import { startLanes } from './start-lanes.ts';
import { warmLane } from './warm-lane.ts';

/** What ladder and constant rate of one route take on two cores; more makes them no better, … */
const ENOUGH_MS = 25_000;
/** … and with less they say nothing. */
const LEAST_MS = 8_000;

/** `leftMs` is what the timed rounds left over. */
export async function findCapacities(
  context: GaugeContext,
  records: readonly RouteRecord[],
  leftMs: number,
): Promise<void> {
  const { config, level, world } = context;
  if (!shouldMeasureCapacity(config, level)) return;
  const measured = records.filter(({ unmeasured }) => unmeasured === null).filter(isOfInterest);
  const endsAt = world.clock.elapsed() + leftMs;
  for (const [index, record] of measured.entries()) {
    const shareMs = (endsAt - world.clock.elapsed()) / (measured.length - index);
    if (shareMs < LEAST_MS) leaveOut(record, OUT_OF_TIME);
    else await findCapacity(context, record, Math.min(ENOUGH_MS, shareMs));
  }

  /** A route whose rounds changed has its answer: what it takes before it gives in follows from that. */
  function isOfInterest(record: RouteRecord): boolean {
    if (config.load.ladder === 'always' || record.sequence.confirmedFrom === null) return true;
    leaveOut(record, CHANGED);
    return false;
  }
}

async function findCapacity(context: GaugeContext, record: RouteRecord, budgetMs: number): Promise<void> {
  const { world, seed } = context;
  const startedAt = world.clock.elapsed();
  await using folder = await world.files.temporaryFolder('capacity');
  const { directory } = folder;
  try {
    await using lanes = await startLanes(context, { number: 0, directory, control: ALONE });
    await using driver = openDriver(world, { driver: 'load-driver', directory });
    using _time = context.during?.('measuring');
    for (const lane of ['base', 'head'] as const) {
      if (!(await warmLane(world, { record, lane, running: lanes[lane], driver }))) return;
    }
    const apps = { base: lanes.base.app, head: lanes.head.app };
    const random = seededRandom(seed);
    record.capacity = await measureCapacity(context, record.route, { apps, random, budgetMs, directory });
  } catch (error) {
    if (!(error instanceof NotMeasurable)) throw error;
    record.failedStarts.push(error.message);
  } finally {
    record.durationMs += world.clock.elapsed() - startedAt;
  }
}

const ALONE = { obstacle: 'Capacity is compared between base and head alone.' };

const OUT_OF_TIME = {
  why: 'the time was used up',
  mend: 'Raise `budget.minutes`, or set `load.ladder: never` where it is of no interest.',
};
const CHANGED = {
  why: 'its rounds changed already',
  mend: 'Set `load.ladder: always` to have it all the same.',
};

function leaveOut({ route, observations }: RouteRecord, { why, mend }: typeof OUT_OF_TIME): void {
  observations.push({
    kind: 'capacity-unmeasured',
    side: 'both',
    severity: 'note',
    title: `${routeName(route)}: the capacity was not measured, ${why}`,
    detail: mend,
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  });
}
