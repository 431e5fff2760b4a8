// Each step alone: what a job of a matrix, a script or a person at a terminal does with the command line.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportSchema, type Report } from '../../src/report/report.ts';
import { realDatabases } from '../io/postgres/real-databases.ts';
import { gitRepository, type GitRepository } from '../kit/git-repository.ts';
import { installedPerfcrew, type InstalledPerfcrew } from './installed-perfcrew.ts';
import { ONE_QUERY } from './small-apps.ts';

let perfcrew: InstalledPerfcrew;
let repository: GitRepository;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
  repository = await gitRepository({
    '.github/perfcrew.yml': `database: { schema: [schema.sql], migrations: [migrations/*.sql] }\n${ONE_QUERY}checks: { build: node build.js }\n`,
    'build.js': 'console.log("built");\n',
    'schema.sql': `CREATE TABLE items (id int PRIMARY KEY, shelf int);
CREATE INDEX items_shelf_idx ON items (shelf);
INSERT INTO items SELECT n, n FROM generate_series(1, 20000) AS n;
`,
    'items.sql': 'SELECT * FROM items WHERE shelf = 7\n',
  });
  repository.branch('change');
  await repository.commit({ 'migrations/001_drop.sql': 'DROP INDEX items_shelf_idx;\n' });
});
afterAll(async () => {
  await repository[Symbol.asyncDispose]();
  await perfcrew[Symbol.asyncDispose]();
});

const CHANGE = ['--base', 'main', '--head', 'change', '--level', 'comprehensive'] as const;

describe('one step after the other in one folder', () => {
  test('comes to the verdict of a whole review; each step prints one document of its schema', async () => {
    const one = await runJson(['review', ...CHANGE, '--run-directory', 'whole'], 1);
    expectSchema('report', one);
    const whole = reportSchema.parse(one);

    const folder = ['--run-directory', 'steps'] as const;
    expectSchema('risk-assessment', await runJson(['assess', ...CHANGE, ...folder]));
    const plan = await runJson(['plan', ...CHANGE, ...folder]);
    expectSchema('gate-plan', plan);
    const gates = ['build', 'static', 'query', 'migration', 'security'];
    expect(plan).toMatchObject({ gates: gates.map((gate) => ({ gate })) });
    for (const gate of gates) {
      const measurements = await runJson(['measure', '--gates', gate, '--shard', '1/1', ...folder]);
      expect(measurements).toHaveLength(1);
      for (const measurement of Array.isArray(measurements) ? measurements : []) {
        expectSchema('measurement', measurement);
        expect(measurement).toMatchObject({ gate });
      }
    }
    expectSchema('comparison', await runJson(['compare', ...folder], 1));
    const last = await runJson(['report', ...folder], 1);
    expectSchema('report', last);
    const steps = reportSchema.parse(last);

    expect(summaryOf(steps)).toEqual(summaryOf(whole));
    expect(steps.verdict.conclusion).toBe('fail');
    expect(steps.findings.map(({ location }) => location?.path)).toContain('migrations/001_drop.sql');
    const files = ['.gitignore', 'report.html', 'report.json', 'report.md', 'report.sarif'];
    expect(await readdir(join(repository.directory, 'steps'))).toEqual(expect.arrayContaining(files));
  });

  test('measurements of another change in the same folder are left alone and not counted', async () => {
    const folder = ['--run-directory', 'steps'] as const;
    await runJson(['plan', '--base', 'main', '--head', 'main', '--level', 'comprehensive', ...folder]);
    const before = await readdir(join(repository.directory, 'steps/measurements'));
    const report = reportSchema.parse(await runJson(['report', ...folder]));
    expect(report.comparison.metrics).toEqual([]);
    expect(await readdir(join(repository.directory, 'steps/measurements'))).toEqual(before);
    expect(before.length).toBeGreaterThan(1);
  });

  test('judging needs no repository where the configuration is given as a file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
    try {
      await writeFile(join(directory, 'perfcrew.yml'), repository.git('show', 'main:.github/perfcrew.yml'));
      const run = join(repository.directory, 'whole');
      const words = ['compare', '--run-directory', run, '--config', 'perfcrew.yml', '--json'];
      expect(await perfcrew.run(words, { directory })).toMatchObject({ exitCode: 1, stderr: '' });
      const without = await perfcrew.run(words.toSpliced(3, 2), { directory });
      expect(without).toMatchObject({ exitCode: 2, stdout: '' });
      expect(without.stderr).toContain('is not in a git repository');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('what is said', () => {
  test('progress, a line for each phase that ended, where nobody watches', async () => {
    const ended = await perfcrew.run(['review', ...CHANGE, '--run-directory', 'said'], repository);
    expect(ended.stderr).toMatchInlineSnapshot(`
      "  Assess the risk (… s)
        Read the change (… s)
        Check out base and head (… s)
        Install dependencies (… s)
        Building base's database on PostgreSQL 18.4 (… s)
        Building head's database: a copy of base's and migrations/001_drop.sql (… s)
        Prepare databases (… s)
        Gate build: measured (… s)
        Gate query: measured (… s)
        Gate migration: measured (… s)
      "
    `);
    expect(ended.stdout).toContain('Report: said/report.html\n');
  });

  test('nothing but warnings in CI, unless more is asked for', async () => {
    const words = ['plan', '--head', 'change', '--base', 'main', '--run-directory', 'said'];
    const environment = { CI: 'true' };
    const { directory } = repository;
    expect(await perfcrew.run(words, { directory, environment })).toMatchObject({ exitCode: 0, stderr: '' });

    await using bare = await gitRepository({ 'a.txt': '1' });
    const warned = await perfcrew.run(['plan', '--base', 'main'], { directory: bare.directory, environment });
    expect(warned.exitCode).toBe(0);
    expect(warned.stderr).toMatchInlineSnapshot(`
      "! The base commit has no .github/perfcrew.yml, so there is nothing to measure. Run \`perfcrew init\` and merge what it writes.
      "
    `);
  });

  test('on a terminal a line that tells the time running, and colours', ({ skip }) => {
    const command = `"${process.execPath}" "${perfcrew.program}" review --base main --head change --level comprehensive`;
    let shown: string;
    try {
      // https://man7.org/linux/man-pages/man1/script.1.html
      shown = execFileSync(TERMINAL, ['-qec', `${command}; true`, '/dev/null'], {
        cwd: repository.directory,
        encoding: 'utf8',
        env: {
          ...process.env,
          CI: '',
          NO_COLOR: '',
          TERM: 'xterm',
          PERFCREW_CACHE: join(import.meta.dirname, '../../.cache'),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch {
      return skip('there is no program `script` as Linux has it');
    }
    expect(shown).toContain('\r\u001B[2K  Gate query … 0.0 s');
    expect(shown).toContain('\u001B[1mFAIL');
  });
});

test('queries are explained on a database of the user’s own where the environment names one, and only read there', async () => {
  await using databases = realDatabases();
  await using cluster = await databases.start(18);
  await cluster.create('shop');
  await using session = await cluster.connect('shop');
  await session.query(
    'CREATE TABLE items (id int PRIMARY KEY); INSERT INTO items SELECT generate_series(1, 500)',
  );
  await using app = await gitRepository({
    '.github/perfcrew.yml': `database: { external_url_env: STAGING_URL }\n${ONE_QUERY}`,
    'items.sql': 'SELECT * FROM items WHERE id = 1\n',
  });
  app.branch('change');
  await app.commit({ 'items.sql': 'DELETE FROM items\n' });
  const words = ['review', '--base', 'main', '--level', 'comprehensive', '--json'];
  const ended = await perfcrew.run(words, {
    directory: app.directory,
    environment: { STAGING_URL: cluster.url('shop') },
  });
  const report = reportSchema.parse(JSON.parse(ended.stdout));
  expect(report.measurements.filter(({ gate }) => gate === 'query')).toMatchObject([
    { target: 'items', environment: { postgres: cluster.version } },
  ]);
  expect(await session.query('SELECT count(*)::int AS items FROM items')).toEqual([{ items: 500 }]);
  const password = new URL(cluster.url('shop')).password;
  expect(password).not.toBe('');
  expect(ended.stdout + ended.stderr).not.toContain(password);
});

test('the same seed replays the order of the runs, another gives another', async () => {
  await using bench = await gitRepository({
    '.github/perfcrew.yml': 'targets: { commands: [{ name: bench, run: node bench.js, runs: 12 }] }\n',
    'bench.js': noting('base'),
  });
  bench.branch('change');
  await bench.commit({ 'bench.js': noting('head') });
  const plan = ['plan', '--base', 'main', '--level', 'comprehensive'];
  expect(await perfcrew.run(plan, bench)).toMatchObject({ exitCode: 0 });
  const orderOf = async (seed: string): Promise<readonly string[]> => {
    const home = await mkdtemp(join(bench.directory, 'home-'));
    const words = ['measure', '--seed', seed, '--minutes', '1'];
    const ended = await perfcrew.run(words, { directory: bench.directory, environment: { HOME: home } });
    expect(ended.exitCode).toBe(0);
    return (await readFile(join(home, 'order.txt'), 'utf8')).trim().split('\n');
  };
  const first = await orderOf('7');
  expect(new Set(first)).toEqual(new Set(['base', 'head']));
  // How many runs it takes to be sure is up to the machine; their order is not.
  const startOf = (order: readonly string[]) => order.slice(0, LEAST_RUNS);
  expect(first.length).toBeGreaterThanOrEqual(LEAST_RUNS);
  expect(startOf(await orderOf('7'))).toEqual(startOf(first));
  expect(startOf(await orderOf('8'))).not.toEqual(startOf(first));
});

/** Of all three processes, before the first look. */
const LEAST_RUNS = 9;

/** Runs a command on a terminal of its own. */
const TERMINAL = 'script';

function noting(side: string): string {
  return `require('node:fs').appendFileSync(process.env.HOME + '/order.txt', '${side}\\n');\n`;
}

async function runJson(words: readonly string[], exitCode = 0): Promise<unknown> {
  const ended = await perfcrew.run([...words, '--json'], repository);
  expect(ended).toMatchObject({ exitCode, stderr: '' });
  return JSON.parse(ended.stdout);
}

function expectSchema(name: string, document: unknown): void {
  const schema: unknown = JSON.parse(schemas.get(name) ?? 'null');
  if (typeof schema !== 'object' || schema === null) throw new Error(`There is no schema/${name}.json.`);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
}

const schemas = new Map<string, string>();
beforeAll(async () => {
  const folder = join(import.meta.dirname, '../../schema');
  for (const file of await readdir(folder)) {
    schemas.set(file.replace(/\.json$/, ''), await readFile(join(folder, file), 'utf8'));
  }
});

/** What must not depend on how the steps were divided. */
function summaryOf({ verdict, findings, risk, plan }: Report) {
  return {
    verdict,
    findings: findings.map(({ id, title, location }) => ({ id, title, location })),
    risk,
    plan,
  };
}
