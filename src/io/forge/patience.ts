// How long a rate limit is waited for: the same for a job that has minutes and a bot whose answer grows stale.

/** Waits are GitHub's own; a request is given up after this many, or where one takes longer than anyone would wait. */
const MAXIMUM_WAITS = 2;
const MAXIMUM_WAIT_SECONDS = 90;

function waitsFor(retryAfterSeconds: number, ...[, , retryCount]: [object, object, number]): boolean {
  return retryCount < MAXIMUM_WAITS && retryAfterSeconds <= MAXIMUM_WAIT_SECONDS;
}

/** Handlers of @octokit/plugin-throttling. */
export const PATIENCE = { onRateLimit: waitsFor, onSecondaryRateLimit: waitsFor };
