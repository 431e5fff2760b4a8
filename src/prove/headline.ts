// Which of the numbers that got better a proof is told by: the one its users feel, then the work behind it, never the cleaning up.
import { isMetricId, METRICS } from '../core/metric.ts';
import type { Gain } from './proof.ts';

/** What somebody waits for, the middle of it before its tail. */
const FELT = [
  'latency-p50-ms',
  'lcp-ms',
  'execution-ms',
  'duration-ms',
  'result-ms',
  'result-per-sec',
  'open-loop-p50-ms',
  'latency-p95-ms',
  'fcp-ms',
  'tbt-ms',
  'throughput-per-sec',
] as const;
const WORK = ['cpu-per-request-ms', 'script-ms', 'main-thread-ms'] as const;
const ORDER: readonly string[] = [...FELT, ...WORK];

/** The best first; those that no claim may rest on come last. */
export function byHeadline(one: Gain, other: Gain): number {
  return placeOf(one) - placeOf(other) || changeOf(other) - changeOf(one);
}

/** Whether it may carry a claim: what a review could fail by, or the time of a query. */
export function isClaim({ metric }: Gain): boolean {
  return isMetricId(metric) && (METRICS[metric].role === 'gate' || metric === 'execution-ms');
}

/** How large a change is, whichever way is better: doubling and halving are alike. */
export function changeOf({ ratio }: Gain): number {
  return ratio === null || ratio === 0 ? Number.POSITIVE_INFINITY : Math.abs(Math.log(ratio));
}

export function describeGain({ label, target, ratio, before, after }: Gain): string {
  const change = ratio === null ? `${before ?? '?'} → ${after ?? '?'}` : `×${ratio.toPrecision(3)}`;
  return `${label} of ${target} ${change}`;
}

/** The same number of the same target. */
export function isSameNumber(one: Gain, other: Gain): boolean {
  return one.gate === other.gate && one.target === other.target && one.metric === other.metric;
}

function placeOf(gain: Gain): number {
  const at = ORDER.indexOf(gain.metric);
  if (at >= 0) return at;
  return ORDER.length + (isClaim(gain) ? 0 : 1);
}
