// Restart after restart, until every route's question is settled or the time is up; heavier routes come first in each.
import { seededRandom } from '../../stats/random.ts';
import { openDriver, type DriverSession } from '../driver-session.ts';
import type { GaugeContext } from '../gauge.ts';
import { advance, CONFIRMING_RESTARTS, outOfTime } from '../sequence.ts';
import { NotMeasurable } from '../stage.ts';
import type { Control } from './control.ts';
import { loadSeries } from './load-series.ts';
import { lookAtRoutes } from './look-at-routes.ts';
import { expectedMs, LEAST_RESTARTS } from './plan-rounds.ts';
import type { RouteRecord } from './route-record.ts';
import { runRestart } from './run-restart.ts';
import { startLanes, type RunningLanes } from './start-lanes.ts';

/** Slow routes take longer than planned; beyond this many times what was allowed … */
const PATIENCE = 1.5;
/** … so many restarts must do. */
const LEAST_WHEN_SLOW = 2;

export async function runRestarts(
  context: GaugeContext,
  records: readonly RouteRecord[],
  control: Control,
): Promise<void> {
  const { world, config, budgetMs } = context;
  const random = seededRandom(context.seed);
  const startedAt = world.clock.elapsed();
  const utmostMs = PATIENCE * Math.max(budgetMs, expectedMs(records.length));
  // Sockets have short names only; a folder of their own keeps them short.
  await using folder = await world.files.temporaryFolder('load');
  const { directory } = folder;
  await using stack = new AsyncDisposableStack();
  const open = (): DriverSession => stack.use(openDriver(world, { driver: 'load-driver', directory }));
  const drivers = { base: open(), control: open(), head: open() };

  for (let number = 0; stillOpen(records).length > 0; number += 1) {
    for (const record of stillOpen(records)) endWhenLate(record);
    if (stillOpen(records).length === 0) break;
    try {
      await using lanes = await startLanes(context, { number, directory, control });
      await visitRoutes(lanes);
    } catch (error) {
      if (!(error instanceof NotMeasurable)) throw error;
      giveUp(stillOpen(records), error);
    }
  }

  /** Ends early where an app dies: the routes that are left need another restart. */
  async function visitRoutes(lanes: RunningLanes): Promise<void> {
    if (!(await lookAtRoutes(context, stillOpen(records), lanes))) return;
    for (const record of stillOpen(records)) {
      endWhenLate(record);
      if (!isOpen(record)) continue;
      if (!(await runRestart(context, record, { lanes, drivers, random }))) return;
      if (record.unmeasured !== null) continue;
      record.sequence = advance(record.sequence, loadSeries(record.rounds), { config });
    }
  }

  /** Ends the route where another restart takes more than what is left; where confirming would, and there is something to confirm, that begins. */
  function endWhenLate(record: RouteRecord): void {
    const { sequence, rounds, durationMs } = record;
    if (sequence.restarts === 0) return;
    const elapsedMs = world.clock.elapsed() - startedAt;
    const restartMs = durationMs / sequence.restarts;
    const hasEnough = sequence.restarts >= LEAST_RESTARTS;
    const isFarTooLate = elapsedMs > utmostMs && sequence.restarts >= LEAST_WHEN_SLOW;
    const isLate = isFarTooLate || (hasEnough && elapsedMs + restartMs > budgetMs);
    const isNearlyLate = hasEnough && elapsedMs + (1 + CONFIRMING_RESTARTS) * restartMs > budgetMs;
    if (!isLate && !isNearlyLate) return;
    const ended = outOfTime(sequence, loadSeries(rounds), config);
    if (!isLate && ended.state !== 'confirming') return;
    record.ranOutOfTime = true;
    record.sequence = ended;
  }
}

function stillOpen(records: readonly RouteRecord[]): RouteRecord[] {
  return records.filter(isOpen);
}

function isOpen({ unmeasured, sequence }: RouteRecord): boolean {
  return unmeasured === null && sequence.state !== 'settled';
}

/** Restarts that finished are worth no less because a later one does not start. */
function giveUp(records: readonly RouteRecord[], { message: reason, mend, side }: NotMeasurable): void {
  for (const record of records) {
    if (record.sequence.restarts >= LEAST_WHEN_SLOW) {
      record.sequence = { ...record.sequence, state: 'settled' };
      record.failedStarts.push(reason);
    } else {
      record.unmeasured = { status: 'unmeasured', reason, mend, causedByHead: side === 'head' };
    }
  }
}
