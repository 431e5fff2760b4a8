// Whether fresh processes, started after a change was found, show it again: luck that lasts for the life of a process does not.
import { estimateEffect, type Effect } from './effect.ts';
import type { PairedRound } from './round-contrasts.ts';

export interface Confirmation {
  readonly rounds: readonly PairedRound[];
  readonly confirmedFrom: number | null;
}

/** What is picked for being large is on average smaller when it is measured again, so half of it is enough. */
const ENOUGH = 0.5;

/** True where the confirming restarts alone show at least half of the change of all restarts before them, in its direction. */
export function isRepeated(whole: Effect, { rounds, confirmedFrom }: Confirmation): boolean {
  if (confirmedFrom === null) return false;
  const [before, after] = [
    rounds.filter(({ restart }) => restart < confirmedFrom),
    rounds.filter(({ restart }) => restart >= confirmedFrom),
  ];
  const found = estimateEffect(before)?.centre ?? whole.centre;
  const again = estimateEffect(after);
  if (again === null || again.scale !== whole.scale) return again !== null && again.centre * found > 0;
  return again.centre * Math.sign(whole.centre) >= ENOUGH * Math.min(Math.abs(found), Math.abs(whole.centre));
}
