// What cannot be reviewed at all: exit code 2, what happened and the one mend on stderr, nothing on stdout, nothing lost.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gitRepository } from '../kit/git-repository.ts';
import { installedPerfcrew, type InstalledPerfcrew } from './installed-perfcrew.ts';
import { APP, ONE_ROUTE, QUICKLY, server } from './small-apps.ts';

let perfcrew: InstalledPerfcrew;
let folder: string;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'perfcrew-test-')));
});
afterAll(async () => {
  await perfcrew[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const CHANGE = {
  '.github/perfcrew.yml': APP + ONE_ROUTE,
  'server.js': server('response.end("ok")'),
};

test('a broken configuration: every error at once, with line, key and mend', async () => {
  await using repository = await gitRepository({
    '.github/perfcrew.yml':
      'app: { start: node server.js, redy: /health }\ntargets: { pages: [{ path: home }] }\nbudget: { minutes: soon }\n',
  });
  const ended = await perfcrew.run(['review'], repository);
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "perfcrew: .github/perfcrew.yml of base has 3 errors:
      1:31 app.redy: unknown key. Did you mean \`ready\`? Rename it.
      2:22 targets.pages[0].path: found "home", expected a path that starts with \`/\`. Write \`/home\`.
      3:11 budget.minutes: found "soon", expected a number. Write a number.
    → Correct these lines; docs/configuration.md lists every key.
    "
  `);
  expect(repository.git('status', '--short')).toBe('');
});

test('a configuration that is named but not there', async () => {
  await using repository = await gitRepository(CHANGE);
  const ended = await perfcrew.run(['review', '--config', 'perf.yml'], repository);
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "perfcrew: There is no configuration file at <repository>/perf.yml.
    → Name an existing file with --config, or leave --config out to use the one of the base commit.
    "
  `);
});

test('a ref that is not there: the nearest one is named', async () => {
  await using repository = await gitRepository(CHANGE);
  repository.branch('faster-search');
  const ended = await perfcrew.run(['review', '--base', 'main', '--head', 'faster-serch'], repository);
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "perfcrew: There is no branch, tag or commit \`faster-serch\` in <repository>. Nearest: \`faster-search\`, \`main\`.
    → Name one that exists, e.g. \`faster-search\`, or fetch it: \`git fetch origin faster-serch\`.
    "
  `);
});

test('a shallow clone: how to get the history', async () => {
  await using repository = await gitRepository(CHANGE);
  await repository.commit({ 'a.txt': '1' });
  const clone = join(folder, 'shallow');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository.directory}`, clone]);
  const ended = await perfcrew.run(['review', '--base', repository.sha('HEAD^')], { directory: clone });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "perfcrew: \`<commit>\` is not in this clone: its history was cut off when it was cloned.
    → Fetch the whole history: \`git fetch --unshallow\`, or \`fetch-depth: 0\` for actions/checkout in a workflow.
    "
  `);
});

test('not a repository', async () => {
  const directory = join(folder, 'plain');
  await mkdir(directory);
  const ended = await perfcrew.run(['review'], { directory });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "perfcrew: <repository> is not in a git repository: fatal: not a git repository (or any of the parent directories): .git
    → Run perfcrew in a git repository; for a new one: \`git init && git add . && git commit\`.
    "
  `);
});

test('a folder of documents that somebody damaged', async () => {
  await using repository = await gitRepository(CHANGE);
  await repository.commit({ 'server.js': server('response.end("okay")') });
  expect(await perfcrew.run(['plan', '--base', 'HEAD^'], repository)).toMatchObject({ exitCode: 0 });
  await writeFile(join(repository.directory, '.perfcrew/plan.json'), '{"document":"gate-plan","version":2}');
  const ended = await perfcrew.run(['measure'], repository);
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "perfcrew: <repository>/.perfcrew/plan.json does not fit its schema, at version: Invalid input: expected 1.
    → Run the step again with this version of perfcrew.
    "
  `);
});

test('a full disk: told with the path, nothing half written, and a run elsewhere still has its documents', async ({
  skip,
}) => {
  await using repository = await gitRepository(CHANGE);
  await repository.commit({
    'server.js': server('response.end("okay")'),
    'notes.md': 'word\n'.repeat(60_000),
  });
  const disk = join(folder, 'disk');
  await mkdir(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    skip('mounting a small disk needs root');
  }
  try {
    expect(await perfcrew.run(['plan', '--base', 'HEAD^'], repository)).toMatchObject({ exitCode: 0 });
    const before = await readFile(join(repository.directory, '.perfcrew/plan.json'), 'utf8');
    const ended = await perfcrew.run(
      ['review', '--base', 'HEAD^', ...QUICKLY, '--run-directory', join(disk, 'run')],
      repository,
    );
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr.replaceAll(disk, '<disk>')).toMatchInlineSnapshot(`
      "  Assess the risk (… s)
      perfcrew: There is no room left on the disk to write <disk>/run/diff.json.
      → Free some space there, or point TMPDIR or --run-directory at a disk with more room.
      "
    `);
    expect(execFileSync('find', [disk, '-name', '*draft*'], { encoding: 'utf8' })).toBe('');
    expect(await readFile(join(repository.directory, '.perfcrew/plan.json'), 'utf8')).toBe(before);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(await perfcrew.leftFolders()).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('an old Node: which one is needed, and how to get it', async ({ skip }) => {
  const old = execFileSync('/bin/sh', ['-c', 'PATH=/usr/local/bin:/usr/bin:/bin; command -v node || true'], {
    encoding: 'utf8',
  }).trim();
  const version = old === '' ? '' : execFileSync(old, ['--version'], { encoding: 'utf8' }).trim();
  if (!/^v(1\d|2[0-3])\./.test(version)) skip('no older Node is installed');
  const script = `"${old}" "${perfcrew.program}" review 2>&1; echo "exit $?"`;
  const said = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
  expect(said.replace(version, '<version>').replace(old, '<node>')).toMatchInlineSnapshot(`
    "perfcrew needs Node 24 or newer; this is <version> (<node>).
    → Run it on Node 24, which npm can bring along: npx -y -p node@24 -p perfcrew perfcrew review
    exit 2
    "
  `);
});
