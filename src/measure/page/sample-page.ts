// One restart of one page: a warm-up of all three lanes at once, then rounds that visit them next to each other.
import { sampleAnswerSchema, warmUpAnswerSchema, type Visit } from '../../ports/page-driver.ts';
import type { Random } from '../../stats/random.ts';
import type { DriverSession } from '../driver-session.ts';
import { laneOrders } from '../lane-order.ts';
import { giveUp } from './give-up.ts';
import { LANES, sideOf, type Lane, type RunningLanes } from './lanes.ts';
import type { PageRecord, PageRound } from './page-record.ts';

export interface PageRestart {
  readonly driver: DriverSession;
  readonly apps: RunningLanes['apps'];
  readonly random: Random;
  /** For reports and other files of the gauge. */
  readonly directory: string;
}

const ROUNDS = 4;
const SAMPLE_TIMEOUT_MS = 20_000;
/** Closing a browser context, and Chrome being started again where it crashed. */
export const ANSWER_MARGIN_MS = 40_000;

/** The rounds, where all of them were gone through; null where Chrome, its driver or an app failed before. */
export async function samplePage(
  record: PageRecord,
  { driver, apps, random }: PageRestart,
): Promise<PageRound[] | null> {
  if (!(await warmUp(record, { driver, apps }))) return null;
  const rounds: PageRound[] = [];
  for (const order of laneOrders(LANES, ROUNDS, random)) {
    const round: Record<Lane, PageRound[Lane]> = { base: null, control: null, head: null };
    for (const lane of order) {
      const question = { ask: 'sample', visit: visitOf(record, apps[lane].origin, SAMPLE_TIMEOUT_MS) };
      const said = await driver.ask(question, sampleAnswerSchema, SAMPLE_TIMEOUT_MS + ANSWER_MARGIN_MS);
      if (said.status === 'failed') {
        record.driverFailures.push(said.failure);
        return null;
      }
      if (said.answer.status === 'sampled') round[lane] = said.answer.sample;
      else if (said.answer.by === 'chrome') record.driverFailures.push(said.answer.reason);
      else record.failures[sideOf(lane)].push(said.answer.reason);
      if (!apps[lane].alive()) {
        giveUp(record, { by: 'app', side: sideOf(lane), said: apps[lane].tail() });
        return null;
      }
    }
    rounds.push({ restart: record.sequence.restarts, ...round });
  }
  return rounds;
}

export function visitOf({ page, setup }: PageRecord, origin: string, timeoutMs: number): Visit {
  return { url: origin + page.path, formFactor: page.form_factor, setup, timeoutMs };
}

/** False where a lane does not show the page: nothing of it can be compared then. */
async function warmUp(
  record: PageRecord,
  { driver, apps }: Pick<PageRestart, 'driver' | 'apps'>,
): Promise<boolean> {
  const visits = LANES.map((lane) => visitOf(record, apps[lane].origin, SAMPLE_TIMEOUT_MS));
  const said = await driver.ask(
    { ask: 'warm-up', visits },
    warmUpAnswerSchema,
    SAMPLE_TIMEOUT_MS + ANSWER_MARGIN_MS,
  );
  if (said.status === 'failed') {
    record.driverFailures.push(said.failure);
    return false;
  }
  for (const [index, lane] of LANES.entries()) {
    const side = sideOf(lane);
    const failed = said.answer.failures[index] ?? null;
    if (failed?.by === 'chrome') {
      record.driverFailures.push(failed.reason);
      return false;
    }
    if (!apps[lane].alive()) giveUp(record, { by: 'app', side, said: apps[lane].tail() });
    else if (failed !== null) giveUp(record, { by: failed.by, side, said: failed.reason });
    else continue;
    return false;
  }
  return true;
}
