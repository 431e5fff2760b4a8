// Keeps a review of many numbers honest: the more that truly changed, the less each needs, and of none, one in a hundred reviews errs.

/**
 * How many of the hypotheses are rejected so that at most the share `rate` of the rejected ones is expected to be false:
 * the step-up procedure of Benjamini and Hochberg (J. R. Statist. Soc. B 57, 1995), valid for metrics of one target too, which
 * move together (positive dependence: Benjamini and Yekutieli, Ann. Statist. 29, 2001).
 */
export function discoveries(pValues: readonly number[], rate: number): number {
  const sorted = pValues.toSorted((one, other) => one - other);
  return sorted.findLastIndex((p, index) => p <= (rate * (index + 1)) / sorted.length) + 1;
}
