// How low the true median may be: tells a budget that is surely exceeded from one that a noisy round touched.

/**
 * Value that the median lies above with 95 % confidence, from the sign test: David and Nagaraja, Order Statistics (2003),
 * section 7.1. With fewer than five values no rank is that sure and the smallest one is taken. Null for no values.
 */
export function lowerMedianBound(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  let rank = 0;
  let probability = 0.5 ** sorted.length;
  let tail = probability;
  for (let next = 1; next < sorted.length; next += 1) {
    // P(at most `next` of n values lie below the median), binomial with p = 1/2.
    probability *= (sorted.length - next + 1) / next;
    tail += probability;
    if (tail > 0.05) break;
    rank = next;
  }
  return sorted[rank] ?? null;
}
