// The runner of the test GitHub leaves a workflow's `run-name` out, so each dispatched run gets its title from here.
import type { TestGitHub } from '../github/start-test-github.ts';

const LONGER_THAN_ANY_TEST_MS = 600_000;

export function titleRuns(github: TestGitHub): AsyncDisposable {
  const ended = new AbortController();
  const watching = github.until(() => {
    for (const run of github.workflowRuns()) {
      const { 'pull-request': number, 'run-key': key } = run.inputs;
      if (typeof number !== 'object' && typeof key === 'string')
        Object.assign(run, { displayTitle: `perfcrew #${number} ${key}` });
    }
    return ended.signal.aborted ? true : undefined;
  }, LONGER_THAN_ANY_TEST_MS);
  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      // Any request wakes the watcher, which sees that it is over.
      await fetch(github.origin);
      await watching;
    },
  };
}
