// Queries per request, counted by a real Postgres under a real server with a query in a loop.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Pool } from 'pg';
import { configSchema } from '../../../src/config/config.ts';
import { openDatabases } from '../../../src/io/postgres/open-databases.ts';
import { countQueries } from '../../../src/measure/load/count-queries.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { realWorld } from './gauge-context.ts';

const world = realWorld();
let databases: Databases & AsyncDisposable;
let cluster: DatabaseCluster;
beforeAll(async () => {
  databases = openDatabases({ toolbox: world.toolbox, signal: world.signal, log: world.log });
  cluster = await databases.start(18);
  await cluster.create('shop');
  await using session = await cluster.connect('shop');
  await session.query(`create table orders (id int primary key);
    create table items (id int primary key, order_id int);
    insert into orders select generate_series(1, 7);
    insert into items select n, n from generate_series(1, 7) n`);
});
afterAll(() => databases[Symbol.asyncDispose]());

it('counts the statements of one request, without transaction control and what runs in the background', async () => {
  const pool = new Pool({ connectionString: cluster.url('shop'), max: 2 });
  const server = createServer((_, response) => void answer().then(() => response.end()));
  async function answer(): Promise<void> {
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ id: number }>('select id from orders');
    for (const { id } of rows) await client.query('select * from items where order_id = $1', [id]);
    await client.query('commit');
    client.release();
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const [route] = configSchema.parse({ targets: { routes: [{ path: '/' }] } }).targets.routes;
  if (route === undefined) throw new Error('no route');
  try {
    const count = await countQueries(world, { cluster, database: 'shop', origin, route });
    expect(count.perRequest).toEqual([8, 8, 8, 8, 8]);
    expect(Object.fromEntries(count.statements)).toEqual({
      'select * from items where order_id = $1': 7,
      'select id from orders': 1,
    });
  } finally {
    server.close();
    await pool.end();
  }
});
