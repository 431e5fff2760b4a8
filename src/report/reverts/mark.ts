// The hidden line by which perfcrew knows that a revert was raised before; it holds nothing anybody else wrote.

const REVERT = /^<!-- perfcrew:revert ([0-9a-f]{40,64}) -->(?:\r?\n|$)/;

/** First line of the pull request; `head` is the commit that was pushed. */
export function writeRevertMark(head: string): string {
  return `<!-- perfcrew:revert ${head} -->`;
}

/** The commit whose push it takes back; null for every text that does not begin with exactly such a line. */
export function readRevertMark(body: string): string | null {
  return REVERT.exec(body)?.[1] ?? null;
}

/** First line of the issue that stands in for a pull request. */
export function revertHandoffMark(head: string): string {
  return `<!-- perfcrew:revert-handoff ${head} -->`;
}
