// What a finished run is told of: the commit it measured, whatever happens to the pull request meanwhile.
import { expect, test } from 'vitest';
import { onWorkflowRun } from '../../bot/on-workflow-run.ts';
import type { Repository } from '../../bot/repository.ts';
import { renderRunKey } from '../../bot/run-key.ts';
import type { PullRequest } from '../../src/change/pull-request.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { memoryForge } from '../fakes/memory-forge.ts';

const MEASURED = 'a'.repeat(40);
const PUSHED_MEANWHILE = 'b'.repeat(40);
const CONFIG = 'targets:\n  commands:\n    - { name: work, run: node work.js }\n';

function pullRequestAt(headSha: string): PullRequest {
  return {
    document: 'pull-request',
    version: 1,
    repository: 'alice/shop',
    number: 1,
    title: 'Change',
    body: '',
    author: 'alice',
    base: { ref: 'main', sha: 'c'.repeat(40) },
    head: { ref: 'change', sha: headSha },
    labels: [],
    fromFork: false,
  };
}

test('a push while a run is judged does not give its numbers to the new commit', async () => {
  const forge = memoryForge();
  const heads = [MEASURED, PUSHED_MEANWHILE];
  const never = () => Promise.reject(new Error('not asked here'));
  const repository: Repository = {
    defaultBranch: 'main',
    writer: forge.writer,
    reader: {
      isOpen: () => Promise.resolve(true),
      pullRequest: () => Promise.resolve(pullRequestAt(heads.shift() ?? PUSHED_MEANWHILE)),
      pullRequestOfHead: never,
      changedFiles: () =>
        Promise.resolve({
          files: [
            {
              filename: 'work.js',
              status: 'modified',
              additions: 1,
              deletions: 1,
              patch: '@@ -1 +1 @@\n-1\n+2',
            },
          ],
          truncated: false,
        }),
      fileAt: () => Promise.resolve(CONFIG),
    },
    mayWrite: never,
    react: never,
    dispatch: never,
    dispatchedRuns: () => Promise.resolve([]),
    artifacts: () => Promise.resolve({ archives: [], leftOut: 0 }),
  };
  const log = fakeLog();
  const key = { pullRequest: 1, headSha: MEASURED, level: 'comprehensive', requestedBy: 'alice' } as const;
  await onWorkflowRun(
    { id: 7, title: `perfcrew #1 ${renderRunKey(key)}`, conclusion: 'success', url: 'https://example.org/7' },
    {
      repository,
      settings: {
        workflow: 'perfcrew.yml',
        checkName: 'perfcrew',
        telemetry: { OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://nowhere' },
      },
      clock: fakeClock(),
      log,
    },
  );
  expect(forge.checks.map(({ headSha, status }) => `${headSha} ${status}`)).toEqual([
    `${MEASURED} completed`,
  ]);
  // After publishing it is sent to the bot's own receiver, and a mistake there is a line in the log.
  expect(log.lines.filter((line) => /OTLP/.test(line))).toEqual([
    expect.stringMatching(/^warn OTLP: 1 span not sent\. OTEL_EXPORTER_OTLP_ENDPOINT/),
  ]);
});
