// Requests that write, on a real Postgres: each process has a copy of its own, and the databases of the sides stay as they were.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { behaviourGauge } from '../../../src/measure/behaviour/behaviour-gauge.ts';
import type { Stage } from '../../../src/measure/stage.ts';
import type { DatabaseCluster } from '../../../src/ports/databases.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { realDatabases } from '../../io/postgres/real-databases.ts';
import { gaugeContext } from '../load/gauge-context.ts';
import { freshStage, type MakeApp } from './fresh-stage.ts';

const databases = realDatabases();
let cluster: DatabaseCluster;

beforeAll(async () => {
  cluster = await databases.start(18);
  await cluster.create('app_base');
  await using session = await cluster.connect('app_base');
  await session.query(
    "create table item (id serial primary key, name text); insert into item (name) values ('a')",
  );
});
afterAll(() => databases[Symbol.asyncDispose]());

const app =
  (insert: string): MakeApp =>
  ({ environment }) =>
  (request, response) => {
    const database = new URL(environment['DATABASE_URL'] ?? cluster.url('app_base')).pathname.slice(1);
    const answer = async (): Promise<void> => {
      await using session = await cluster.connect(database);
      if (request.method === 'POST') await session.query(insert);
      const rows = await session.query('select id, name from item order by id');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows));
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  };

async function titles(head: string): Promise<readonly string[]> {
  const good = "insert into item (name) values ('new')";
  const stage = freshStage({ base: app(good), head: app(head) });
  const withDatabases: Stage = {
    ...stage,
    cluster,
    base: { ...stage.base, database: 'app_base' },
    head: { ...stage.head, database: 'app_base' },
  };
  const measurements = await behaviourGauge.measure(
    gaugeContext({
      gate: 'behaviour',
      targets: ['POST /items', 'GET /items'],
      config: {
        app: { start: 'node server.js' },
        database: {},
        targets: { routes: [{ path: '/items', method: 'POST' }, { path: '/items' }] },
      },
      stage: withDatabases,
      runDirectory: '/nowhere',
      world: { clock: fakeClock() },
    }),
  );
  return measurements.flatMap(({ outcome }) =>
    outcome.status === 'measured' ? outcome.observations.map(({ title }) => title) : [outcome.reason],
  );
}

async function left(): Promise<unknown> {
  await using session = await cluster.connect('app_base');
  return {
    items: await session.query('select name from item'),
    databases: await session.query("select datname from pg_database where datname like 'behaviour%'"),
  };
}

test('ids and lists are compared exactly, and nothing is left behind', async () => {
  expect(await titles("insert into item (name) values ('new')")).toEqual([
    'POST /items answers alike (1 request, each asked 4 times)',
    'GET /items answers alike (1 request, each asked 4 times)',
  ]);
  expect(await titles("insert into item (name) values ('new'), ('twice')")).toEqual([
    'POST /items answers differently: $ has 3 items on head, 2 items on base',
    'GET /items answers differently: $ has 3 items on head, 2 items on base',
  ]);
  expect(await left()).toEqual({ items: [{ name: 'a' }], databases: [] });
});
