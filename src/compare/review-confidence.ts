// How sure each interval must be so that the review as a whole is: one false alarm in a hundred reviews of unchanged code.

/** Chance that a review of unchanged code calls any of its metrics regressed. */
const FALSE_ALARMS_PER_REVIEW = 0.01;

/**
 * Bonferroni's inequality (Dunn, JASA 56, 1961) holds however the metrics depend on each other, and those of one target
 * depend a lot. Only the bad tail of an interval raises an alarm, hence the 2.
 */
export function changeConfidence(noisyMetrics: number): number {
  return 1 - (2 * FALSE_ALARMS_PER_REVIEW) / Math.max(1, noisyMetrics);
}

/**
 * `unchanged` is claimed of every metric on its own: the whole interval within the floors is the two one-sided tests of
 * Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987). "Nothing regressed" needs all of them true, and such an
 * intersection–union test keeps its level without a correction: Berger, Technometrics 24 (1982).
 */
export const EQUIVALENCE_CONFIDENCE = 0.95;
