// The rounds of a series in which both sides gave a value: only those can be compared.
import type { PairedRound } from '../stats/round-contrasts.ts';
import type { Series } from './measurement.ts';

export function pairedRounds({ rounds }: Pick<Series, 'rounds'>): PairedRound[] {
  return rounds.flatMap(({ restart, base, head, control = null }) =>
    base === null || head === null ? [] : [{ restart, base, head, control }],
  );
}
