// Statements nobody listed: captured from the routes of both sides, explained on both databases, told on the line that asks.
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { CAPTURED_TARGET } from '../../../src/core/captured-target.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';
import { openSqlCapture } from '../../../src/io/sql-capture/open-sql-capture.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import type { GaugeContext } from '../../../src/measure/gauge.ts';
import { measurementSchema, type Measurement } from '../../../src/measure/measurement.ts';
import { queryGauge } from '../../../src/measure/query/query-gauge.ts';
import { stageApps, type StageApps } from '../../../src/measure/stage/stage-apps.ts';
import { availabilityOf } from '../../../src/plan/gate-availability.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';
import { TEST_ENVIRONMENT } from '../test-environment.ts';

const ROOT = join(import.meta.dirname, '../../..');
const server = (more: string) => `import { createServer } from 'node:http';
import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const ask = async (sql, values) => (await pool.query(sql, values)).rows;
createServer(async (request, response) => {
  if (request.url === '/health') return response.end('ok');
  if (request.method === 'POST') await ask('INSERT INTO visits DEFAULT VALUES');
  const items = await ask('SELECT id FROM items WHERE order_id = $1', [7]);
${more}
  return response.end(JSON.stringify(items));
}).listen(process.env.PORT);
`;
const BASE = {
  'server.mjs': server(''),
  'db/schema.sql': `CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, code text NOT NULL);
    CREATE TABLE visits (id int GENERATED ALWAYS AS IDENTITY);
    CREATE INDEX items_order_idx ON items (order_id);`,
  'db/seed.sql':
    "INSERT INTO items SELECT i, i % 900, repeat('c', 60) || i FROM generate_series(1, 30000) AS i;",
};
const HEAD = {
  ...BASE,
  'server.mjs': server("  await ask('SELECT id FROM items WHERE code = $1', ['c1']);"),
  'db/migrations/1_drop.sql': 'DROP INDEX items_order_idx;',
};
const CONFIG = configSchema.parse({
  app: { start: `${process.execPath} server.mjs`, ready: '/health' },
  database: { schema: ['db/schema.sql'], migrations: ['db/migrations/*.sql'], seed: ['db/seed.sql'] },
  targets: { routes: [{ path: '/items' }, { path: '/items', method: 'POST' }] },
});

let world: RealWorld;
let prepared: PreparedDatabases;
let apps: StageApps;
let directories: { readonly base: string; readonly head: string };
let runDirectory: string;

beforeAll(async () => {
  const preload = () => join(ROOT, 'src/io/sql-capture/preload/sql-preload.mjs');
  world = { ...realWorld(), network: loopbackNetwork(), sqlCapture: openSqlCapture({ preload }) };
  directories = { base: await world.folder(BASE), head: await world.folder(HEAD) };
  runDirectory = await world.folder({});
  for (const directory of Object.values(directories))
    await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  if (CONFIG.database === null) throw new Error('no database');
  prepared = await prepareDatabases({ config: CONFIG.database, directories, world });
  const { cluster, base, head, control } = prepared;
  const databaseUrls = { base: cluster.url(base), head: cluster.url(head), control: cluster.url(control) };
  apps = stageApps({
    config: CONFIG,
    world,
    directories,
    databaseUrls,
    logsDirectory: runDirectory,
    obstacle: null,
  });
});
afterAll(async () => {
  await apps[Symbol.asyncDispose]();
  await prepared[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function measure(heads: 'base' | 'head' = 'head'): Promise<Measurement> {
  const side = (name: 'base' | 'head', from: 'base' | 'head') => ({
    side: name,
    sha: name,
    directory: directories[from],
    database: prepared[from],
    startApp: (options?: Parameters<StageApps['start']>[1]) => apps.start(from, options),
  });
  const context: GaugeContext = {
    gate: {
      gate: 'query',
      subset: 'all',
      targets: [CAPTURED_TARGET],
      required: true,
      reason: 'a test',
      estimatedMinutes: 1,
    },
    level: 'standard',
    config: CONFIG,
    diff: { document: 'diff', version: 1, files: [], truncated: null },
    stage: {
      base: side('base', 'base'),
      head: side('head', heads),
      cluster: prepared.cluster,
      async [Symbol.asyncDispose]() {},
    },
    world,
    environment: TEST_ENVIRONMENT,
    seed: 1,
    budgetMs: 1000,
    artifactsDirectory: `${runDirectory}/artifacts`,
    runDirectory,
    requestsPerDay: new Map([['POST /items', 1000]]),
  };
  const [measurement] = await queryGauge.measure(context);
  return measurementSchema.parse(measurement);
}

function observed({ outcome }: Measurement) {
  if (outcome.status !== 'measured') throw new Error(outcome.reason);
  return outcome.observations;
}

describe('statements of the routes', () => {
  test('a lost index and a new statement without one, on the lines that ask', async () => {
    const measurement = await measure();
    const [lost, unsupported, table] = observed(measurement);
    expect(lost).toMatchObject({
      kind: 'index-lost',
      severity: 'error',
      title: expect.stringContaining('Index items_order_idx is lost'),
      detail: expect.stringContaining('It is run 1 × by GET /items, 1 × by POST /items.'),
      location: { path: 'server.mjs', line: 8 },
    });
    expect(unsupported).toMatchObject({
      kind: 'new-query-unsupported',
      severity: 'warning',
      detail: expect.stringContaining('The statement is new on head.'),
      location: { path: 'server.mjs', line: 9 },
    });
    // The index that is lost is advised again, after it was built and tried.
    expect(lost?.detail).toMatch(
      /This index serves it: CREATE INDEX CONCURRENTLY \S+ ON public\.items \(order_id/,
    );
    expect(unsupported?.detail).toMatch(/CREATE INDEX CONCURRENTLY \S+ ON public\.items \(code/);
    expect(table?.title).toBe('3 statements of the routes explained, blocks of all calls in a request');
    expect(table?.detail).toMatch(/blocks, new: `SELECT id FROM items WHERE code = \$1`, 1 × by GET \/items/);
    // Production counts one of the routes: what it runs stands first, by what a day of it costs.
    const [dearest = ''] = (table?.detail ?? '').split('\n');
    expect(dearest).toMatch(/SELECT id FROM items WHERE order_id.*; [\d,]+,000 blocks a day in production$/);
    expect(measurement.artifacts.filter(({ show }) => show === 'plan')).toHaveLength(3);
  });

  test('the same code on both sides: nothing to tell', async () => {
    expect(observed(await measure('base')).map(({ kind }) => kind)).toEqual(['statements-captured']);
  });

  test('routes that write leave the databases as they are, and no copy stays', async () => {
    await measure('base');
    await using session = await prepared.cluster.connect(prepared.base);
    expect(await session.query('SELECT count(*)::int AS visits FROM visits')).toEqual([{ visits: 0 }]);
    expect(await session.query("SELECT datname FROM pg_database WHERE datname LIKE 'perfcrew%'")).toEqual([]);
  });
});

describe('where it is available', () => {
  const targetsOf = (config: object) => availabilityOf('query', configSchema.parse(config));
  const app = { start: 'node server.js' };
  const database = { schema: ['db/schema.sql'] };
  const targets = { routes: [{ path: '/' }] };

  test('an app with routes on a database perfcrew makes', () => {
    expect(targetsOf({ app, database, targets })).toEqual({ available: true, targets: [CAPTURED_TARGET] });
  });

  test.each([
    ['no routes', { app, database }],
    ['no app', { database, targets: {} }],
    ['a database of its own', { app: { ...app, env: { DATABASE_URL: 'x' } }, database, targets }],
    ['a database of the user’s', { app, database: { external_url_env: 'STAGING_URL' }, targets }],
  ])('not with %s', (_, config) => {
    expect(targetsOf(config).available).toBe(false);
  });
});
