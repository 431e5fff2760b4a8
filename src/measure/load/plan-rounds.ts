// How long warm-ups and rounds last, and how long measuring some routes takes at least.

/** Requests sent but not timed at the start of a round by a driver that has just been started. */
export const LEAD_IN_MS = 200;

/** Short rounds, often: what disturbs the machine then meets all processes alike, and the median leaves out what does not. */
export const ROUND_MS = 40;
export const ROUNDS_PER_RESTART = 18;
/** Slow routes need longer rounds for a handful of answers: they get fewer, but as many as balance the order of three processes … */
export const LEAST_ROUNDS_PER_RESTART = 6;
/** … once the rounds have taken so long. */
export const ENOUGH_ROUNDS_MS = 3_500;
/** Until the connections are open; the driver itself stays warm. */
export const ROUND_LEAD_IN_MS = 5;
export const WARM_UP_SLICE_MS = 45;
export const WARM_UP_LIMIT_MS = 3_000;

/** Fewer fresh processes say nothing of how much processes differ. */
export const LEAST_RESTARTS = 3;

/** Starting the apps, side by side. */
const START_MS = 1_000;
/** Warm-up and rounds of one route in all processes: what a route that answers quickly takes on two idle cores. */
const ROUTE_MS = 5_000;

export function expectedMs(routes: number): number {
  return LEAST_RESTARTS * (START_MS + routes * ROUTE_MS);
}
