// A loop of a real app on a real database: its line, the one statement instead, and its growth with the data.
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, type Config } from '../../../src/config/config.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';
import { openSqlCapture } from '../../../src/io/sql-capture/open-sql-capture.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import type { GaugeContext } from '../../../src/measure/gauge.ts';
import { traceRepeats, type TracedRepeats } from '../../../src/measure/n-plus-one/trace-repeats.ts';
import { stageApps, type StageApps } from '../../../src/measure/stage/stage-apps.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';
import { TEST_ENVIRONMENT } from '../test-environment.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ORDERS = 'SELECT id FROM orders WHERE state = $1 ORDER BY id LIMIT 20';
const ITEMS = 'SELECT id, code FROM items WHERE order_id = $1';
const LABEL = 'SELECT code FROM items WHERE id = $1';
const SERVER = `import { createServer } from 'node:http';
import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
createServer(async (request, response) => {
  if (request.url === '/health') return response.end('ok');
  if (request.url === '/orders') {
    const { rows } = await pool.query('${ORDERS}', ['open']);
    for (const order of rows) {
      order.items = (await pool.query('${ITEMS}', [order.id])).rows;
    }
    return response.end(JSON.stringify(rows));
  }
  for (let id = 1; id <= 8; id += 1) await pool.query('${LABEL}', [id]);
  return response.end('done');
}).listen(process.env.PORT);
`;
const FILES = {
  'server.mjs': SERVER,
  'db/schema.sql': `CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL);
    CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders, code text NOT NULL);`,
  'db/seed.sql': `INSERT INTO orders SELECT i, CASE WHEN i % 2 = 0 THEN 'open' ELSE 'closed' END FROM generate_series(1, 200) AS i;
    INSERT INTO items SELECT i, 1 + i % 200, 'c' || i FROM generate_series(1, 400) AS i;`,
};

let world: RealWorld;
let prepared: PreparedDatabases;
let apps: StageApps;
let context: GaugeContext;

beforeAll(async () => {
  const real = realWorld();
  const preload = () => join(ROOT, 'src/io/sql-capture/preload/sql-preload.mjs');
  world = { ...real, network: loopbackNetwork(), sqlCapture: openSqlCapture({ preload }) };
  const directory = await world.folder(FILES);
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const config: Config = configSchema.parse({
    app: { start: `${process.execPath} server.mjs`, ready: '/health' },
    database: { schema: ['db/schema.sql'], seed: ['db/seed.sql'] },
    targets: { routes: [{ path: '/orders' }, { path: '/labels' }] },
  });
  if (config.database === null) throw new Error('no database');
  const directories = { base: directory, head: directory };
  prepared = await prepareDatabases({ config: config.database, directories, world });
  const { cluster, base, head, control } = prepared;
  apps = stageApps({
    config,
    world,
    directories,
    databaseUrls: { base: cluster.url(base), head: cluster.url(head), control: cluster.url(control) },
    logsDirectory: directory,
    obstacle: null,
  });
  const side = (name: 'base' | 'head') => ({
    side: name,
    sha: name,
    directory,
    database: prepared[name],
    startApp: (options?: Parameters<StageApps['start']>[1]) => apps.start(name, options),
  });
  context = {
    gate: {
      gate: 'load',
      subset: 'all',
      targets: [],
      required: true,
      reason: 'a test',
      estimatedMinutes: 1,
    },
    level: 'standard',
    config,
    diff: { document: 'diff', version: 1, files: [], truncated: null },
    stage: { base: side('base'), head: side('head'), cluster, async [Symbol.asyncDispose]() {} },
    world,
    environment: TEST_ENVIRONMENT,
    seed: 1,
    budgetMs: 1,
    artifactsDirectory: directory,
    runDirectory: directory,
  };
});
afterAll(async () => {
  await apps[Symbol.asyncDispose]();
  await prepared[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function traced(path: string, within = context): Promise<TracedRepeats> {
  const route = context.config.targets.routes.find((one) => one.path === path);
  if (route === undefined) throw new Error(path);
  return traceRepeats(within, route);
}

describe('traceRepeats', () => {
  test('a loop over rows: its line, the statement instead, and half the turns for half the rows', async () => {
    const repeats = await traced('/orders');
    expect(repeats.of(ITEMS.toLowerCase())).toEqual({
      title: `GET /orders runs "${ITEMS}" 20 times per request at server.mjs:9`,
      detail:
        'It grows with the data: 10 times with less, 20 with more. One statement before the loop gets them all: SELECT order_id, id, code FROM items WHERE order_id = ANY($1)',
      location: { path: 'server.mjs', line: 9 },
    });
    expect(repeats.of(ORDERS)).toBeNull();
  });

  test('an app the hook cannot enter is watched on the wire: all but the line', async () => {
    const sqlCapture = { ...world.sqlCapture, hook: () => ({}) };
    const repeats = await traced('/orders', { ...context, world: { ...world, sqlCapture } });
    expect(repeats.of(ITEMS)).toMatchObject({
      detail: expect.stringContaining('It grows with the data: 10 times with less, 20 with more.'),
      location: null,
    });
  });

  test('a loop over nothing the database brought: nothing is said of growth', async () => {
    const told = (await traced('/labels')).of(LABEL);
    expect(told?.location).toEqual({ path: 'server.mjs', line: 13 });
    expect(told?.detail).not.toContain('grows');
  });

  test('leaves no copy of the database behind', async () => {
    await using session = await prepared.cluster.connect('postgres');
    expect(await session.query("SELECT datname FROM pg_database WHERE datname LIKE 'perfcrew%'")).toEqual([]);
  });
});
