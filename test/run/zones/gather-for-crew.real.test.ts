// What the tools of a user's own crew are handed: the files of head, and the review of just this change where there is one.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { readCrew } from '../../../src/crew/roster/read-crew.ts';
import { keptFiles } from '../../../src/io/files/kept-files.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { openGit } from '../../../src/io/git/open-git.ts';
import { localPullRequest } from '../../../src/run/local-pull-request.ts';
import { openRunFolder } from '../../../src/run/run-folder.ts';
import { gatherForCrew } from '../../../src/run/zones/gather-for-crew.ts';
import { fakeLog } from '../../fakes/fake-log.ts';
import { gitRepository, type GitRepository } from '../../kit/git-repository.ts';
import { buildReport } from '../../report/build-report.ts';

const crewWith = (tools: string) =>
  readCrew([
    { path: 'house/crew.md', text: '---\nname: house\npurpose: Look.\n---\n' },
    {
      path: 'house/reader.md',
      text: `---\nname: reader\nrole: Reader\ngoal: Read.\ntools: [${tools}]\nwrites: [notes]\n---\nRead.\n`,
    },
  ]);

const PROFILE = '{"nodes":[]}';

/** Leaves a review of the last commit in the folder of the run, and gathers for the commit that is the last one then. */
async function gathered(
  { directory, commit }: GitRepository,
  { tools, isOlder = false }: { readonly tools: string; readonly isOlder?: boolean },
) {
  await using disk = openFiles();
  const files = { ...disk, ...keptFiles() };
  const git = await openGit(directory, new AbortController().signal);
  const folder = openRunFolder(join(directory, '.perfcrew'), files);
  const change = () => localPullRequest({ base: 'HEAD~1', head: undefined, title: undefined }, git);
  const whole = buildReport();
  const [measurement] = whole.measurements;
  if (measurement === undefined) throw new Error('There is one.');
  const path = 'artifacts/profile.cpuprofile';
  const report = {
    ...whole,
    pullRequest: await change(),
    measurements: [
      {
        ...measurement,
        gate: 'profile',
        target: 'GET /prices',
        artifacts: [{ name: 'CPU profile', path, side: 'head' }],
      },
    ],
  } as const;
  await folder.write('report', report);
  await files.writeText(join(folder.directory, path), PROFILE);
  if (isOlder) await commit({ 'lib/prices.js': 'third();\n' });
  const log = fakeLog();
  const workshop = await gatherForCrew(
    { crew: crewWith(tools), config: parseConfig(null), folder, pullRequest: await change() },
    { git, files, log },
  );
  return { workshop, log, report };
}

async function changed(): Promise<GitRepository> {
  const repository = await gitRepository({ 'lib/prices.js': 'first();\n', 'lib/old.js': 'old();\n' });
  await repository.commit({ 'lib/prices.js': 'second();\n', 'lib/old.js': null });
  return repository;
}

test('the review of this change comes with its profiles, the code as the commit has it', async () => {
  await using repository = await changed();
  const { workshop, log, report } = await gathered(repository, { tools: 'hot-paths, weight' });
  expect(workshop?.head).toEqual([{ path: 'lib/prices.js', text: 'second();\n' }]);
  expect(workshop?.base).toHaveLength(2);
  expect(workshop?.profiles).toEqual([{ target: 'GET /prices', text: PROFILE }]);
  expect(workshop?.finishedAt).toBe(report.finishedAt);
  expect(log.lines).toEqual([]);
});

test('the review of another change is left out, and that is told to who needs one', async () => {
  await using repository = await changed();
  const { workshop, log } = await gathered(repository, { tools: 'hot-paths', isOlder: true });
  expect(workshop?.head).toEqual([{ path: 'lib/prices.js', text: 'third();\n' }]);
  expect(workshop?.profiles).toEqual([]);
  expect(log.lines).toEqual([
    expect.stringContaining('hot-paths can tell nothing. Run `perfcrew review` first.'),
  ]);
});

test('nothing is read for a crew that looks at no code', async () => {
  await using repository = await changed();
  expect((await gathered(repository, { tools: 'read-document' })).workshop).toBeNull();
});
