// Real Postgres 18: what a cluster promises, and that nothing of it stays behind.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DatabaseError, type DatabaseCluster, type Databases } from '../../../src/ports/databases.ts';
import { realDatabases } from './real-databases.ts';

let folder: string;
let databases: Databases & AsyncDisposable;
let cluster: DatabaseCluster;
beforeAll(async () => {
  folder = await makeFolder();
  databases = realDatabases({ temporaryDirectory: folder });
  cluster = await databases.start(18);
  await cluster.create('shop');
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  const left = await readdir(folder);
  await rm(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});

/** As root the server runs as another user, who must be able to get there. */
async function makeFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'pgt-'));
  await chmod(made, 0o711);
  return made;
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no refusal',
    (error: unknown) => error,
  );
}

describe('a cluster', () => {
  test('names its version', () => {
    expect(cluster.version).toMatch(/^18\.\d+$/);
  });

  test('is reached by the app through loopback with the password of its URL only', async () => {
    const url = cluster.url('shop');
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const app = new Client({ connectionString: url });
    await app.connect();
    expect((await app.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'shop' }]);
    await app.end();

    const stranger = new Client({ connectionString: url.replace(/:[^:@]+@/, ':guess@') });
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
  });

  test('keeps plans repeatable: nothing parallel, compiled or vacuumed behind the back, same time zone', async () => {
    await using session = await cluster.connect('shop');
    const settings = [
      'autovacuum',
      'jit',
      'max_parallel_workers_per_gather',
      'TimeZone',
      'shared_preload_libraries',
    ];
    const rows = await session.query(
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [settings],
    );
    expect(rows.map(({ name, setting }) => `${String(name)}=${String(setting)}`)).toEqual([
      'autovacuum=off',
      'jit=off',
      'max_parallel_workers_per_gather=0',
      'shared_preload_libraries=pg_stat_statements',
      'TimeZone=UTC',
    ]);
  });

  test('counts statements by database', async () => {
    await using session = await cluster.connect('shop');
    await session.query('SELECT 4711 AS counted');
    await using counter = await cluster.connect('postgres');
    const rows = await counter.query(
      `SELECT query, calls::int FROM pg_stat_statements JOIN pg_database ON oid = dbid
       WHERE datname = 'shop' AND query LIKE '%AS counted'`,
    );
    expect(rows).toEqual([{ query: 'SELECT $1 AS counted', calls: 1 }]);
  });

  test('runs one statement with parameters, or several without', async () => {
    await using session = await cluster.connect('shop');
    expect(await session.query('SELECT $1::int + 1 AS sum', [41])).toEqual([{ sum: 42 }]);
    expect(
      await session.query(
        'CREATE TABLE several (i int); INSERT INTO several VALUES (7); SELECT i FROM several',
      ),
    ).toEqual([{ i: 7 }]);
    expect(await refusal(session.query('SELECT 1; SELECT 2', []))).toMatchObject({ sqlState: '42601' });
  });

  test('tells a refused statement in the words of the server, with the place', async () => {
    await using session = await cluster.connect('shop');
    const error = await refusal(session.query('SELECT * FORM orders'));
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({
      message: 'syntax error at or near "FORM"',
      sqlState: '42601',
      position: 10,
    });
    expect(await session.query('SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  test('clones a database whose app still holds a connection, and the two go their own ways', async () => {
    await cluster.create('origin');
    await using lingering = await cluster.connect('origin');
    await lingering.query('CREATE TABLE t AS SELECT generate_series(1, 1000) AS i');
    await cluster.clone('origin', 'copy');
    await using origin = await cluster.connect('origin');
    await using copy = await cluster.connect('copy');
    await copy.query('DELETE FROM t WHERE i > 1');
    expect(await copy.query('SELECT count(*)::int AS rows FROM t')).toEqual([{ rows: 1 }]);
    expect(await origin.query('SELECT count(*)::int AS rows FROM t')).toEqual([{ rows: 1000 }]);
    expect(await refusal(lingering.query('SELECT 1'))).toMatchObject({ name: 'DatabaseError' });
  });

  test('sorts text the same on every machine, by the ICU that comes with the binaries', async () => {
    await using session = await cluster.connect('shop');
    const rows = await session.query(
      "SELECT word FROM unnest(ARRAY['b', 'A', 'a', 'B', 'é', 'f']) AS word ORDER BY word",
    );
    expect(rows.map(({ word }) => word).join('')).toBe('aAbBéf');
  });
});

describe('a database of the user', () => {
  test('can be read but not written, however the statement is put', async () => {
    await using owner = await cluster.connect('shop');
    await owner.query('CREATE TABLE kept (i int); INSERT INTO kept VALUES (1), (2)');
    const before = await owner.query('SELECT xmin::text, i FROM kept ORDER BY i');
    await using guest = await databases.attach(cluster.url('shop'), 'read-only');

    expect(await guest.query('SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 2 }]);
    for (const attempt of [
      'DELETE FROM kept',
      'INSERT INTO kept VALUES (3)',
      'EXPLAIN (ANALYZE) UPDATE kept SET i = i + 1',
      'DROP TABLE kept',
      'COMMIT; DELETE FROM kept',
      'SET default_transaction_read_only = off; DELETE FROM kept',
      "DO $$ BEGIN EXECUTE 'DELETE FROM kept'; END $$",
    ]) {
      expect(await refusal(guest.query(attempt)), attempt).toMatchObject({ name: 'DatabaseError' });
    }
    await guest.query('SET default_transaction_read_only = off');
    await guest.query('SET TRANSACTION READ WRITE');
    expect(await refusal(guest.query('DELETE FROM kept'))).toMatchObject({ sqlState: '25006' });
    expect(await owner.query('SELECT xmin::text, i FROM kept ORDER BY i')).toEqual(before);
  });

  test('can be written where that is allowed', async () => {
    await using guest = await databases.attach(cluster.url('shop'), 'read-write');
    expect(
      await guest.query('CREATE TABLE written (i int); INSERT INTO written VALUES (1) RETURNING i'),
    ).toEqual([{ i: 1 }]);
  });

  test('that cannot be reached is told with host, database and mend, never with the password', async () => {
    const error = await refusal(databases.attach('postgres://me:s3cret@127.0.0.1:1/sales', 'read-only'));
    expect(error).toMatchObject({ code: 'no-database', mend: expect.stringContaining('external_url_env') });
    expect(String(error)).toContain('127.0.0.1:1/sales: connect ECONNREFUSED');
    expect(String(error)).not.toContain('s3cret');
  });
});

describe('ending', () => {
  test('a major that does not exist is told with those that do', async () => {
    expect(await refusal(databases.start(13))).toMatchObject({
      code: 'no-database',
      mend: 'Set `database.postgres` in .github/perfcrew.yml to one of 14, 15, 16, 17, 18.',
    });
  });

  test('an interrupted run leaves no server and no data', async () => {
    const controller = new AbortController();
    const own = await makeFolder();
    await using interrupted = realDatabases({ signal: controller.signal, temporaryDirectory: own });
    const doomed = await interrupted.start(18);
    await using session = await doomed.connect('postgres');
    controller.abort();
    await vi.waitFor(async () => expect(await readdir(own)).toEqual([]), { timeout: 30_000 });
    expect(await refusal(session.query('SELECT 1'))).toMatchObject({ name: 'DatabaseError' });
    expect(await refusal(interrupted.start(18))).toMatchObject({ code: 'interrupted' });
    expect(await readdir(own)).toEqual([]);
    await rm(own, { recursive: true });
  });

  test('a perfcrew that is killed leaves no server and no data', async () => {
    const own = await makeFolder();
    const script = fileURLToPath(new URL('./start-and-wait.ts', import.meta.url));
    const child = spawn(process.execPath, [script, own], { stdio: ['ignore', 'pipe', 'inherit'] });
    const postmaster = await new Promise<number>((resolve) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    expect(existsSync(`/proc/${postmaster}`) || process.platform !== 'linux').toBe(true);
    child.kill('SIGKILL');
    await vi.waitFor(
      async () => {
        expect(await readdir(own)).toEqual([]);
        expect(() => process.kill(postmaster, 0)).toThrow(/ESRCH/);
      },
      { timeout: 30_000 },
    );
    await rm(own, { recursive: true });
  });
});
