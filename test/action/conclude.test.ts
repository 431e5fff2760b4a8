// The end of every judging command: what is sent where is no part of what the step says of the code.
import { expect, test } from 'vitest';
import { conclude } from '../../src/action/conclude.ts';
import { readInputs } from '../../src/action/inputs.ts';
import { openRunFolder } from '../../src/run/run-folder.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeFiles } from '../fakes/fake-files.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { memoryForge } from '../fakes/memory-forge.ts';
import { buildReport } from '../report/build-report.ts';

async function concluded(otlp: 'auto' | 'never') {
  const files = fakeFiles();
  const log = fakeLog();
  const result = await conclude(
    buildReport(),
    { comment: 'never', otlp },
    {
      folder: openRunFolder('/checkout/.perfcrew', files),
      inputs: readInputs(() => ''),
      job: {
        repository: 'alice/shop',
        apiUrl: 'https://api.github.com',
        runUrl: null,
        workspace: '/checkout',
        temporaryDirectory: '/temporary',
        eventName: 'pull_request',
        pullRequest: null,
        actor: 'alice',
        commentBy: null,
        upstreamRun: null,
      },
      outside: {
        files,
        log,
        clock: fakeClock(),
        environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://nowhere' },
        programsDirectory: '/program/dist',
        signal: new AbortController().signal,
        git: () => Promise.reject(new Error('not asked here')),
        world: () => Promise.reject(new Error('not asked here')),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      writer: () => Promise.resolve(memoryForge().writer),
    },
  );
  return { result, warnings: log.lines.filter((line) => line.startsWith('warn')) };
}

test('a receiver that cannot be asked is one warning, and the step ends as it would have', async () => {
  const { result, warnings } = await concluded('auto');
  expect(warnings).toEqual([
    expect.stringMatching(/^warn OTLP: \d+ metrics and \d+ spans not sent\. OTEL_EXPORTER_OTLP_ENDPOINT/),
  ]);
  expect(result.outputs['verdict']).toBe('pass');
  expect(result.failure).toBeNull();
});

test('nothing is sent where the configuration forbids it', async () => {
  expect((await concluded('never')).warnings).toEqual([]);
});
