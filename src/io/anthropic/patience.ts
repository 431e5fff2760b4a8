// How often and how long a refused request is tried again: the server's own wait, else exponential backoff with full jitter.

export interface Patience {
  /** The first one included. */
  readonly attempts: number;
  /** All waits of one request together; a longer wait is not begun. */
  readonly waitBudgetMs: number;
}

export const DEFAULT_PATIENCE: Patience = { attempts: 5, waitBudgetMs: 120_000 };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A server that says "now" to many clients at once would be asked by all of them at once again. */
const SHORTEST_WAIT_MS = 100;

export interface Setback {
  /** Attempts made so far. */
  readonly attempts: number;
  readonly waitedMs: number;
  readonly retryAfterMs: number | null;
}

/**
 * How long to wait before the next attempt; null where it is given up. Full jitter: Brooker, "Exponential Backoff And
 * Jitter" (AWS Architecture Blog, 2015). The server's own time is a lower bound, so jitter only adds to it, up to a tenth.
 */
export function waitBefore(setback: Setback, patience: Patience, random: () => number): number | null {
  if (setback.attempts >= patience.attempts) return null;
  const ceilingMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (setback.attempts - 1));
  const waitMs =
    setback.retryAfterMs === null
      ? Math.max(SHORTEST_WAIT_MS, random() * ceilingMs)
      : Math.max(SHORTEST_WAIT_MS, setback.retryAfterMs) * (1 + random() / 10);
  return setback.waitedMs + waitMs > patience.waitBudgetMs ? null : Math.round(waitMs);
}
