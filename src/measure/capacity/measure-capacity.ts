// How much one route takes before it gives in: a ladder of connections on both sides, then latency at a constant rate.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import { SIDES, type Side } from '../../core/side.ts';
import { median } from '../../stats/quantile.ts';
import type { Random } from '../../stats/random.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact, Observation, Series } from '../measurement.ts';
import { DRIVER_MEND } from '../run-driver.ts';
import { DriverLost, type CapacityApps, type CapacityRun } from './capacity-run.ts';
import { climb, newLadders, type Ladder, type Ladders } from './climb.ts';
import { answeringWell } from './error-point.ts';
import { knee, peak } from './knee.ts';
import {
  constantRateSeries,
  measureConstantRate,
  newConstantRate,
  type ConstantRate,
} from './constant-rate.ts';
import { keepFigures } from './keep-figures.ts';
import { observeConstantRate } from './observe-constant-rate.ts';
import { observeLadder } from './observe-ladder.ts';
import { planCapacity } from './plan-capacity.ts';
import { ladderSeries, repeatPeaks, type RepeatPair } from './repeat-peaks.ts';

export interface CapacityOptions {
  readonly apps: CapacityApps;
  readonly random: Random;
  /** What ladder and constant rate may take together, on both sides. */
  readonly budgetMs: number;
  /** Where the driver runs; any folder that is there. */
  readonly directory: string;
}

export interface Capacity {
  readonly series: readonly Series[];
  readonly observations: readonly Observation[];
  readonly artifacts: readonly Artifact[];
}

/** Both apps must be warm. Either may have died of it afterwards: ask `alive()` before they are used again. */
export async function measureCapacity(
  context: GaugeContext,
  route: RouteTarget,
  options: CapacityOptions,
): Promise<Capacity> {
  const { world } = context;
  await using driver = await world.shell.converse(world.toolbox.driver('capacity-driver'), {
    directory: options.directory,
    trust: 'scrubbed',
    signal: world.signal,
  });
  const { apps, random, budgetMs } = options;
  const run = {
    world,
    route,
    apps,
    driver,
    plan: planCapacity(budgetMs),
    random,
    startedAt: world.clock.elapsed(),
    budgetMs,
  };
  const found: Found = { ladders: newLadders(), repeats: [], rate: newConstantRate() };
  const failure = await fill(run, found);
  const result = { target: routeName(route), ...found };
  return {
    series: [...ladderSeries(found.repeats), ...constantRateSeries(found.rate)],
    observations: [
      ...(SIDES.every((side) => found.ladders[side].rungs.length > 0) ? observeLadder(result) : []),
      ...observeConstantRate(result.target, found.rate),
      ...(failure === null ? [] : [driverFailed(result.target, failure)]),
    ],
    artifacts: await keepFigures(context, result),
  };
}

interface Found {
  readonly ladders: Ladders;
  readonly repeats: RepeatPair[];
  readonly rate: ConstantRate;
}

/** How the driver failed, or null; what was found until then stays. */
async function fill(run: CapacityRun, { ladders, repeats, rate }: Found): Promise<string | null> {
  try {
    await climb(run, ladders);
    rate.shortfall =
      SIDES.map((side) => noPeak(side, ladders[side])).find((reason) => reason !== null) ?? null;
    if (rate.shortfall !== null) return null;
    await repeatPeaks(run, ladders, repeats);
    const dead = SIDES.find((side) => !run.apps[side].alive());
    const basePeakPerSec = median(repeats.map(({ base }) => base.highest.throughputPerSec));
    if (dead !== undefined || basePeakPerSec === null) {
      rate.shortfall = dead === undefined ? 'the time was spent on the ladder' : `the app of ${dead} died`;
      return null;
    }
    await measureConstantRate(run, rate, basePeakPerSec);
    return null;
  } catch (error) {
    if (!(error instanceof DriverLost)) throw error;
    return error.message;
  }
}

/** Why nothing can follow from a side's ladder, as the end of a sentence; null where its peak is known. */
function noPeak(side: Side, { rungs, diedAt, isCut }: Ladder): string | null {
  if (diedAt !== null) return `${side} died at ${diedAt} connections`;
  const good = answeringWell(rungs);
  if (peak(good) === null) return `${side} answers well at no number of connections`;
  if (isCut && knee(good)?.isReached !== true)
    return `the time was spent before the peak of ${side} was found`;
  return null;
}

function driverFailed(target: string, failure: string): Observation {
  return {
    kind: 'capacity-unmeasured',
    side: 'both',
    severity: 'note',
    title: `${target}: the capacity was not measured to the end`,
    detail: `${failure}\n${DRIVER_MEND}`,
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}
