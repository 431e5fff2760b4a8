// The centre of a handful of noisy values: nearly as sharp as the mean, and one wild value in four does not move it far.
import { median } from './quantile.ts';

/** Median of all pairwise averages, each value with itself included: Hodges and Lehmann, Ann. Math. Statist. 34 (1963). */
export function hodgesLehmann(values: readonly number[]): number | null {
  if (values.length > EXACT_UP_TO) return median(values);
  const averages: number[] = [];
  for (const [index, one] of values.entries()) {
    for (const other of values.slice(index)) averages.push((one + other) / 2);
  }
  return median(averages);
}

/** The number of averages grows with the square; beyond this many values the plain median is sharp enough. */
const EXACT_UP_TO = 200;
