// Judges a series that should repeat to the digit: a difference is a change, unless the series did not repeat after all.
import { badDirection, isChange, type Rules } from '../config/change-rules.ts';
import type { Levels } from '../stats/decide-effect.ts';
import type { Judgement } from './judge-noisy.ts';

export interface ExactSeries {
  readonly baseValues: readonly number[];
  readonly headValues: readonly number[];
  readonly sides: Levels;
  readonly rules: Rules;
}

/** What only noisy numbers have. */
const UNTIMED = { interval: null, detectable: null, noise: null, confirmed: null } as const;

export function judgeExact(series: ExactSeries): Judgement {
  const { sides, rules } = series;
  const ratio = sides.base > 0 ? sides.head / sides.base : null;
  if (!isChange(sides.base, sides.head, rules)) {
    return { ratio, ...UNTIMED, conclusion: 'equivalent', need: null };
  }
  if (!beyondSpread(series)) {
    const need = `a number that repeats: base gave ${span(series.baseValues)}, head ${span(series.headValues)} on the same code`;
    return { ratio, ...UNTIMED, conclusion: 'inconclusive', need };
  }
  const worse = Math.sign(sides.head - sides.base) === badDirection(rules.better);
  return { ratio, ...UNTIMED, conclusion: worse ? 'regressed' : 'improved', need: null };
}

/**
 * True where the sides repeat, or differ by more than they vary: no value in common, and either a gap larger than both
 * spreads together or so many rounds that chance would hardly sort them by side (the exact permutation test of Fisher).
 */
function beyondSpread({ baseValues, headValues, sides }: ExactSeries): boolean {
  const base = rangeOf(baseValues);
  const head = rangeOf(headValues);
  if (base.low <= head.high && head.low <= base.high) return false;
  const spread = base.high - base.low + (head.high - head.low);
  if (Math.abs(sides.head - sides.base) > spread) return true;
  return chanceOfSorting(baseValues.length, headValues.length) < 0.001;
}

/** 1 / (n + m choose n): how often unchanged code would put all values of one side above all of the other. */
function chanceOfSorting(one: number, other: number): number {
  let chance = 1;
  for (let index = 1; index <= one; index += 1) chance *= index / (other + index);
  return chance;
}

function rangeOf(values: readonly number[]): { readonly low: number; readonly high: number } {
  return {
    low: values.reduce((least, value) => Math.min(least, value), Infinity),
    high: values.reduce((most, value) => Math.max(most, value), -Infinity),
  };
}

function span(values: readonly number[]): string {
  const { low, high } = rangeOf(values);
  return low === high ? `${low}` : `${low} to ${high}`;
}
