// `perfcrew explain` and `perfcrew statistics` as installed: SQL without a pull request, and production's sizes as a file.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explanationSchema } from '../../src/explain/explanation.ts';
import { productionStatisticsSchema } from '../../src/measure/statistics/production-statistics.ts';
import type { DatabaseCluster, Databases } from '../../src/ports/databases.ts';
import { realDatabases } from '../io/postgres/real-databases.ts';
import { gitRepository, type GitRepository } from '../kit/git-repository.ts';
import { installedPerfcrew, type InstalledPerfcrew } from './installed-perfcrew.ts';

const CONFIG = 'database:\n  schema: [db/schema.sql]\n  seed: [db/seed.sql]\n';
const FILES = {
  '.github/perfcrew.yml': CONFIG,
  'db/schema.sql':
    'CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, note text NOT NULL);\n',
  'db/seed.sql':
    "INSERT INTO orders SELECT i, i % 900, repeat('n', 90) FROM generate_series(1, 20000) AS i;\n",
  'db/of-customer.sql': 'SELECT id FROM orders WHERE customer_id = $1;\n',
};

let perfcrew: InstalledPerfcrew;
let repository: GitRepository;
let folder: string;
let databases: Databases & AsyncDisposable;
let theirs: DatabaseCluster;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
  repository = await gitRepository(FILES);
  folder = await mkdtemp(join(tmpdir(), 'pce-'));
  await chmod(folder, 0o711);
  databases = realDatabases({ temporaryDirectory: folder });
  theirs = await databases.start(18);
  await theirs.create('shop');
  await using session = await theirs.connect('shop');
  await session.query(`${FILES['db/schema.sql']} ${FILES['db/seed.sql']} ANALYZE;`);
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
  await repository[Symbol.asyncDispose]();
  await perfcrew[Symbol.asyncDispose]();
});

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return perfcrew.run(words, { directory: repository.directory, environment });
}

describe('perfcrew explain', () => {
  test('explains a file, advises an index it has tried, and leaves nothing behind', async () => {
    const ended = await run(['explain', 'db/of-customer.sql', '--parameters', '[7]', '--quiet']);
    expect(ended.stderr).toBe('');
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toContain('Seq Scan on orders');
    expect(ended.stdout).toMatch(/CREATE INDEX CONCURRENTLY \S+ ON public\.orders \(customer_id\)/);
    expect(repository.git('status', '--short')).toBe('');
    expect(await perfcrew.leftFolders()).toEqual([]);
    expect(await perfcrew.leftProcesses()).toEqual([]);
  });

  test('prints one document as JSON', async () => {
    const { stdout } = await run(['explain', 'SELECT note FROM orders WHERE id = 7', '--json']);
    const { statements, mode } = explanationSchema.parse(JSON.parse(stdout));
    expect(mode).toBe('run');
    expect(statements).toMatchObject([{ blocks: 3, remarks: [] }]);
  });

  test('says what to do about words it cannot use', async () => {
    const odd = await run(['explain', 'SELECT 1', '--parameters', 'seven']);
    expect(odd).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is no JSON list of values') });
    const both = await run(['explain', 'SELECT 1', '--app']);
    expect(both).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('one at a time') });
    const more = await run(['explain', 'SELECT 1', 'SELECT 2']);
    expect(more).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('SELECT 2') });
  });
});

describe('perfcrew statistics', () => {
  test('writes sizes and distributions, no text, and what to do with them', async () => {
    const environment = { DATABASE_URL: theirs.url('shop') };
    const ended = await run(['statistics', '--write', '.perfcrew/production.json'], environment);
    expect(ended.stdout).toContain('1 table, 3 columns, text values omitted');
    const text = await readFile(join(repository.directory, '.perfcrew/production.json'), 'utf8');
    const { tables } = productionStatisticsSchema.parse(JSON.parse(text));
    expect(tables).toMatchObject([{ name: 'orders', rows: 20_000 }]);
    expect(text).not.toContain('nnnn');
    const printed = await run(['statistics', '--text-values', 'kept'], environment);
    expect(printed.stdout).toContain('nnnn');
  });

  test('says what is missing', async () => {
    const none = await run(['statistics']);
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('DATABASE_URL') });
    const odd = await run(['statistics', '--text-values', 'all']);
    expect(odd).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('omitted, hashed, kept') });
  });
});
