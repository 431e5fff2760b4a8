// How sure each interval must be so that the review as a whole is, over all its metrics and over all looks at each of them.
import { type Effect } from '../stats/effect.ts';
import { discoveries } from '../stats/false-discovery.ts';
import { perLook, perLookForNoChange } from '../stats/looks.ts';
import { studentTail } from '../stats/student.ts';
import type { Confidence } from '../stats/decide-effect.ts';

/** Chance that a review of unchanged code calls any of its metrics regressed; of those called, the share expected to be false. */
const FALSE_ALARMS = 0.01;

/** Chance that one metric is called equivalent although it changed by its floor. */
const FALSE_EQUIVALENCE = 0.05;

/**
 * One confidence for all noisy metrics of the review: the one at which as many of them stand out as Benjamini and Hochberg's
 * procedure lets through. Intervals chosen by it keep their false coverage rate (Benjamini and Yekutieli, JASA 100, 2005).
 * Both tails of an interval may call something, and only the bad one raises an alarm: hence the 2.
 */
export function reviewConfidence(effects: readonly (Effect | null)[]): Confidence {
  const pValues = effects.map(pValue);
  const rate = perLook(2 * FALSE_ALARMS);
  const found = discoveries(pValues, rate);
  return {
    change: 1 - (rate * Math.max(1, found)) / Math.max(1, pValues.length),
    equivalence: EQUIVALENCE_CONFIDENCE,
  };
}

/**
 * "Nothing changed" needs every metric proven, and such an intersection–union test keeps its level without a correction for
 * their number (Berger, Technometrics 24, 1982); only the looks are paid for.
 */
const EQUIVALENCE_CONFIDENCE = 1 - perLookForNoChange(FALSE_EQUIVALENCE);

/** Two-sided, against "no change at all". */
function pValue(effect: Effect | null): number {
  if (effect === null) return 1;
  return 2 * studentTail(Math.abs(effect.centre) / effect.standardError, effect.degrees);
}
