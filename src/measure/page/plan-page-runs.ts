// How many page loads the time allows. Fewer is never silent: the plan is told in the measurement.

export interface PageRunPlan {
  /** How often both apps are started afresh. */
  readonly restarts: number;
  /** Pairs of page loads per restart and page. */
  readonly pairs: number;
}

/** One Lighthouse run with its own Chrome. */
const RUN_MS = 7_000;
/** Starting both apps and the driver. */
const RESTART_MS = 4_000;

/** Best first. Every run has a fresh Chrome already, so that restarts of the apps matter less than under load. */
const LADDER: readonly PageRunPlan[] = [
  { restarts: 4, pairs: 3 },
  { restarts: 3, pairs: 3 },
  { restarts: 2, pairs: 4 },
  { restarts: 2, pairs: 3 },
];

/** The least that statistics can work with; done even where the time is shorter. */
const LEAST: PageRunPlan = { restarts: 2, pairs: 2 };

export function planPageRuns(budgetMs: number, pages: number): PageRunPlan {
  return LADDER.find((plan) => expectedMs(plan, pages) <= budgetMs) ?? LEAST;
}

export function expectedMs(plan: PageRunPlan, pages: number): number {
  return plan.restarts * (RESTART_MS + pages * 2 * plan.pairs * RUN_MS);
}
