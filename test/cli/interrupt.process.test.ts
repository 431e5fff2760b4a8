// Ctrl-C, at the moments when most is running: exit code 2, one sentence, and nothing of the run is left but its documents.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { gitRepository, type Tree } from '../kit/git-repository.ts';
import { installedPerfcrew, type InstalledPerfcrew } from './installed-perfcrew.ts';
import { APP, ONE_PAGE, ONE_QUERY, ONE_ROUTE, PAGE, server } from './small-apps.ts';

let perfcrew: InstalledPerfcrew;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
});
afterAll(() => perfcrew[Symbol.asyncDispose]());

interface Moment {
  readonly config: string;
  readonly files: Tree;
  /** True as soon as the signal is to be sent; asked with the command lines of what runs. */
  readonly reached: (commands: readonly string[]) => boolean;
}

async function interruptAt({ config, files, reached }: Moment, signal: NodeJS.Signals = 'SIGINT') {
  await using repository = await gitRepository({ '.github/perfcrew.yml': config, ...files });
  const { directory } = repository;
  const words = ['review', '--level', 'comprehensive', '--minutes', '2', '--base', 'main'];
  repository.branch('change');
  await repository.commit({ 'changed.txt': 'yes' });
  // An earlier run left its documents in another folder.
  const earlier = join(directory, 'earlier');
  await perfcrew.run(['plan', '--base', 'main', '--run-directory', earlier], { directory });
  await writeFile(join(earlier, 'report.html'), 'an earlier report');
  const before = await documentsIn(earlier);

  const running = perfcrew.start(words, { directory });
  const tooEarly = running.ended.then(({ stderr }) =>
    Promise.reject(new Error(`It ended before: ${stderr}`)),
  );
  const moment = vi.waitUntil(async () => reached(await perfcrew.leftProcesses()), {
    timeout: 60_000,
    interval: 20,
  });
  await Promise.race([moment, tooEarly]);
  const sentAt = performance.now();
  tooEarly.catch(() => undefined);
  // Ctrl-C reaches every process of the terminal's job, a cancelled job only the first.
  process.kill(signal === 'SIGINT' ? -(running.process.pid ?? 0) : (running.process.pid ?? 0), signal);
  const ended = await running.ended;
  const tookMs = performance.now() - sentAt;

  expect(await perfcrew.leftProcesses()).toEqual([]);
  expect(await perfcrew.leftFolders()).toEqual([]);
  expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
  expect(repository.git('status', '--short')).toBe('');
  expect(await documentsIn(earlier)).toEqual(before);
  expect(await stat(join(directory, '.perfcrew/plan.json')).then(() => true)).toBe(true);
  return { ...ended, tookMs };
}

async function documentsIn(folder: string): Promise<readonly string[]> {
  const names = ['pull-request.json', 'diff.json', 'risk.json', 'plan.json', 'report.html'];
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

const SAID = 'perfcrew: interrupted; worktrees, servers and databases are gone.\n';
/** Comparing answers starts and stops six servers before the load, and a stubborn one takes its time each time. */
const LOAD_FIRST = 'gates: { comprehensive: { behaviour: { run: skip } } }\n';
const SLOW_ANSWER = 'setTimeout(() => response.end("ok"), 5)';

test('while dependencies are installed', async () => {
  const ended = await interruptAt({
    config: `setup: { install: "echo begun; sleep 321" }\n${APP}${ONE_ROUTE}`,
    files: { 'server.js': server(SLOW_ANSWER) },
    reached: (commands) => commands.some((command) => command.startsWith('sleep 321')),
  });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain(SAID);
});

test('while both servers run under load', async () => {
  const ended = await interruptAt({
    config: APP + ONE_ROUTE,
    files: { 'server.js': server(SLOW_ANSWER) },
    reached: (commands) => commands.some((command) => command.includes('load-driver')),
  });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain(SAID);
});

test('while a server ignores being asked to stop', async () => {
  const ended = await interruptAt({
    config: APP + ONE_ROUTE + LOAD_FIRST,
    files: { 'server.js': `process.on('SIGTERM', () => {});\n${server(SLOW_ANSWER)}` },
    reached: (commands) => commands.some((command) => command.includes('load-driver')),
  });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.tookMs).toBeLessThan(20_000);
});

test('while Chromium runs', async () => {
  const ended = await interruptAt({
    config: APP + ONE_PAGE,
    files: { 'server.js': server(PAGE) },
    reached: (commands) => commands.some((command) => command.includes('--type=renderer')),
  });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain(SAID);
});

test('while Postgres is being filled', async () => {
  const ended = await interruptAt({
    config: `database: { schema: [schema.sql], seed: [seed.sql] }\n${ONE_QUERY}`,
    files: {
      'schema.sql': 'CREATE TABLE items (id bigint PRIMARY KEY);\n',
      'seed.sql': 'SELECT pg_sleep(321);\n',
      'items.sql': 'SELECT * FROM items\n',
    },
    reached: (commands) => commands.some((command) => /postgres: .*SELECT/.test(command)),
  });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain(SAID);
});

test('by a cancelled job (SIGTERM) as by Ctrl-C', async () => {
  const ended = await interruptAt(
    {
      config: APP + ONE_ROUTE,
      files: { 'server.js': server(SLOW_ANSWER) },
      reached: (commands) => commands.some((command) => command.includes('load-driver')),
    },
    'SIGTERM',
  );
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain(SAID);
});

test('a second Ctrl-C does not wait for a stubborn server, and the next run clears what is left', async () => {
  await using repository = await gitRepository({
    '.github/perfcrew.yml': APP + ONE_ROUTE + LOAD_FIRST,
    'server.js': `process.on('SIGTERM', () => {});\n${server(SLOW_ANSWER)}`,
  });
  const { directory } = repository;
  repository.branch('change');
  await repository.commit({ 'changed.txt': 'yes' });
  const words = ['review', '--level', 'comprehensive', '--minutes', '2', '--base', 'main'];
  const running = perfcrew.start(words, { directory });
  const reached = async () =>
    (await perfcrew.leftProcesses()).some((command) => command.includes('load-driver'));
  await vi.waitUntil(reached, { timeout: 60_000, interval: 20 });
  let over = false;
  void running.ended.finally(() => (over = true));
  // Again and again, as an impatient person does.
  await vi.waitUntil(() => over || !running.process.kill('SIGINT'), { timeout: 60_000, interval: 250 });
  expect(await running.ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(running.said()).not.toContain(SAID);
  expect(await perfcrew.leftProcesses()).toEqual([]);

  await perfcrew.run(['plan', '--base', 'main'], { directory });
  expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
  expect(await perfcrew.leftFolders()).toEqual([]);
});
