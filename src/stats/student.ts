// Student's t distribution with any positive degrees of freedom, also fractional ones as Satterthwaite's formula gives.
import { incompleteBeta } from './incomplete-beta.ts';

/** P(T > t) for t ≥ 0, by the incomplete beta function: Abramowitz and Stegun (1964), 26.7.1 and 26.5.27. */
export function studentTail(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), { a: degrees / 2, b: 0.5 }) / 2;
}

/** The t that is exceeded with probability `tail` (at most 0.5): bisection of `studentTail` on a logarithmic scale. */
export function studentQuantile(tail: number, degrees: number): number {
  if (tail >= 0.5) return 0;
  let low = 0;
  let high = 1;
  while (studentTail(high, degrees) > tail && high < 1e300) {
    low = high;
    high *= 4;
  }
  // Far out the distances are relative, near zero they are absolute: 50 halvings give both at least 12 digits.
  for (let step = 0; step < 50 && high - low > 1e-13 * high; step += 1) {
    const middle = low > 1 ? Math.sqrt(low * high) : (low + high) / 2;
    if (studentTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
