// What may be said of an effect: higher, lower, proven equivalent, or open; and how small a change could have been seen at all.
import { halfWidth, type Effect } from './effect.ts';

export interface Thresholds {
  /** Smallest relative change worth telling: 0.1 is 1.1 × or 1 / 1.1 ×. */
  readonly floor: number;
  /** Smallest absolute change worth telling, in the metric's unit. */
  readonly minimumChange: number;
}

export interface Confidence {
  /** Of the interval that may call a change. */
  readonly change: number;
  /** Of the interval that must lie within the thresholds to prove equivalence. */
  readonly equivalence: number;
}

/** Medians of both sides, in the metric's unit. */
export interface Levels {
  readonly base: number;
  readonly head: number;
}

export interface Question {
  readonly effect: Effect;
  readonly levels: Levels;
  readonly thresholds: Thresholds;
}

export type Answer = 'higher' | 'lower' | 'equivalent' | 'open';

/** `shrink` asks what would be answered if the intervals were that much narrower. */
export function decideEffect(question: Question, confidence: Confidence, shrink = 1): Answer {
  const { effect, levels, thresholds } = question;
  const size = Math.abs(effect.centre);
  const direction = Math.sign(effect.centre);
  const isBeyond = size > smallestSeen(question, confidence.change, shrink);
  const isSeen = Math.sign(levels.head - levels.base) === direction;
  if (isBeyond && isSeen && absoluteSize(size, question) >= thresholds.minimumChange) {
    return direction > 0 ? 'higher' : 'lower';
  }
  // The two one-sided tests of Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987): the whole interval within the thresholds.
  const farthest = size + shrink * halfWidth(effect, confidence.equivalence);
  const isWithin =
    farthest <= floorOn(question) || absoluteSize(farthest, question) < thresholds.minimumChange;
  return isWithin ? 'equivalent' : 'open';
}

/**
 * The smallest relative change that would have been called one: beyond the floor, beyond the interval, beyond what base
 * differs from base. Null where base is 0.
 */
export function detectableChange(question: Question, confidence: number): number | null {
  const { effect, levels, thresholds } = question;
  const seen = smallestSeen(question, confidence, 1);
  const relative = asFraction(seen, question);
  const least = levels.base > 0 ? thresholds.minimumChange / levels.base : null;
  if (relative === null || least === null) return null;
  return effect.scale === 'log-ratio' || levels.base > 0 ? Math.max(relative, least) : null;
}

/** A distance on the effect's scale as a fraction of base. */
export function asFraction(distance: number, { effect, levels }: Question): number | null {
  if (effect.scale === 'log-ratio') return Math.expm1(Math.min(20, distance));
  return levels.base > 0 ? distance / levels.base : null;
}

function smallestSeen(question: Question, confidence: number, shrink: number): number {
  const { effect } = question;
  const half = halfWidth(effect, confidence);
  return Math.max(floorOn(question), shrink * Math.max(half, effect.noise ?? 0));
}

function floorOn({ effect, levels, thresholds }: Question): number {
  if (effect.scale === 'log-ratio') return Math.log1p(thresholds.floor);
  return thresholds.floor * Math.max(0, Math.min(levels.base, levels.head));
}

/** In the metric's unit; a log ratio around the geometric mean of the sides, so that swapping them changes nothing. */
function absoluteSize(distance: number, { effect, levels }: Question): number {
  if (effect.scale === 'difference') return distance;
  return 2 * Math.sqrt(levels.base * levels.head) * Math.sinh(distance / 2);
}
