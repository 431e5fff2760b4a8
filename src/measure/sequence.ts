// When to stop measuring one target: as soon as its question is settled, and not before fresh processes said the same.
import { rulesOf } from '../config/change-rules.ts';
import type { Config } from '../config/config.ts';
import { isMetricId, METRICS } from '../core/metric.ts';
import { type Answer, type Confidence, decideEffect } from '../stats/decide-effect.ts';
import { estimateEffect } from '../stats/effect.ts';
import { isLook, LOOKS, perLook } from '../stats/looks.ts';
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
const CONFIRMING_RESTARTS = 2;
/** Times on the wall clock that are still open after so many restarts stay open: the counted numbers decide. */
const PATIENCE_FOR_TIMES = 5;

export function newSequence(): Sequence {
  return { restarts: 0, state: 'measuring', confirmedFrom: null };
}

/**
 * What a complete restart changes; `series` holds all restarts of the target so far, numbered from 0 without gaps in what
 * was measured. Looks only after the planned numbers of restarts (stats/looks.ts).
 */
export function advance(sequence: Sequence, series: readonly Series[], config: Config): Sequence {
  const restarts = sequence.restarts + 1;
  const next = { ...sequence, restarts };
  switch (sequence.state) {
    case 'settled':
      return next;
    case 'confirming':
      return hasConfirmed(series, sequence) ? { ...next, state: 'settled' } : next;
    case 'measuring': {
      if (!isLook(restarts)) return next;
      const answers = answersOf(series, { config, confidence: SURE });
      if (answers.some(({ answer }) => isChanged(answer))) return confirm(next, series);
      const open = answers.filter(({ answer, isTimed }) => {
        const isWorthIt = !isTimed || restarts < PATIENCE_FOR_TIMES;
        return answer === 'open' && isWorthIt;
      });
      if (open.length === 0 || restarts >= MOST_RESTARTS) return outOfTime(next, series, config);
      return next;
    }
  }
}

/** The time is up: what is found by now still has to be confirmed, anything else ends here. */
export function outOfTime(sequence: Sequence, series: readonly Series[], config: Config): Sequence {
  if (sequence.state !== 'measuring') return sequence;
  const answers = answersOf(series, { config, confidence: ENOUGH_TO_ASK_AGAIN });
  if (answers.some(({ answer }) => isChanged(answer))) return confirm(sequence, series);
  return { ...sequence, state: 'settled' };
}

/** The series with what the sequence says of them. */
export function withConfirmation(series: readonly Series[], { confirmedFrom }: Sequence): Series[] {
  return series.map((one) => (confirmedFrom === null ? one : { ...one, confirmedFrom }));
}

/** One false alarm in a hundred reviews of forty noisy metrics: how sure the review will want to be of a single change. */
const METRICS_OF_A_REVIEW = 40;
const EQUIVALENCE = 1 - perLook(0.05);
const SURE: Confidence = { change: 1 - perLook(0.02) / METRICS_OF_A_REVIEW, equivalence: EQUIVALENCE };
/** A review in which much changed asks for no more than this (review-confidence.ts), so no change may go unconfirmed. */
const ENOUGH_TO_ASK_AGAIN: Confidence = { change: 1 - perLook(0.02), equivalence: EQUIVALENCE };

interface MetricAnswer {
  readonly answer: Answer;
  readonly isTimed: boolean;
}

/** Of the noisy numbers that can fail a pull request. */
function answersOf(
  series: readonly Series[],
  { config, confidence }: { readonly config: Config; readonly confidence: Confidence },
): MetricAnswer[] {
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

function hasConfirmed(series: readonly Series[], { confirmedFrom }: Sequence): boolean {
  const restarts = new Set(series.flatMap(({ rounds }) => rounds.map(({ restart }) => restart)));
  const confirming = [...restarts].filter((restart) => confirmedFrom !== null && restart >= confirmedFrom);
  return confirming.length >= CONFIRMING_RESTARTS;
}

function lastRestart(series: readonly Series[]): number {
  return Math.max(-1, ...series.flatMap(({ rounds }) => rounds.map(({ restart }) => restart)));
}
