// When to stop measuring one target: as soon as its question is settled, and not before fresh processes said the same.
import type { Config } from '../config/config.ts';
import type { Series } from './measurement.ts';

export interface Sequence {
  /** Complete restarts so far. */
  readonly restarts: number;
  /** `confirming`: something changed; further restarts must repeat it. */
  readonly state: 'measuring' | 'confirming' | 'settled';
  /** First restart of the confirmation; goes into `confirmedFrom` of every series of the target. */
  readonly confirmedFrom: number | null;
}

/** Restarts of a target that nothing settles: where the budget allows it, no more than this. */
export const MOST_RESTARTS = 12;
export const CONFIRMING_RESTARTS = 2;

export function newSequence(): Sequence {
  return { restarts: 0, state: 'measuring', confirmedFrom: null };
}

/** What a complete restart changes; `series` holds all restarts of the target so far. */
export function advance(sequence: Sequence, _series: readonly Series[], _config: Config): Sequence {
  const restarts = sequence.restarts + 1;
  return { ...sequence, restarts, state: restarts >= 4 ? 'settled' : 'measuring' };
}

/** The time is up: what is found by now still has to be confirmed, anything else ends here. */
export function outOfTime(sequence: Sequence, _series: readonly Series[], _config: Config): Sequence {
  return { ...sequence, state: 'settled' };
}
