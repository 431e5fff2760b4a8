// What a number rests on, in words a stranger understands; a change that was asked for again says whether it came back.
import { isMetricId, METRICS, type Evidence } from '../../core/metric.ts';
import type { MetricComparison } from '../../compare/comparison.ts';

const WORDS: Readonly<Record<Evidence, string>> = {
  exact: 'exact fact',
  counted: 'counted work',
  timed: 'wall-clock time',
};

/** The one sentence that belongs under every table with these words. */
export const EVIDENCE_LEGEND =
  'Exact facts repeat to the digit on the same code, counted work (CPU time, memory) hardly feels what else the machine does, wall-clock times are the noisiest; brackets hold the interval of the change.';

export function evidenceWord({ evidence }: Pick<MetricComparison, 'evidence'>): string {
  return WORDS[evidence];
}

/** Null where nothing had to be confirmed. */
export function confirmedWords({ confirmed }: Pick<MetricComparison, 'confirmed'>): string | null {
  if (confirmed === null) return null;
  return confirmed ? 'repeated in fresh processes' : 'did not repeat in fresh processes';
}

/** Facts before timings, and within a class the order of the catalogue; unknown metrics last in their class. */
export function byEvidence(one: MetricComparison, other: MetricComparison): number {
  return RANKS[one.evidence] - RANKS[other.evidence] || placeOf(one) - placeOf(other);
}

const RANKS: Readonly<Record<Evidence, number>> = { exact: 0, counted: 1, timed: 2 };
const PLACES: ReadonlyMap<string, number> = new Map(Object.keys(METRICS).map((id, place) => [id, place]));

function placeOf({ metric }: MetricComparison): number {
  return isMetricId(metric) ? (PLACES.get(metric) ?? PLACES.size) : PLACES.size;
}
