// How long pages take: enough to know how many of them the measuring time has room for.

/** Done however short the time is: fewer restarts are no statistics. */
export const LEAST_RESTARTS = 3;

/** Starting three apps and Chrome. */
const RESTART_MS = 2_000;
/** A warm-up and four rounds of three visits. */
const PAGE_MS = 7_000;
/** Lighthouse on both sides. */
const AUDIT_MS = 10_000;

/** The least time that so many pages need. */
export function expectedMs(pages: number): number {
  return LEAST_RESTARTS * (RESTART_MS + pages * PAGE_MS) + pages * AUDIT_MS;
}
