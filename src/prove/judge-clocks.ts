// What the clocks say of a patch: faster somewhere it was meant to be, slower nowhere, with the confidence of any review.
import type { Comparison, MetricComparison } from '../compare/comparison.ts';
import { METRICS, isMetricId } from '../core/metric.ts';
import type { Gain, ProofOutcome } from './proof.ts';

export interface ClockAnswer {
  readonly outcome: Extract<ProofOutcome, 'proven' | 'not-faster' | 'slower' | 'unmeasured'>;
  readonly reason: string;
  readonly gains: readonly Gain[];
  readonly losses: readonly Gain[];
}

/** In `comparison` base is head without the patch, and head is head with it. */
export function judgeClocks({ metrics, unmeasured }: Comparison): ClockAnswer {
  const gains = metrics.filter((row) => row.conclusion === 'improved').toSorted(byGain);
  const losses = metrics.filter((row) => row.conclusion === 'regressed' && canFail(row)).toSorted(byGain);
  const told = { gains: gains.map(gainOf), losses: losses.map(gainOf) };
  const [worst] = losses;
  if (worst !== undefined)
    return {
      outcome: 'slower',
      reason: `${sentence(worst)}: what it gains elsewhere is not worth that.`,
      ...told,
    };
  const best = gains.find(isTime) ?? gains[0];
  if (best !== undefined) return { outcome: 'proven', reason: `${sentence(best)}.`, ...told };
  if (metrics.length === 0) {
    const [why] = unmeasured;
    const reason = why === undefined ? 'Nothing here could measure it.' : `${why.reason} ${why.mend}`;
    return { outcome: 'unmeasured', reason, ...told };
  }
  return { outcome: 'not-faster', reason: notFaster(metrics), ...told };
}

function notFaster(metrics: readonly MetricComparison[]): string {
  const timed = metrics.filter((row) => isTime(row) && row.detectable !== null);
  const [finest] = timed.toSorted((one, other) => (one.detectable ?? 1) - (other.detectable ?? 1));
  return finest?.detectable == null
    ? 'No number got better.'
    : `No number got better; a change of ${Math.ceil(finest.detectable * 100)} % of ${finest.label} of ${finest.target} would have been seen.`;
}

function sentence({ label, target, ratio, base, head }: MetricComparison): string {
  const change = ratio === null ? `${base ?? '?'} → ${head ?? '?'}` : `×${ratio.toPrecision(3)}`;
  return `${label} of ${target} ${change}`;
}

function canFail({ metric }: MetricComparison): boolean {
  return isMetricId(metric) && METRICS[metric].role === 'gate';
}

function isTime({ unit }: MetricComparison): boolean {
  return unit === 'ms' || unit === 'per-sec';
}

/** The larger change first, whichever way is better. */
function byGain(one: MetricComparison, other: MetricComparison): number {
  return sizeOf(other) - sizeOf(one);
}

function sizeOf({ ratio }: MetricComparison): number {
  return ratio === null || ratio === 0 ? Number.POSITIVE_INFINITY : Math.abs(Math.log(ratio));
}

function gainOf({
  gate,
  target,
  metric,
  label,
  unit,
  base,
  head,
  ratio,
  interval,
  detectable,
  pairs,
}: MetricComparison): Gain {
  return { gate, target, metric, label, unit, before: base, after: head, ratio, interval, detectable, pairs };
}
