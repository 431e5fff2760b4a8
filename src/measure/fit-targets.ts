// How many targets the measuring time has room for: a hundred routes must not make a review of fifteen minutes last two hours.
import type { Config } from '../config/config.ts';
import type { Unmeasured } from './measurement.ts';

/** Measured however short the time: as many as one job of the matrix gets. */
const ALWAYS = 6;
/** How far beyond its time a gauge may go before it leaves targets out. */
const TOLERANCE = 1.5;

/** The first so many targets are measured; `expectedMs` tells the least time for a number of them. */
export function fittingTargets(
  targets: number,
  { budgetMs, expectedMs }: { readonly budgetMs: number; readonly expectedMs: (targets: number) => number },
): number {
  let fitting = targets;
  while (fitting > ALWAYS && expectedMs(fitting) > TOLERANCE * budgetMs) fitting -= 1;
  return fitting;
}

export function doesNotFit(name: string, { budget }: Config): Unmeasured {
  return {
    status: 'unmeasured',
    reason: `The ${budget.minutes} minutes of measuring have no room for ${name}: too many targets stand before it.`,
    mend: 'Raise `budget.minutes` in .github/perfcrew.yml, measure fewer targets, or run the plan as a matrix of jobs.',
    causedByHead: false,
  };
}
