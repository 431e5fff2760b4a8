// When to stop measuring one target: as soon as its question is settled, and not before fresh processes said the same.
import { rulesOf } from '../config/change-rules.ts';
import type { Config } from '../config/config.ts';
import { isMetricId, METRICS } from '../core/metric.ts';
import { type Answer, type Confidence, decideEffect } from '../stats/decide-effect.ts';
import { estimateEffect } from '../stats/effect.ts';
import { isRepeated } from '../stats/is-repeated.ts';
import { isLook, isLookForNoChange, LOOKS, perLook, perLookForNoChange } from '../stats/looks.ts';
import { median } from '../stats/quantile.ts';
import type { Series } from './measurement.ts';
import { pairedRounds } from './paired-rounds.ts';

export interface Sequence {
  /** Complete restarts so far. */
  readonly restarts: number;
  /** `confirming`: something changed; further restarts must repeat it. */
  readonly state: 'measuring' | 'confirming' | 'settled';
  /** First restart of the confirmation; goes into `confirmedFrom` of every series of the target. */
  readonly confirmedFrom: number | null;
}

/** Restarts of a target that nothing settles. */
export const MOST_RESTARTS = LOOKS[LOOKS.length - 1] ?? 0;
/** So many must have repeated a change; where they did not yet, one bad restart among them is outweighed by further ones. */
export const CONFIRMING_RESTARTS = 2;
const MOST_CONFIRMING_RESTARTS = 4;
/** Times on the wall clock that are still open after so many restarts stay open: the counted numbers beside them decide. */
const PATIENCE_FOR_TIMES = 5;

export function newSequence(): Sequence {
  return { restarts: 0, state: 'measuring', confirmedFrom: null };
}

/**
 * What a complete restart changes; `series` holds all restarts of the target so far, numbered from 0 without gaps in what
 * was measured. Looks only after the planned numbers of restarts (stats/looks.ts). `patienceForTimes`: restarts that times
 * still open are worth; `MOST_RESTARTS` where nothing counted stands beside them to decide instead.
 */
export function advance(
  sequence: Sequence,
  series: readonly Series[],
  {
    config,
    patienceForTimes = PATIENCE_FOR_TIMES,
  }: { readonly config: Config; readonly patienceForTimes?: number },
): Sequence {
  const restarts = sequence.restarts + 1;
  const next = { ...sequence, restarts };
  switch (sequence.state) {
    case 'settled':
      return next;
    case 'confirming':
      return isConfirmationOver(series, { sequence, config }) ? { ...next, state: 'settled' } : next;
    case 'measuring': {
      if (!isLook(restarts)) return next;
      const answers = answersOf(series, { config, confidence: sure(series, config) });
      if (answers.some(({ answer }) => isChanged(answer))) return confirm(next, series);
      const open = answers.filter(({ answer, isTimed }) => {
        const isWorthIt = !isTimed || restarts < patienceForTimes;
        return answer === 'open' && isWorthIt;
      });
      const isSettled = open.length === 0 && isLookForNoChange(restarts);
      if (isSettled || restarts >= MOST_RESTARTS) return outOfTime(next, series, config);
      return next;
    }
  }
}

/** The time is up: what is found by now still has to be confirmed by the least number of restarts, anything else ends here. */
export function outOfTime(sequence: Sequence, series: readonly Series[], config: Config): Sequence {
  if (sequence.state === 'confirming') {
    const isEnough = confirmingRestarts(series, sequence) >= CONFIRMING_RESTARTS;
    return isEnough ? { ...sequence, state: 'settled' } : sequence;
  }
  if (sequence.state === 'settled') return sequence;
  if (someChanged(series, { config, confidence: WORTH_ASKING })) return confirm(sequence, series);
  return { ...sequence, state: 'settled' };
}

/** The series with what the sequence says of them. */
export function withConfirmation(series: readonly Series[], { confirmedFrom }: Sequence): Series[] {
  return series.map((one) => (confirmedFrom === null ? one : { ...one, confirmedFrom }));
}

const EQUIVALENCE = 1 - perLookForNoChange(0.05);
/** When the time is nearly up: the last restarts may as well be confirming ones, since the verdict asks for more than this. */
const WORTH_ASKING: Confidence = { change: 0.9, equivalence: EQUIVALENCE };

/**
 * How sure the review will want to be of a single change: at most one false alarm in a hundred reviews of as many noisy
 * numbers as this target has, over all targets the configuration names.
 */
function sure(series: readonly Series[], { targets }: Config): Confidence {
  const noisy = series.filter(
    ({ metric }) => isMetricId(metric) && METRICS[metric].evidence !== 'exact',
  ).length;
  const { routes, pages, commands } = targets;
  const ofReview = Math.max(1, noisy) * Math.max(1, routes.length + pages.length + commands.length);
  return { change: 1 - perLook(0.02) / ofReview, equivalence: EQUIVALENCE };
}

interface MetricAnswer {
  readonly answer: Answer;
  readonly isTimed: boolean;
}

interface Terms {
  readonly config: Config;
  readonly confidence: Confidence;
}

function someChanged(series: readonly Series[], terms: Terms): boolean {
  return answersOf(series, terms).some(({ answer }) => isChanged(answer));
}

/** Of the noisy numbers that can fail a pull request. */
function answersOf(series: readonly Series[], { config, confidence }: Terms): MetricAnswer[] {
  return series.flatMap((one) => {
    if (!isMetricId(one.metric)) return [];
    const { evidence, role } = METRICS[one.metric];
    const rounds = pairedRounds(one);
    const effect = evidence === 'exact' || role === 'watch' ? null : estimateEffect(rounds);
    const base = median(rounds.map((round) => round.base));
    const head = median(rounds.map((round) => round.head));
    if (effect === null || base === null || head === null) return [];
    const thresholds = rulesOf(one.metric, config);
    const answer = decideEffect({ effect, levels: { base, head }, thresholds }, confidence);
    return [{ answer, isTimed: evidence === 'timed' }];
  });
}

function isChanged(answer: Answer): boolean {
  return answer === 'higher' || answer === 'lower';
}

function confirm(sequence: Sequence, series: readonly Series[]): Sequence {
  return { ...sequence, state: 'confirming', confirmedFrom: lastRestart(series) + 1 };
}

interface Confirming {
  readonly sequence: Sequence;
  readonly config: Config;
}

function isConfirmationOver(series: readonly Series[], { sequence, config }: Confirming): boolean {
  const restarts = confirmingRestarts(series, sequence);
  if (restarts < CONFIRMING_RESTARTS) return false;
  return restarts >= MOST_CONFIRMING_RESTARTS || allRepeated(series, { sequence, config });
}

/** Every number that stood out before the confirmation stands out with it, and shows in it alone. */
function allRepeated(series: readonly Series[], { sequence, config }: Confirming): boolean {
  const { confirmedFrom } = sequence;
  return series.every((one) => {
    const before = { ...one, rounds: one.rounds.filter(({ restart }) => restart < (confirmedFrom ?? 0)) };
    if (!someChanged([before], { config, confidence: WORTH_ASKING })) return true;
    const rounds = pairedRounds(one);
    const whole = estimateEffect(rounds);
    return (
      whole !== null &&
      someChanged([one], { config, confidence: sure(series, config) }) &&
      isRepeated(whole, { rounds, confirmedFrom })
    );
  });
}

function confirmingRestarts(series: readonly Series[], { confirmedFrom }: Sequence): number {
  const restarts = new Set(series.flatMap(({ rounds }) => rounds.map(({ restart }) => restart)));
  return [...restarts].filter((restart) => confirmedFrom !== null && restart >= confirmedFrom).length;
}

function lastRestart(series: readonly Series[]): number {
  return Math.max(-1, ...series.flatMap(({ rounds }) => rounds.map(({ restart }) => restart)));
}
