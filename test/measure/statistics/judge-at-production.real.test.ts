// What the query gauge says where a seed is too small to tell, and production's statistics are in the repository.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configSchema, type Config } from '../../../src/config/config.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import { queryGauge } from '../../../src/measure/query/query-gauge.ts';
import { readStatistics } from '../../../src/measure/statistics/read-statistics.ts';
import { printStatistics } from '../../../src/measure/statistics/production-statistics.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';
import { TEST_ENVIRONMENT } from '../test-environment.ts';
import { fill, SCHEMA } from './full-and-small.ts';

const FILES = {
  'db/schema.sql': SCHEMA,
  'db/seed.sql': fill(200),
  'q/cast.sql': 'SELECT * FROM sales WHERE id = 7',
};
const HEAD = {
  ...FILES,
  'db/migrations/1.sql': 'DROP INDEX sales_customer_idx;',
  'q/cast.sql': "SELECT * FROM sales WHERE id::text = '7'",
};
const QUERIES: Config['targets']['queries'] = [
  { name: 'of a customer', sql: 'SELECT * FROM sales WHERE customer_id = 3', parameters: [] },
  { name: 'latest', sql: 'SELECT * FROM sales ORDER BY sold_at DESC LIMIT 3', parameters: [] },
  { name: 'cast', file: 'q/cast.sql', parameters: [] },
];

let world: RealWorld;
let prepared: PreparedDatabases;
let directories: { base: string; head: string };
let url: string;

beforeAll(async () => {
  world = realWorld();
  directories = { base: await world.folder(FILES), head: await world.folder(HEAD) };
  prepared = await prepareDatabases({ config: databaseOf({}), directories, world });
  const { cluster } = prepared;
  await cluster.create('production');
  url = cluster.url('production');
  await using session = await cluster.connect('production');
  await session.query(SCHEMA);
  await session.query(fill(60_000));
  await session.query('VACUUM (ANALYZE)');
  const statistics = await readStatistics(session, { textValues: 'omitted' });
  await world.files.writeText(`${directories.base}/db/production.json`, printStatistics(statistics));
  await world.files.writeText(`${directories.base}/db/broken.json`, '{"document": "production-statistics"}');
});
afterAll(async () => {
  await prepared[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

function configOf(database: object): Config {
  const files = { schema: ['db/schema.sql'], migrations: ['db/migrations/*.sql'], seed: ['db/seed.sql'] };
  return configSchema.parse({ database: { ...files, ...database }, targets: { queries: QUERIES } });
}

function databaseOf(database: object): NonNullable<Config['database']> {
  const { database: filled } = configOf(database);
  if (filled === null) throw new Error('no database');
  return filled;
}

async function measure(database: object, externalDatabaseUrl: string | null = null) {
  const side = (name: 'base' | 'head') => ({
    side: name,
    sha: name,
    directory: directories[name],
    database: prepared[name],
    startApp: () => Promise.reject(new Error('no app here')),
  });
  const runDirectory = await world.folder({});
  const targets = QUERIES.map(({ name }) => name);
  return await queryGauge.measure({
    gate: { gate: 'query', subset: 'all', targets, required: true, reason: 'a test', estimatedMinutes: 1 },
    level: 'standard',
    config: configOf(database),
    diff: { document: 'diff', version: 1, files: [], truncated: null },
    stage: {
      base: side('base'),
      head: side('head'),
      cluster: prepared.cluster,
      async [Symbol.asyncDispose]() {},
    },
    world,
    environment: TEST_ENVIRONMENT,
    externalDatabaseUrl,
    seed: 1,
    budgetMs: 500,
    artifactsDirectory: `${runDirectory}/artifacts`,
    runDirectory,
  });
}

async function told(database: object, from: string | null = null) {
  const measurements = await measure(database, from);
  return measurements.flatMap(({ target, outcome }) =>
    outcome.status === 'measured'
      ? outcome.observations
          .filter(({ severity }) => severity === 'error')
          .map(({ kind, title }) => `${target} · ${kind} · ${title}`)
      : [`${target} · ${outcome.reason} ${outcome.mend}`],
  );
}

const LOST = [
  "of a customer · index-lost · At production's size (sales: 60,000 rows): Index sales_customer_idx is lost: head reads all of sales",
  "cast · index-lost · At production's size (sales: 60,000 rows): Index sales_pkey is lost: head reads all of sales",
];

test('a seed of 200 rows shows no lost index; at the size of the file it does', async () => {
  expect(await told({})).toEqual([]);
  expect(await told({ statistics: 'db/production.json' })).toEqual(LOST);
});

test('statistics straight from the server, and nothing where its variable is not set', async () => {
  const external = { statistics: 'external', external_url_env: 'PRODUCTION_URL' };
  expect(await told(external, url)).toEqual(LOST);
  expect(await told(external)).toEqual([]);
  expect(world.log.lines.join('\n')).toContain('PRODUCTION_URL is not set');
});

test.each(['db/absent.json', 'db/broken.json'])('%s: what to do', async (statistics) => {
  const [first] = await told({ statistics });
  expect(first).toContain(statistics);
  expect(first).toContain(
    `Write it again with \`perfcrew statistics --write ${statistics}\`, and commit it.`,
  );
});
