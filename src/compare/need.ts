// What would settle an inconclusive row: how many more rounds, judged from the spread seen so far.
import { plural } from '../core/format/plural.ts';
import type { Effect } from '../stats/effect.ts';

/**
 * The intervals shrink with the root of the number of restarts, each with as many rounds as now. The effect is taken to stay
 * where it is and the degrees of freedom as they are, so the number is a rough one and rather too high.
 */
export function needOf(effect: Effect, isSettled: (shrink: number) => boolean): string {
  const settledBy = (restarts: number): boolean => isSettled(Math.sqrt(effect.restarts / restarts));
  const most = effect.restarts * MOST_TIMES;
  if (!settledBy(most))
    return 'the change is so close to the threshold that more rounds will hardly settle it';
  let unsettled = effect.restarts;
  let settled = most;
  while (settled - unsettled > 1) {
    const middle = Math.floor((settled + unsettled) / 2);
    if (settledBy(middle)) settled = middle;
    else unsettled = middle;
  }
  const restarts = settled - effect.restarts;
  const rounds = Math.ceil((restarts * effect.rounds) / effect.restarts);
  return `about ${plural(rounds, 'more round')} in ${plural(restarts, 'more restart')}`;
}

/** Beyond ten times the rounds already taken, no review would wait. */
const MOST_TIMES = 11;
