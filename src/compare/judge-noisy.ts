// Judges a noisy series by intervals: changed, proven equivalent, or not known yet, and then what would settle it.
import { badDirection, type Rules } from '../config/change-rules.ts';
import {
  type Answer,
  asFraction,
  type Confidence,
  decideEffect,
  detectableChange,
  type Levels,
  type Question,
} from '../stats/decide-effect.ts';
import { estimateEffect, halfWidth, type Effect } from '../stats/effect.ts';
import { isRepeated } from '../stats/is-repeated.ts';
import type { PairedRound } from '../stats/round-contrasts.ts';
import type { Conclusion, MetricComparison } from './comparison.ts';
import { needOf } from './need.ts';

export type Judgement = Pick<
  MetricComparison,
  'ratio' | 'interval' | 'detectable' | 'noise' | 'confirmed' | 'conclusion' | 'need'
>;

export interface NoisySeries {
  readonly rounds: readonly PairedRound[];
  /** Of all rounds, those of the confirmation too. */
  readonly effect: Effect | null;
  /** Restarts from this number on had to repeat the change; null where none were asked to. */
  readonly confirmedFrom: number | null;
  readonly sides: Levels;
  readonly rules: Rules;
  readonly confidence: Confidence;
}

export function judgeNoisy(series: NoisySeries): Judgement {
  const { effect, sides, rules, confidence } = series;
  if (effect === null) return withoutEffect(series);
  const question: Question = { effect, levels: sides, thresholds: rules };
  const answer = decideEffect(question, confidence);
  const confirmed = confirmation(series, answer);
  const conclusion = confirmed === false ? 'inconclusive' : conclusionOf(answer, rules);
  return {
    ratio: effect.scale === 'log-ratio' ? Math.exp(effect.centre) : quotient(sides),
    interval: bounds(question, answer === 'equivalent' ? confidence.equivalence : confidence.change),
    detectable: detectableChange(question, confidence.change),
    noise: effect.noise === null ? null : asFraction(effect.noise, question),
    confirmed,
    conclusion,
    need: conclusion === 'inconclusive' ? whatSettles(series, question, confirmed) : null,
  };
}

/** Null where nothing was found, so that there was nothing to repeat. */
function confirmation(series: NoisySeries, answer: Answer): boolean | null {
  const { effect, rounds, confirmedFrom, sides, rules, confidence } = series;
  if (effect === null || confirmedFrom === null) return null;
  if (isChanged(answer)) return isRepeated(effect, { rounds, confirmedFrom });
  const before = estimateEffect(rounds.filter(({ restart }) => restart < confirmedFrom));
  if (before === null) return null;
  const found = decideEffect({ effect: before, levels: sides, thresholds: rules }, confidence);
  return isChanged(found) ? false : null;
}

function isChanged(answer: Answer): boolean {
  return answer === 'higher' || answer === 'lower';
}

function conclusionOf(answer: Answer, { better }: Rules): Conclusion {
  switch (answer) {
    case 'higher':
      return badDirection(better) > 0 ? 'regressed' : 'improved';
    case 'lower':
      return badDirection(better) < 0 ? 'regressed' : 'improved';
    case 'equivalent':
      return 'equivalent';
    case 'open':
      return 'inconclusive';
  }
}

function whatSettles(
  { rounds, confirmedFrom, confidence }: NoisySeries,
  question: Question,
  confirmed: boolean | null,
): string {
  if (confirmed === false) {
    const wasAsked = rounds.some(({ restart }) => restart >= (confirmedFrom ?? 0));
    return wasAsked
      ? 'a review that repeats it: the change was seen, and fresh processes did not show it again'
      : 'a review that repeats it: the change was seen, and no fresh processes could be asked to show it again';
  }
  return needOf(question.effect, (shrink) => decideEffect(question, confidence, shrink) !== 'open');
}

function bounds({ effect, levels }: Question, confidence: number): Judgement['interval'] {
  const half = halfWidth(effect, confidence);
  const [low, high] = [effect.centre - half, effect.centre + half];
  if (effect.scale === 'log-ratio') return { low: finiteExp(low), high: finiteExp(high), confidence };
  if (levels.base <= 0) return null;
  const ratio = (difference: number): number => Math.max(0, 1 + difference / levels.base);
  return { low: ratio(low), high: ratio(high), confidence };
}

/** Two rounds can leave anything open; the documents hold finite numbers only. */
function finiteExp(exponent: number): number {
  return Math.exp(Math.min(20, Math.max(-20, exponent)));
}

function withoutEffect({ rounds, sides }: NoisySeries): Judgement {
  const allZero = rounds.length > 1 && rounds.every(({ base, head }) => base === 0 && head === 0);
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

function quotient({ base, head }: Levels): number | null {
  return base > 0 ? head / base : null;
}
