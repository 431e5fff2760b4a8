// Restart after restart, each with fresh apps and a fresh Chrome, until every page is settled or the time is up.
import { openAnswerSchema, type ChromeProgram } from '../../ports/page-driver.ts';
import { seededRandom, type Random } from '../../stats/random.ts';
import { openDriver, type DriverSession } from '../driver-session.ts';
import type { GaugeContext } from '../gauge.ts';
import { MOST_DRIVER_FAILURES } from '../run-driver.ts';
import { advance, MOST_RESTARTS, outOfTime } from '../sequence.ts';
import { NotMeasurable } from '../stage.ts';
import { auditPage } from './audit-page.ts';
import { startLanes } from './lanes.ts';
import { isOpen, type PageRecord } from './page-record.ts';
import { sampleSeries } from './page-series.ts';
import { LEAST_RESTARTS } from './page-time.ts';
import { samplePage } from './sample-page.ts';

export interface RestartPlace {
  readonly chrome: ChromeProgram;
  /** For profiles and reports. */
  readonly directory: string;
}

const OPEN_TIMEOUT_MS = 60_000;
/** With those that failed and those that confirm: whatever happens, it ends. */
const MOST_BEGUN = 2 * MOST_RESTARTS;

export async function measureRestarts(
  context: GaugeContext,
  records: readonly PageRecord[],
  place: RestartPlace,
): Promise<void> {
  const { world, budgetMs, seed } = context;
  const random = seededRandom(seed);
  const startedAt = world.clock.elapsed();
  await using driver = openDriver(world, { driver: 'page-driver', directory: place.directory });
  let lastMs = 0;
  let begun = 0;
  while (records.some(isOpen)) {
    const beganAt = world.clock.elapsed();
    if (beganAt - startedAt + lastMs > budgetMs) endInTime(context, records);
    const isTooMuch = begun >= MOST_BEGUN;
    if (isTooMuch || !records.some(isOpen)) break;
    begun += 1;
    try {
      await oneRestart(context, records, { ...place, driver, random });
    } catch (error) {
      if (!(error instanceof NotMeasurable)) throw error;
      stopAll(records, error);
    }
    if (records.some((record) => record.driverFailures.length >= MOST_DRIVER_FAILURES)) break;
    lastMs = world.clock.elapsed() - beganAt;
  }
}

async function oneRestart(
  { world, stage, config }: GaugeContext,
  records: readonly PageRecord[],
  { driver, chrome, directory, random }: RestartPlace & { driver: DriverSession; random: Random },
): Promise<void> {
  await using lanes = await startLanes(stage);
  const question = { ask: 'open-chrome', chrome, scratchDirectory: directory };
  const opened = await driver.ask(question, openAnswerSchema, OPEN_TIMEOUT_MS);
  const closed = opened.status === 'failed' ? opened.failure : reasonOf(opened.answer);
  if (closed !== null) {
    for (const record of records.filter(isOpen)) record.driverFailures.push(closed);
    return;
  }
  const restart = { driver, apps: lanes.apps, random, directory };
  for (const record of records.filter(isOpen)) {
    const startedAt = world.clock.elapsed();
    const rounds = await samplePage(record, restart);
    if (rounds !== null) {
      record.rounds.push(...rounds);
      const series = sampleSeries(record.rounds, record.sequence);
      record.sequence = advance(record.sequence, series, { config });
      await auditPage(record, restart);
    }
    record.durationMs += world.clock.elapsed() - startedAt;
    if (!Object.values(lanes.apps).every((app) => app.alive())) return;
  }
}

/** What changed is still confirmed, everything else ends here; three restarts are had in any case. */
function endInTime({ config }: GaugeContext, records: readonly PageRecord[]): void {
  for (const record of records.filter(isOpen)) {
    const { sequence } = record;
    if (sequence.restarts < LEAST_RESTARTS) continue;
    record.sequence = outOfTime(sequence, sampleSeries(record.rounds, sequence), config);
  }
}

function stopAll(records: readonly PageRecord[], { message: reason, mend, side }: NotMeasurable): void {
  for (const record of records.filter(isOpen)) {
    record.stopped = { status: 'unmeasured', reason, mend, causedByHead: side === 'head' };
    record.failures[side].push(reason);
  }
}

function reasonOf(answer: { readonly status: string; readonly reason?: string }): string | null {
  return answer.status === 'failed' ? `Chrome did not start: ${answer.reason}` : null;
}
