// The planner that stands in for a server, held against what the port promises; and the query gauge on it, beside a real server's plans.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, type Config } from '../../../src/config/config.ts';
import { Problem } from '../../../src/core/problem.ts';
import { queryGauge } from '../../../src/measure/query/query-gauge.ts';
import { PLANNER_SETTINGS } from '../../../src/measure/query/planner-settings.ts';
import { explainStatement } from '../../../src/measure/query/explain-statement.ts';
import { renderPlan } from '../../../src/measure/query/render-plan.ts';
import { NotMeasurable } from '../../../src/measure/stage.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { realWorld, type RealWorld } from '../../measure/databases/real-world.ts';
import { fill, QUERIES, SCHEMA } from '../../measure/statistics/full-and-small.ts';
import { TEST_ENVIRONMENT } from '../../measure/test-environment.ts';
import { realDatabases } from '../postgres/real-databases.ts';

let folder: string;
let databases: Databases & AsyncDisposable;
let planner: DatabaseCluster;
let server: DatabaseCluster;
let world: RealWorld;

beforeAll(async () => {
  world = realWorld();
  folder = await mkdtemp(join(tmpdir(), 'pgl-'));
  databases = realDatabases({ temporaryDirectory: folder });
  const opened = await databases.planner?.();
  if (opened === undefined) throw new Error('no planner');
  planner = opened;
  server = await world.databases.start(18);
  for (const cluster of [planner, server]) {
    await cluster.create('shop');
    await using session = await cluster.connect('shop');
    await session.query(SCHEMA);
    await session.query(fill(10_000));
    await session.query('VACUUM (ANALYZE)');
  }
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  const left = await readdir(folder);
  await rm(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});

describe('the port', () => {
  test('says what it is, and has no address', () => {
    expect(planner.plansOnly).toBe('PGlite');
    expect(planner.version).toMatch(/^18\.\d+$/);
    expect(() => planner.url('shop')).toThrow(Problem);
  });

  test('a copy goes its own way; refusals have their code and place', async () => {
    await planner.clone('shop', 'copy');
    await using copied = await planner.connect('copy');
    await using original = await planner.connect('shop');
    await copied.query('DROP INDEX sales_customer_idx; CREATE EXTENSION pg_trgm; SET enable_seqscan = off');
    const find = "SELECT count(*)::int AS count FROM pg_class WHERE relname = 'sales_customer_idx'";
    expect(await copied.query(find)).toEqual([{ count: 0 }]);
    expect(await original.query(find, [])).toEqual([{ count: 1 }]);
    await expect(copied.query('SELECT nothing', [])).rejects.toMatchObject({
      name: 'DatabaseError',
      sqlState: '42703',
      position: 8,
    });
    await expect(planner.connect('copy')).rejects.toMatchObject({ sqlState: '53300' });
    await expect(planner.connect('nowhere')).rejects.toMatchObject({ sqlState: '3D000' });
  });

  test('a later session meets nothing of the one before', async () => {
    {
      await using first = await planner.connect('shop');
      await first.query('SET work_mem = 64; BEGIN; CREATE TABLE left_over (id int)');
    }
    await using second = await planner.connect('shop');
    const rows = await second.query(
      "SELECT current_setting('work_mem') AS memory, to_regclass('left_over') AS t",
    );
    expect(rows).toEqual([{ memory: '4MB', t: null }]);
  });
});

test('its plans are those of a server', async () => {
  const plans = async (cluster: DatabaseCluster) => {
    await using session = await cluster.connect('shop');
    await session.query(PLANNER_SETTINGS);
    const rendered: string[] = [];
    for (const text of QUERIES) {
      const { plan } = await explainStatement(session, { text, parameters: [] }, 'plan-only');
      // Costs and rows differ where ANALYZE took other rows of the table.
      rendered.push(renderPlan(plan).replaceAll(/\(.*\)/g, ''));
    }
    return rendered;
  };
  expect(await plans(planner)).toEqual(await plans(server));
});

test('the query gauge plans on it where no server runs, and says so', async () => {
  const files = { 'schema.sql': SCHEMA, 'seed.sql': fill(20_000) };
  const directories = {
    base: await world.folder(files),
    head: await world.folder({ ...files, 'migrations/1.sql': 'DROP INDEX sales_customer_idx;' }),
  };
  const queries: Config['targets']['queries'] = [
    { name: 'of a customer', sql: 'SELECT * FROM sales WHERE customer_id = 3', parameters: [] },
  ];
  const noServer = new Problem('no-database', { what: 'This machine has musl.', mend: 'Take glibc.' });
  const obstacle = new NotMeasurable('base', {
    reason: noServer.message,
    mend: noServer.mend,
    cause: noServer,
  });
  const measure = async (database: object) => {
    const side = (name: 'base' | 'head') => ({
      side: name,
      sha: name,
      directory: directories[name],
      database: null,
      startApp: () => Promise.reject(new Error('no app here')),
    });
    const [measurement] = await queryGauge.measure({
      gate: {
        gate: 'query',
        subset: 'all',
        targets: ['of a customer'],
        required: true,
        reason: 'a test',
        estimatedMinutes: 1,
      },
      level: 'standard',
      config: configSchema.parse({
        database: {
          schema: ['schema.sql'],
          migrations: ['migrations/*.sql'],
          seed: ['seed.sql'],
          ...database,
        },
        targets: { queries },
      }),
      diff: { document: 'diff', version: 1, files: [], truncated: null },
      stage: {
        base: side('base'),
        head: side('head'),
        cluster: null,
        obstacles: { app: null, database: obstacle },
        async [Symbol.asyncDispose]() {},
      },
      world: { ...world, databases },
      environment: TEST_ENVIRONMENT,
      seed: 1,
      budgetMs: 500,
      artifactsDirectory: `${folder}/artifacts`,
      runDirectory: folder,
    });
    return measurement;
  };
  const measured = await measure({});
  expect(measured?.environment.postgres).toMatch(/^18\.\d+ in PGlite: plans only, nothing was run or timed$/);
  expect(measured?.outcome).toMatchObject({
    status: 'measured',
    series: [{ metric: 'plan-cost' }],
    observations: [{ kind: 'index-lost', severity: 'error' }],
  });
  expect(world.log.lines.join('\n')).toContain('plans come from PGlite, nothing was run or timed');
  const { outcome } = (await measure({ seed_command: 'true' })) ?? {};
  expect(outcome).toMatchObject({ status: 'unmeasured', mend: 'Take glibc.' });
  expect(JSON.stringify(outcome)).toContain('has no address');
  await rm(`${folder}/artifacts`, { recursive: true, force: true });
});
