// What the clocks say of a patch: faster somewhere it was meant to be, slower nowhere, with the confidence of any review.
import type { Comparison, MetricComparison } from '../compare/comparison.ts';
import type { Finding } from '../compare/finding.ts';
import { METRICS, isMetricId } from '../core/metric.ts';
import { byHeadline, changeOf, describeGain, isClaim, isSameNumber } from './headline.ts';
import type { Gain, ProofOutcome } from './proof.ts';

export interface ClockAnswer {
  readonly outcome: Extract<ProofOutcome, 'proven' | 'not-faster' | 'slower' | 'unmeasured'>;
  readonly reason: string;
  /** The headline first. */
  readonly gains: readonly Gain[];
  readonly losses: readonly Gain[];
}

/** What was measured of the patched code against head: base is head without the patch, and head is head with it. */
export interface Clocked {
  readonly comparison: Pick<Comparison, 'metrics' | 'unmeasured'>;
  readonly findings: readonly Pick<Finding, 'kind' | 'title' | 'detail'>[];
}

export function judgeClocks({ comparison: { metrics, unmeasured }, findings }: Clocked): ClockAnswer {
  const gains = metrics
    .filter((row) => row.conclusion === 'improved')
    .map(gainOf)
    .toSorted(byHeadline);
  const losses = metrics
    .filter((row) => row.conclusion === 'regressed' && canFail(row))
    .map(gainOf)
    .toSorted((one, other) => changeOf(other) - changeOf(one));
  const [worst] = losses;
  if (worst !== undefined) {
    const reason = `${describeGain(worst)}: what it gains elsewhere is not worth that.`;
    return { outcome: 'slower', reason, gains, losses };
  }
  const stopped = findings.find(({ kind }) => kind === 'command-endless' || kind === 'command-failed');
  if (stopped !== undefined) {
    const outcome = stopped.kind === 'command-endless' ? 'slower' : 'unmeasured';
    return { outcome, reason: `${stopped.title}. ${stopped.detail}`, gains, losses };
  }
  const best = gains.find(isClaim);
  if (best !== undefined) return { outcome: 'proven', reason: `${describeGain(best)}.`, gains, losses };
  // What could not be measured may hide anything, a loss too.
  const [why] = unmeasured;
  if (metrics.length === 0) {
    const reason = why === undefined ? 'Nothing here could measure it.' : `${why.reason} ${why.mend}`;
    return { outcome: 'unmeasured', reason, gains, losses };
  }
  return { outcome: 'not-faster', reason: notFaster(metrics), gains, losses };
}

/**
 * Both measurements must name the same number: of many numbers some always look good once, and the first measurement chose
 * them. What is told is the second one's, which nobody chose (the winner's curse: Ioannidis, Epidemiology 19, 2008).
 */
export function judgeRepeated(first: ClockAnswer, second: ClockAnswer): ClockAnswer {
  if (second.outcome !== 'proven') return second;
  const gains = second.gains.filter((gain) => first.gains.some((before) => isSameNumber(before, gain)));
  const best = gains.find(isClaim);
  if (best !== undefined) return { ...second, gains, reason: `${describeGain(best)}.` };
  return {
    outcome: 'not-faster',
    reason: `The first measurement said “${first.reason}”, and fresh data did not repeat it.`,
    gains: [],
    losses: second.losses,
  };
}

function notFaster(metrics: readonly MetricComparison[]): string {
  const timed = metrics.filter((row) => isTime(row) && row.detectable !== null);
  const [finest] = timed.toSorted((one, other) => (one.detectable ?? 1) - (other.detectable ?? 1));
  return finest?.detectable == null
    ? 'No number got better.'
    : `No number got better; a change of ${Math.ceil(finest.detectable * 100)} % of ${finest.label} of ${finest.target} would have been seen.`;
}

function canFail({ metric }: MetricComparison): boolean {
  return isMetricId(metric) && METRICS[metric].role === 'gate';
}

function isTime({ unit }: MetricComparison): boolean {
  return unit === 'ms' || unit === 'per-sec';
}

function gainOf(row: MetricComparison): Gain {
  const { gate, target, metric, label, unit, base, head, ratio, interval, detectable, pairs } = row;
  return { gate, target, metric, label, unit, before: base, after: head, ratio, interval, detectable, pairs };
}
