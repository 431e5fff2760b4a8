// The job that proves, on a repository set to `auto`: what the earlier round proved alone is measured once more as one.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proveCommand } from '../../src/action/commands/prove.ts';
import { readInputs } from '../../src/action/inputs.ts';
import { readJob } from '../../src/action/job.ts';
import { openOutside } from '../../src/action/outside.ts';
import { openSession } from '../../src/action/session.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { keptFiles } from '../../src/io/files/kept-files.ts';
import { openFiles } from '../../src/io/files/open-files.ts';
import { readProofs, writeProofs } from '../../src/run/zones/proof-files.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { gitRepository } from '../kit/git-repository.ts';
import { quietReport } from '../report/build-report.ts';
import { buildProof } from '../report/proposals/build-proof.ts';

const times = (seconds: number): string =>
  `${JSON.stringify({ results: [{ command: 'work', mean: seconds, stddev: 0, times: [0, 1, -1, 2, -2].map((step) => seconds * (1 + step / 1000)) }] })}\n`;
const command = (name: string): string =>
  `    - { name: ${name}, run: cat lib/${name}.json, runs: 6, results: { file: '-', format: hyperfine } }\n`;
const FILES = {
  'lib/one.json': times(2),
  'lib/two.json': times(2),
  '.github/perfcrew.yml': `checks: { test: 'true' }\ntargets:\n  commands:\n${command('one')}${command('two')}budget: { minutes: 0.005 }\n`,
};

test.each([
  ['auto', /Patches: tried 2: 2 proven\.\n\nAll 2 together: .* 2 s → 1 s/, 3],
  ['assisted', /^Patches: tried 2: 2 proven\.\n$/, 2],
] as const)('with %s', { timeout: 60_000 }, async (automation, summary, count) => {
  const configured = `${FILES['.github/perfcrew.yml']}crew: { automation: ${automation} }\n`;
  await using repository = await gitRepository({ ...FILES, '.github/perfcrew.yml': configured });
  const [workspace, sha] = [repository.directory, repository.sha()];
  const proofs = (['one', 'two'] as const).map((name) =>
    buildProof({
      head: sha,
      proposal: {
        id: name,
        targets: [name],
        patch: unifiedDiff(`lib/${name}.json`, FILES[`lib/${name}.json`], times(1)),
      },
    }),
  );
  await using stack = new AsyncDisposableStack();
  const files = { ...stack.use(openFiles()), ...keptFiles() };
  const directory = join(workspace, '.perfcrew');
  await writeProofs(directory, proofs, files);
  const report = quietReport();
  const side = { sha, ref: 'main' };
  const pullRequest = { ...report.pullRequest, number: null, base: side, head: side };
  const thoughts = {
    document: 'thoughts',
    version: 1,
    round: 2,
    head: sha,
    bottlenecks: [],
    proposals: proofs.map(({ proposal }) => proposal),
    endings: [],
    paths: [],
    documents: {},
    costUsd: null,
  };
  await writeFile(join(directory, 'report.json'), JSON.stringify({ ...report, pullRequest }));
  await writeFile(join(directory, 'thoughts.json'), JSON.stringify(thoughts));
  await writeFile(join(workspace, 'event.json'), '{}');
  await using outside = openOutside({
    directory: workspace,
    environment: { PATH: process.env['PATH'] },
    cacheDirectory: join(workspace, 'cache'),
    programsDirectory: join(import.meta.dirname, '../../src'),
    version: '0',
    log: fakeLog(),
    signal: new AbortController().signal,
  });
  const given: Readonly<Record<string, string>> = { command: 'prove', round: '2' };
  const answer = await proveCommand(
    openSession({
      inputs: readInputs((name) => given[name] ?? ''),
      job: readJob({
        GITHUB_REPOSITORY: 'alice/shop',
        GITHUB_EVENT_PATH: join(workspace, 'event.json'),
        GITHUB_WORKSPACE: workspace,
      }),
      outside,
      version: '0',
    }),
  );
  expect(answer.outputs).toEqual({ proven: '2', again: 'false' });
  expect(answer.summary).toMatch(summary);
  expect(await readProofs(directory, sha, { files, log: fakeLog() })).toHaveLength(count);
});
