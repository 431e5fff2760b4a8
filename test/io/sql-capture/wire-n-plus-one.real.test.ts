// An app nobody can look into, driven one request at a time through the proxy, at two sizes: its loop is found and confirmed.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWireProxy } from '../../../src/io/sql-capture/open-wire-proxy.ts';
import { batchStatement } from '../../../src/measure/n-plus-one/batch-statement.ts';
import { confirmGrowth, type SizedCapture } from '../../../src/measure/n-plus-one/confirm-growth.ts';
import { openFingerprinter } from '../../../src/measure/n-plus-one/fingerprint-statement.ts';
import { placeInRequests, type SentRequest } from '../../../src/measure/n-plus-one/place-in-requests.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { realDatabases } from '../postgres/real-databases.ts';

let folder: string;
let databases: Databases & AsyncDisposable;
let cluster: DatabaseCluster;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pcn-'));
  await chmod(folder, 0o711);
  databases = realDatabases({ temporaryDirectory: folder });
  cluster = await databases.start(18);
  await cluster.create('books');
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const LOOP = 'SELECT title FROM book WHERE author = $1';

/** Three requests to a route that asks for each author's books in turn, with six statements that are meant. */
async function captureWith(authors: number): Promise<SizedCapture> {
  await using session = await cluster.connect('books');
  await session.query(`DROP TABLE IF EXISTS book, author;
    CREATE TABLE author (id int PRIMARY KEY); CREATE TABLE book (title text, author int);
    INSERT INTO author SELECT generate_series(1, ${authors})`);
  await using proxy = await openWireProxy({ serverUrl: cluster.url('books') });
  const pool = new Pool({ connectionString: proxy.url });
  const server = createServer((_, response) => {
    void (async () => {
      for (let index = 0; index < 6; index += 1) await pool.query('SELECT $1::int AS meant', [index]);
      const { rows } = await pool.query('SELECT id FROM author');
      for (const { id } of rows) await pool.query(LOOP, [id]);
      response.end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const requests: SentRequest[] = [];
  for (const id of ['1', '2', '3']) {
    const fromMs = performance.timeOrigin + performance.now();
    await (await fetch(`http://127.0.0.1:${port}/authors`)).text();
    requests.push({
      id,
      method: 'GET',
      path: '/authors',
      fromMs,
      toMs: performance.timeOrigin + performance.now(),
    });
  }
  server.closeAllConnections();
  server.close();
  await pool.end();
  return { capture: placeInRequests(proxy.take().statements, requests), rows: authors };
}

test('the loop over rows grows, the statements that are meant stay', async () => {
  const [small, large] = [await captureWith(10), await captureWith(20)];
  const grown = confirmGrowth({ small, large }, await openFingerprinter());
  expect(
    grown.map(({ repeat, ...growth }) => ({ sql: repeat.fingerprint.sql, route: repeat.route, ...growth })),
  ).toEqual([
    { sql: LOOP, route: 'GET /authors', smallTimes: 10, largeTimes: 20, slope: 1, grows: true },
    {
      sql: 'SELECT $1::int AS meant',
      route: 'GET /authors',
      smallTimes: 6,
      largeTimes: 6,
      slope: 0,
      grows: false,
    },
  ]);
  const replacement = grown[0] === undefined ? null : batchStatement(grown[0].repeat);
  expect(replacement).toBe('SELECT author, title FROM book WHERE author = ANY($1)');
  await using session = await cluster.connect('books');
  expect(await session.query(replacement ?? '', [[1, 2, 3]])).toEqual([]);
});
