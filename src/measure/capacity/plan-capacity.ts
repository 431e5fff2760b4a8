// How long rungs and rounds are and how often they are repeated, so that ladder and constant rate fit what is given.
import { CONNECTIONS } from './rung.ts';

export interface CapacityPlan {
  /** Timed stretch of one rung, at least. */
  readonly rungMs: number;
  /** How often the first and the highest rung are taken anew. */
  readonly repeats: number;
  /** Rounds at a constant rate on each side. */
  readonly rounds: number;
  readonly roundMs: number;
}

export const RUNG_LEAD_IN_MS = 150;
export const ROUND_LEAD_IN_MS = 100;
/** Connecting, and the one request after the load. */
const OVERHEAD_MS = 50;

/** Best first. */
const PLANS: readonly CapacityPlan[] = [
  { rungMs: 1_000, repeats: 5, rounds: 8, roundMs: 1_500 },
  { rungMs: 800, repeats: 4, rounds: 6, roundMs: 1_000 },
  { rungMs: 500, repeats: 3, rounds: 5, roundMs: 1_000 },
  { rungMs: 400, repeats: 3, rounds: 4, roundMs: 1_000 },
  { rungMs: 300, repeats: 3, rounds: 3, roundMs: 1_000 },
];
/** Begun even where the time is shorter; what does not fit is left out and told. */
const LEAST: CapacityPlan = { rungMs: 250, repeats: 2, rounds: 3, roundMs: 700 };

export function planCapacity(budgetMs: number): CapacityPlan {
  return PLANS.find((plan) => expectedMs(plan) <= budgetMs) ?? LEAST;
}

/** On a quick route, where no rung has to be longer than planned. */
export function expectedMs({ rungMs, repeats, rounds, roundMs }: CapacityPlan): number {
  const rungs = 2 * (CONNECTIONS.length + 2 * repeats);
  return (
    rungs * (rungMs + RUNG_LEAD_IN_MS + OVERHEAD_MS) + 2 * rounds * (roundMs + ROUND_LEAD_IN_MS + OVERHEAD_MS)
  );
}
