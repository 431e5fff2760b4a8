// What would settle an inconclusive row: how many more rounds, judged from the spread seen so far.
import { plural } from '../core/format/plural.ts';
import type { NestedEstimate } from '../stats/nested-estimate.ts';
import type { Conclusion } from './comparison.ts';

/**
 * The half-widths shrink with the root of the number of restarts, each with as many pairs as now. The estimate is taken to
 * stay where it is and the degrees of freedom as they are, so the number is a rough one and rather too high.
 */
export function needOf(estimate: NestedEstimate, conclude: (shrink: number) => Conclusion): string {
  const settledBy = (restarts: number): boolean =>
    conclude(Math.sqrt(estimate.restarts / restarts)) !== 'inconclusive';
  const most = estimate.restarts * MOST_TIMES;
  if (!settledBy(most))
    return 'the change is so close to the threshold that more rounds will hardly settle it';
  let unsettled = estimate.restarts;
  let settled = most;
  while (settled - unsettled > 1) {
    const middle = Math.floor((settled + unsettled) / 2);
    if (settledBy(middle)) settled = middle;
    else unsettled = middle;
  }
  const restarts = settled - estimate.restarts;
  const pairs = Math.ceil((restarts * estimate.pairs) / estimate.restarts);
  return `about ${plural(pairs, 'more round')} in ${plural(restarts, 'more restart')}`;
}

/** Beyond ten times the rounds already taken, no review would wait. */
const MOST_TIMES = 11;
