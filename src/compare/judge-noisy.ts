// Judges a noisy series by intervals: changed, proven unchanged, or not known yet, and then what would settle it.
import { halfWidth, type NestedEstimate } from '../stats/nested-estimate.ts';
import { differenceEstimate, logRatioEstimate, type Pair } from '../stats/ratio-interval.ts';
import type { Conclusion, MetricComparison } from './comparison.ts';
import { needOf } from './need.ts';
import { EQUIVALENCE_CONFIDENCE } from './review-confidence.ts';
import { badDirection, isChange, type Rules } from './rules.ts';

export interface Sides {
  /** Medians over the rounds. */
  readonly base: number;
  readonly head: number;
}

export type Judgement = Pick<
  MetricComparison,
  'ratio' | 'interval' | 'detectable' | 'noise' | 'confirmed' | 'conclusion' | 'need'
>;

export interface NoisySeries {
  readonly pairs: readonly Pair[];
  readonly sides: Sides;
  readonly rules: Rules;
  /** Confidence of the interval that may call a change. */
  readonly confidence: number;
}

export function judgeNoisy(series: NoisySeries): Judgement {
  const { pairs, sides } = series;
  const relative = logRatioEstimate(pairs);
  const estimate = relative ?? differenceEstimate(pairs);
  if (estimate === null) return withoutEstimate(series);
  const scale = relative === null ? 'difference' : 'log-ratio';
  const halves: Halves = {
    change: halfWidth(estimate, series.confidence),
    equivalence: halfWidth(estimate, EQUIVALENCE_CONFIDENCE),
  };
  const conclude = (shrink: number): Conclusion =>
    conclusionOf(series, {
      scale,
      centre: estimate.centre,
      halves: { change: halves.change * shrink, equivalence: halves.equivalence * shrink },
    });
  const conclusion = conclude(1);
  const proven = conclusion === 'equivalent';
  return {
    ratio: scale === 'log-ratio' ? Math.exp(estimate.centre) : quotient(sides),
    interval: ratioBounds(estimate, {
      scale,
      sides,
      half: proven ? halves.equivalence : halves.change,
      confidence: proven ? EQUIVALENCE_CONFIDENCE : series.confidence,
    }),
    detectable: null,
    noise: null,
    confirmed: null,
    conclusion,
    need: conclusion === 'inconclusive' ? needOf(estimate, conclude) : null,
  };
}

type Scale = 'log-ratio' | 'difference';

interface Halves {
  readonly change: number;
  readonly equivalence: number;
}

function conclusionOf(
  { sides, rules }: NoisySeries,
  { scale, centre, halves }: { readonly scale: Scale; readonly centre: number; readonly halves: Halves },
): Conclusion {
  const floor =
    scale === 'log-ratio' ? Math.log1p(rules.floor) : rules.floor * Math.min(sides.base, sides.head);
  const sameDirection = Math.sign(sides.head - sides.base) === Math.sign(centre);
  if (
    Math.abs(centre) > Math.max(floor, halves.change) &&
    sameDirection &&
    isChange(sides.base, sides.head, { ...rules, floor: 0 })
  ) {
    return Math.sign(centre) === badDirection(rules.better) ? 'regressed' : 'improved';
  }
  const farthest = Math.abs(centre) + halves.equivalence;
  if (farthest <= floor) return 'equivalent';
  return absoluteChange(farthest, scale, sides) < rules.minimumChange ? 'equivalent' : 'inconclusive';
}

/** A log-ratio as a change in the metric's unit, around the geometric mean of the sides so that swapping them changes nothing. */
function absoluteChange(distance: number, scale: Scale, { base, head }: Sides): number {
  return scale === 'difference' ? distance : 2 * Math.sqrt(base * head) * Math.sinh(distance / 2);
}

function ratioBounds(
  { centre }: NestedEstimate,
  bounds: {
    readonly scale: Scale;
    readonly sides: Sides;
    readonly half: number;
    readonly confidence: number;
  },
): Judgement['interval'] {
  const { scale, sides, half, confidence } = bounds;
  if (scale === 'log-ratio') {
    return { low: finiteExp(centre - half), high: finiteExp(centre + half), confidence };
  }
  if (sides.base <= 0) return null;
  return {
    low: Math.max(0, 1 + (centre - half) / sides.base),
    high: Math.max(0, 1 + (centre + half) / sides.base),
    confidence,
  };
}

/** Two pairs can leave anything open; the documents hold finite numbers only. */
function finiteExp(exponent: number): number {
  return Math.exp(Math.min(20, Math.max(-20, exponent)));
}

function withoutEstimate({ pairs, sides }: NoisySeries): Judgement {
  const allZero = pairs.length > 1 && pairs.every(({ base, head }) => base === 0 && head === 0);
  return {
    ratio: quotient(sides),
    interval: null,
    detectable: null,
    noise: null,
    confirmed: null,
    conclusion: allZero ? 'equivalent' : 'inconclusive',
    need: allZero ? null : 'at least 2 rounds in which both sides gave a value',
  };
}

function quotient({ base, head }: Sides): number | null {
  return base > 0 ? head / base : null;
}
