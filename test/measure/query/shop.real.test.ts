// The example shop: its slow branch loses an index, and only that query's plan says so.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeShop } from '../../../examples/shop/make-repository.ts';
import { parsePlan } from '../../../src/measure/query/plan-tree.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import { configSchema } from '../../../src/config/config.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';

let world: RealWorld;
let directory: string;
let prepared: PreparedDatabases;

const git = async (...words: string[]) =>
  (await promisify(execFile)('git', words, { cwd: directory })).stdout.trim();

beforeAll(async () => {
  world = realWorld();
  directory = join(await world.folder({}), 'shop');
  await makeShop(directory);
  const slow = `${directory}-slow`;
  await git('worktree', 'add', '--quiet', slow, 'slow');
  const { database } = configSchema.parse({
    database: { schema: ['db/schema.sql'], migrations: ['db/migrations/*.sql'], seed: ['db/seed.sql'] },
  });
  if (database === null) throw new Error('no database');
  prepared = await prepareDatabases({
    config: database,
    directories: { base: directory, head: slow },
    world,
  });
});
afterAll(async () => {
  await prepared[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

test('good is main, slow is four commits on top of it, and both are the same on every machine', async () => {
  expect(await git('rev-parse', 'good')).toBe(await git('rev-parse', 'main'));
  expect((await git('log', '--format=%s', 'good..slow')).split('\n')).toEqual([
    'Search towns on the front page',
    'Recommend from the live catalogue',
    'Index orders for the status board',
    'List the items of an order in the order they were added',
  ]);
  expect(await git('log', '-1', '--format=%aI %an', 'slow')).toBe('2025-03-07T09:00:00+00:00 Shop developer');
  expect(await git('status', '--short')).toBe('');
});

test.each([
  ['customer-orders.sql', [4711], 'Bitmap Heap Scan', 'Seq Scan'],
  ['recently-bought.sql', [], 'Index Only Scan', 'Index Only Scan'],
])('%s is planned as %s on good and slow', async (file, parameters, onGood, onSlow) => {
  const sql = await world.files.readText(`${directory}/db/queries/${file}`);
  for (const [side, type] of [
    ['base', onGood],
    ['head', onSlow],
  ] as const) {
    await using session = await prepared.cluster.connect(prepared[side]);
    const [row] = await session.query(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
    const types = JSON.stringify(parsePlan(row?.['QUERY PLAN'])).matchAll(
      /"type":"([^"]+)","relation":"orders"/g,
    );
    expect(
      [...types].map(([, found]) => found),
      side,
    ).toEqual([type]);
  }
});

test('the seed is the same rows every time', async () => {
  await using session = await prepared.cluster.connect(prepared.base);
  const sum = (table: string) =>
    session.query(
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, ',' ORDER BY id)) AS sum FROM ${table} AS t`,
    );
  expect({
    orders: (await sum('orders'))[0],
    order_items: (await sum('order_items'))[0],
  }).toMatchInlineSnapshot(`
    {
      "order_items": {
        "rows": 60000,
        "sum": "f08ca689d9fe3062cf85a4942926e303",
      },
      "orders": {
        "rows": 20000,
        "sum": "a79850ce9caf664b9c6c4f9c8abd774e",
      },
    }
  `);
});
