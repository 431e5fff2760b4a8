// How many restarts, pairs and seconds the time allows. Fewer is never silent: the plan is told in the measurement.

export interface RoundPlan {
  /** How often both apps are started afresh. */
  readonly restarts: number;
  /** Pairs of rounds per restart and route. */
  readonly pairs: number;
  readonly roundMs: number;
  /** Load on each side before anything counts, per restart and route, at least. */
  readonly warmUpMs: number;
}

/** Starting the driver and its untimed lead-in, per round. */
const ROUND_OVERHEAD_MS = 600;
export const LEAD_IN_MS = 200;
/** Starting both apps. */
const RESTART_MS = 2_000;
/** Warming up stops when the latency is settled, in slices of this number. */
export const WARM_UP_SLICES = 3;

/** Best first. Restarts count more than pairs: rounds of one process share its luck. */
const LADDER: readonly RoundPlan[] = [
  { restarts: 5, pairs: 6, roundMs: 1_000, warmUpMs: 1_500 },
  { restarts: 4, pairs: 6, roundMs: 1_000, warmUpMs: 1_500 },
  { restarts: 4, pairs: 5, roundMs: 1_000, warmUpMs: 1_500 },
  { restarts: 4, pairs: 4, roundMs: 1_000, warmUpMs: 1_500 },
  { restarts: 3, pairs: 4, roundMs: 1_000, warmUpMs: 1_500 },
  { restarts: 3, pairs: 4, roundMs: 700, warmUpMs: 1_500 },
  { restarts: 3, pairs: 4, roundMs: 500, warmUpMs: 1_000 },
  { restarts: 3, pairs: 4, roundMs: 300, warmUpMs: 600 },
];

/** The least that statistics can work with; done even where the time is shorter. */
const LEAST: RoundPlan = { restarts: 3, pairs: 4, roundMs: 200, warmUpMs: 300 };

export function planRounds(budgetMs: number, routes: number): RoundPlan {
  return LADDER.find((plan) => expectedMs(plan, routes) <= budgetMs) ?? LEAST;
}

export function expectedMs(plan: RoundPlan, routes: number): number {
  const warmUpMs = 2 * (plan.warmUpMs + WARM_UP_SLICES * ROUND_OVERHEAD_MS);
  const roundsMs = 2 * plan.pairs * (plan.roundMs + ROUND_OVERHEAD_MS);
  return plan.restarts * (RESTART_MS + routes * (warmUpMs + roundsMs));
}
