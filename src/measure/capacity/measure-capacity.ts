// How much one route takes before it gives in: a ladder of connections on both sides, then latency at a constant rate.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import { SIDES } from '../../core/side.ts';
import { median } from '../../stats/quantile.ts';
import type { Random } from '../../stats/random.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact, Observation, Series } from '../measurement.ts';
import { DRIVER_MEND } from '../run-driver.ts';
import { DriverLost, type CapacityApps, type CapacityRun } from './capacity-run.ts';
import { climb, newLadders, type Ladders } from './climb.ts';
import { answeringWell } from './error-point.ts';
import { peak } from './knee.ts';
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
  const endsAt = world.clock.elapsed() + budgetMs;
  const run = { world, route, apps, driver, plan: planCapacity(budgetMs), random, endsAt };
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
    const failing = SIDES.find(
      (side) => ladders[side].diedAt !== null || peak(answeringWell(ladders[side].rungs)) === null,
    );
    if (failing !== undefined) {
      rate.shortfall = `${failing} ${ladders[failing].diedAt === null ? 'answers well at no number of connections' : `died at ${ladders[failing].diedAt} connections`}`;
      return null;
    }
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
