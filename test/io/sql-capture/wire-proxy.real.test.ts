// A real client through the proxy to a real server: everything works as without it, and every statement is told.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWireProxy } from '../../../src/io/sql-capture/open-wire-proxy.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { realDatabases } from '../postgres/real-databases.ts';
import { message, sync } from './recorded-stream.ts';

let folder: string;
let databases: Databases & AsyncDisposable;
let cluster: DatabaseCluster;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pcw-'));
  await chmod(folder, 0o711);
  databases = realDatabases({ temporaryDirectory: folder });
  cluster = await databases.start(18);
  await cluster.create('books');
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const openProxy = () => openWireProxy({ serverUrl: cluster.url('books') });

async function connected(url: string, options: object = {}): Promise<Client & AsyncDisposable> {
  const client = new Client({ connectionString: url, ...options });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

test('tells simple, unnamed and named statements with parameters, rows and duration', async () => {
  await using proxy = await openProxy();
  await using client = await connected(proxy.url);
  await client.query('SELECT 1 AS one');
  await client.query('SELECT $1::int AS number, $2::text AS word', [7, 'seven']);
  const named = { name: 'many', text: 'SELECT i FROM generate_series(1, $1::int) AS i' };
  await client.query({ ...named, values: [3] });
  await client.query({ ...named, values: [5] });
  const { statements, seenStatements } = proxy.take();
  expect(seenStatements).toBe(4);
  expect(
    statements.map(({ sql, parameters, rows }) => [sql, parameters.map(({ value }) => value), rows]),
  ).toEqual([
    ['SELECT 1 AS one', [], 1],
    ['SELECT $1::int AS number, $2::text AS word', ['7', 'seven'], 1],
    [named.text, ['3'], 3],
    [named.text, ['5'], 5],
  ]);
  expect(
    statements.every(({ durationMs, failure }) => durationMs !== null && durationMs > 0 && failure === null),
  ).toBe(true);
  expect(proxy.take()).toEqual({ statements: [], seenStatements: 0 });
});

test('tells a refusal by its code, and goes on', async () => {
  await using proxy = await openProxy();
  await using client = await connected(proxy.url);
  await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toThrow(/division by zero/);
  await expect(client.query('SELECT 1 / 0')).rejects.toThrow(/division by zero/);
  expect((await client.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  expect(proxy.take().statements.map(({ sql, failure }) => [sql, failure])).toEqual([
    ['SELECT 1 / $1::int', '22012'],
    ['SELECT 1 / 0', '22012'],
    ['SELECT 2 AS two', null],
  ]);
});

test('works where the client first asks for encryption', async () => {
  await using proxy = await openProxy();
  await expect(connected(proxy.url, { ssl: { rejectUnauthorized: false } })).rejects.toThrow(
    /does not support SSL/,
  );
});

test('keeps many connections apart', async () => {
  await using proxy = await openProxy();
  const pool = new Pool({ connectionString: proxy.url, max: 8 });
  await Promise.all(
    Array.from({ length: 200 }, (_, index) => pool.query('SELECT $1::int + $2::int AS sum', [index, 1000])),
  );
  await pool.end();
  const { statements } = proxy.take();
  const first = statements.map(({ parameters }) => Number(parameters[0]?.value));
  expect(first.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 200 }, (_, index) => index),
  );
});

test('lets a large result and a large parameter through whole, and keeps little of it', async () => {
  await using proxy = await openProxy();
  await using client = await connected(proxy.url);
  const large = 'x'.repeat(3_000_000);
  const { rows } = await client.query('SELECT length($1::text) AS length, repeat($1::text, 5) AS text', [
    large,
  ]);
  expect([rows[0].length, rows[0].text.length]).toEqual([3_000_000, 15_000_000]);
  await client.query('SELECT 1 AS after');
  const [statement, after] = proxy.take().statements;
  expect(statement?.isTruncated).toBe(true);
  expect(JSON.stringify(statement).length).toBeLessThan(10_000);
  expect(after?.sql).toBe('SELECT 1 AS after');
});

test('lets rows be copied in and out', async () => {
  await using proxy = await openProxy();
  await using client = await connected(proxy.url);
  await client.query('CREATE TEMPORARY TABLE copied (i int)');
  await copyIn(client, 'COPY copied FROM STDIN', '1\n2\n3\n');
  await client.query('COPY copied TO STDOUT');
  expect((await client.query('SELECT sum(i)::int AS sum FROM copied')).rows).toEqual([{ sum: 6 }]);
  expect(proxy.take().statements.map(({ sql, rows }) => [sql, rows])).toEqual([
    ['CREATE TEMPORARY TABLE copied (i int)', 0],
    ['COPY copied FROM STDIN', 3],
    ['COPY copied TO STDOUT', 3],
    ['SELECT sum(i)::int AS sum FROM copied', 1],
  ]);
});

/** The extended protocol with a Sync sent ahead, which the server overlooks while it takes in rows. */
function copyIn(client: Client, sql: string, rows: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit(connection: pg.Connection) {
        connection.parse({ name: '', text: sql, types: [] }, true);
        connection.bind({ portal: '', statement: '', values: [] }, true);
        connection.execute({ portal: '', rows: '0' }, true);
        connection.sync();
      },
      handleCopyInResponse(connection: { stream: { write(bytes: Buffer): void } }) {
        connection.stream.write(Buffer.concat([message('d', Buffer.from(rows)), message('c'), sync]));
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    } as pg.Submittable);
  });
}

test('samples fairly once there is no more room, and says how many there were', async () => {
  let state = 7;
  const random = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  await using proxy = await openWireProxy({ serverUrl: cluster.url('books'), capacity: 10, random });
  await using client = await connected(proxy.url);
  for (let index = 0; index < 100; index += 1) await client.query('SELECT $1::int AS number', [index]);
  const { statements, seenStatements } = proxy.take();
  expect([statements.length, seenStatements]).toEqual([10, 100]);
  const numbers = statements.map(({ parameters }) => Number(parameters[0]?.value));
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  expect(numbers.at(-1)).toBeGreaterThan(50);
});

test('cancels what runs through it', async () => {
  await using proxy = await openProxy();
  await using client = await connected(proxy.url);
  const sleeping = client.query('SELECT pg_sleep(60)');
  const refused = expect(sleeping).rejects.toThrow(/canceling statement/);
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  expect(processID).toBeGreaterThan(0);
  // A wish to cancel that comes before the statement runs is lost.
  await using onlooker = await cluster.connect('postgres');
  const isAsleep = async () =>
    (
      await onlooker.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", [
        processID,
      ])
    ).length === 1;
  while (!(await isAsleep()));
  // pg's own way: a second connection that says only which one to cancel.
  const canceller = new Client({ connectionString: proxy.url });
  const { connection } = canceller as unknown as {
    connection: {
      connect(port: number, host: string): void;
      cancel(processID: number, secretKey: number): void;
      on(event: string, listener: () => void): void;
    };
  };
  const { port, hostname } = new URL(proxy.url);
  connection.on('connect', () => connection.cancel(processID, secretKey));
  connection.connect(Number(port), hostname);
  await refused;
  expect(proxy.take().statements.map(({ sql, failure }) => [sql, failure])).toEqual([
    ['SELECT pg_sleep(60)', '57014'],
  ]);
});
