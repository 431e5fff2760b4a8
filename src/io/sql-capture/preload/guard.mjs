// Nothing that goes wrong in here may reach the app: every failure is swallowed, and counted so that it can be told.

/** Kept for the report: the first words of the first few. */
const KEPT_MESSAGES = 5;

const failures = { count: 0, messages: [] };

export function readFailures() {
  return { count: failures.count, messages: [...failures.messages] };
}

export function noteFailure(error) {
  failures.count += 1;
  if (failures.messages.length < KEPT_MESSAGES) failures.messages.push(String(error).slice(0, 200));
}

/** What the work answers; undefined where it threw. */
export function guarded(work) {
  try {
    return work();
  } catch (error) {
    noteFailure(error);
    return undefined;
  }
}
