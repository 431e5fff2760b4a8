// The gauges of a proof: those of a review, with the affected tests first and a look at whether answers stay fresh.
import type { Gauge } from '../measure/gauge.ts';
import { GAUGES } from '../measure/gauges.ts';
import { affectedTestsFirst } from './affected-tests-first.ts';
import { checkFreshness } from './fresh/check-freshness.ts';
import type { Check } from './proof.ts';

export interface ProofGauges {
  readonly gauges: readonly Gauge[];
  /** What the look at freshness gave; null before it, and where there is no app to look at. */
  readonly freshness: () => Check | null;
}

export function openProofGauges(): ProofGauges {
  let fresh: Check | null = null;
  const gauges = GAUGES.map((gauge: Gauge): Gauge => {
    if (gauge.gate === 'test') return affectedTestsFirst;
    if (gauge.gate !== 'behaviour') return gauge;
    return {
      ...gauge,
      async measure(context) {
        const measurements = await gauge.measure(context);
        fresh = await checkFreshness(context);
        return measurements;
      },
    };
  });
  return { gauges, freshness: () => fresh };
}
