// How long each profile is, so that all of them stay within what the plan gives them.

export interface PassPlan {
  /** How often both apps are started afresh; each gets one pass per route. Two, so that one start's luck shows. */
  readonly restarts: number;
  readonly warmUpMs: number;
  readonly passMs: number;
  /** A pass of its own for allocations: their number hardly varies, so that fewer samples do. */
  readonly heapPassMs: number;
}

const RESTARTS = 2;
const START_MS = 2_000;
/** Starting a driver, and reading what it brought. */
const OVERHEAD_MS = 500;

const LADDER = [1_500, 1_200, 900];
/** Done even where the time is shorter: fewer samples tell nothing. */
const LEAST_MS = 700;

export function planPasses(budgetMs: number, routes: number): PassPlan {
  const plan = (passMs: number): PassPlan => ({
    restarts: RESTARTS,
    warmUpMs: passMs / 2,
    passMs,
    heapPassMs: passMs / 2,
  });
  const fitting = LADDER.find((passMs) => expectedMs(plan(passMs), routes) <= budgetMs);
  return plan(fitting ?? LEAST_MS);
}

export function expectedMs({ restarts, warmUpMs, passMs, heapPassMs }: PassPlan, routes: number): number {
  return restarts * (START_MS + routes * 2 * (warmUpMs + passMs + heapPassMs + 3 * OVERHEAD_MS));
}
