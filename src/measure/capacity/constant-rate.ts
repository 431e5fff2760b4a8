// Latency at a constant rate, the same for both sides: what users feel who do not wait for each other.
import { pairOrders } from '../pair-order.ts';
import type { Side } from '../../core/side.ts';
import type { Series } from '../measurement.ts';
import type { ConstantRateAnswer } from '../../ports/capacity-driver.ts';
import { askConstantRate, shareEnd, UNTIL, type CapacityRun } from './capacity-run.ts';
import { LEAST_FOR_P99, lagging, readRound } from './read-round.ts';
import { ROUND_LEAD_IN_MS } from './plan-capacity.ts';

export interface RatePair {
  readonly base: ConstantRateAnswer;
  readonly head: ConstantRateAnswer;
}

export interface ConstantRate {
  ratePerSec: number;
  readonly pairs: RatePair[];
  /** Why there are no numbers, or fewer than planned; null where there are all. */
  shortfall: string | null;
}

/** Share of base's peak: busy, with room for a queue to be worked off. */
export const SHARE_OF_PEAK = 0.6;
/** One thread of Node sends so many and still receives the answers in time. */
const MOST_RATE_PER_SEC = 3_000;
/** Below the 511 connections that Node lets wait to be accepted: a SYN that is dropped beyond them comes again a second later. */
export const MOST_IN_FLIGHT = 500;
/** A round lasts until there are enough requests for a p99, but no longer than this. */
const MOST_ROUND_MS = 4_000;
const LEAST_PER_ROUND = 20;
const TRIAL_MS = 400;
/** A generator that does not keep the rate is asked for half of it, and then for half of that. */
const TRIALS = 3;

export function newConstantRate(): ConstantRate {
  return { ratePerSec: 0, pairs: [], shortfall: null };
}

export async function measureConstantRate(
  run: CapacityRun,
  rate: ConstantRate,
  basePeakPerSec: number,
): Promise<void> {
  rate.ratePerSec = Math.min(SHARE_OF_PEAK * basePeakPerSec, MOST_RATE_PER_SEC);
  if ((rate.ratePerSec * MOST_ROUND_MS) / 1000 < LEAST_PER_ROUND) {
    rate.shortfall = `base answers ${basePeakPerSec.toFixed(1)} requests a second at most, too few for a round`;
    return;
  }
  await lowerRate(run, rate);
  const { clock } = run.world;
  const durationMs = Math.min(
    MOST_ROUND_MS,
    Math.max(run.plan.roundMs, (1.05 * LEAST_FOR_P99 * 1000) / rate.ratePerSec),
  );
  let lastMs = 2 * (ROUND_LEAD_IN_MS + durationMs);
  for (const order of pairOrders(run.plan.rounds, run.random)) {
    const startedAt = clock.elapsed();
    if (startedAt + lastMs > shareEnd(run, UNTIL.done)) {
      rate.shortfall = `the time was spent after ${rate.pairs.length} of ${run.plan.rounds} rounds`;
      return;
    }
    const answers = new Map<Side, ConstantRateAnswer>();
    for (const side of order)
      answers.set(side, await send(run, side, { ratePerSec: rate.ratePerSec, durationMs }));
    const [base, head] = [answers.get('base'), answers.get('head')];
    const dead = order.find((side) => !run.apps[side].alive());
    if (dead !== undefined) {
      rate.shortfall = `the app of ${dead} died at ${Math.round(rate.ratePerSec)} requests a second`;
      return;
    }
    if (base !== undefined && head !== undefined) rate.pairs.push({ base, head });
    lastMs = clock.elapsed() - startedAt;
  }
}

/** Trials on base, which also warm the generator up. Whether a round may be used is judged round by round. */
async function lowerRate(run: CapacityRun, rate: ConstantRate): Promise<void> {
  const wanted = rate.ratePerSec;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { ratePerSec } = rate;
    const answer = await send(run, 'base', { ratePerSec, durationMs: TRIAL_MS });
    if (lagging(answer) === null) return;
    rate.ratePerSec /= 2;
  }
  // No rate is low enough: then it is the machine that is busy, and not the rate that is too high.
  rate.ratePerSec = wanted;
}

function send(
  run: CapacityRun,
  side: Side,
  job: { readonly ratePerSec: number; readonly durationMs: number },
): Promise<ConstantRateAnswer> {
  return askConstantRate(run, side, {
    kind: 'constant-rate',
    leadInMs: ROUND_LEAD_IN_MS,
    mostInFlight: MOST_IN_FLIGHT,
    ...job,
  });
}

export function constantRateSeries({ pairs }: ConstantRate): Series[] {
  const series = (metric: string, name: 'p50' | 'p99'): Series => ({
    metric,
    rounds: pairs.map(({ base, head }) => ({
      restart: 0,
      base: readRound(base)[name],
      head: readRound(head)[name],
    })),
  });
  return [series('open-loop-p50-ms', 'p50'), series('open-loop-p99-ms', 'p99')].filter(({ rounds }) =>
    rounds.some(({ base, head }) => base !== null && head !== null),
  );
}
