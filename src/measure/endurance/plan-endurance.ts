// How many restarts and rounds the leak test has, so that a route takes some twenty seconds.

export interface EndurancePlan {
  /** How often both apps are started afresh: what one process does by chance another does not. */
  readonly restarts: number;
  /** Per side and restart. */
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly roundMs: number;
}

const START_MS = 1_000;
/** Starting the driver. */
const DRIVER_MS = 500;
/** Collecting garbage and reading the heap, per round. */
const READING_MS = 60;

const USUAL: EndurancePlan = { restarts: 3, rounds: 8, warmUpMs: 600, roundMs: 150 };
/** Done even where the time is shorter: fewer readings have no interval. */
const LEAST: EndurancePlan = { ...USUAL, warmUpMs: 400, roundMs: 100 };

export function planEndurance(budgetMs: number, routes: number): EndurancePlan {
  return expectedMs(USUAL, routes) <= budgetMs ? USUAL : LEAST;
}

export function expectedMs(plan: EndurancePlan, routes: number): number {
  const { restarts, rounds, warmUpMs, roundMs } = plan;
  const routeMs = DRIVER_MS + 2 * (warmUpMs + READING_MS + rounds * (roundMs + READING_MS));
  return restarts * (START_MS + routes * routeMs);
}
