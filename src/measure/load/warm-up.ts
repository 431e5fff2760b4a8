// When a process is warm: as soon as the cost of a request has stopped falling, and not after a time somebody guessed.

/** Half a second: fewer readings show no trend, and an optimiser has hardly begun. */
export const LEAST_SLICES = 10;

/**
 * True where the beginning that is best left out is no more than half of what was read. The rule is MSER (White,
 * Simulation 69, 1997): leave out so many readings that the mean of the rest is known best; where that is more than half
 * of them, the run is too short (White and Robinson, J. Simulation 4, 2010). A process that warms up in steps or never
 * gets steady (Barrett et al., OOPSLA 2017) ends at its limit of time, and is told.
 */
export function isSettled(costs: readonly number[]): boolean {
  return costs.length >= LEAST_SLICES && warmUpLength(costs) <= costs.length / 2;
}

/** The last readings are never all there is: any two of them can be alike by chance. */
const LEAST_REST = 3;

/** How many of the first readings are warm-up. */
export function warmUpLength(costs: readonly number[]): number {
  let best = 0;
  let bestScore = Infinity;
  for (let left = 0; left <= Math.max(0, costs.length - LEAST_REST); left += 1) {
    const score = meanUncertainty(costs.slice(left));
    if (score < bestScore) [best, bestScore] = [left, score];
  }
  return best;
}

/** Squared standard error of the mean, but for a constant: sum of squares by the square of the count. */
function meanUncertainty(rest: readonly number[]): number {
  const mean = rest.reduce((sum, cost) => sum + cost, 0) / rest.length;
  return rest.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / rest.length ** 2;
}
