// What the second process of base works on, with a real Postgres: a copy of base's data, made anew for each measurement.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabases } from '../../../src/io/postgres/open-databases.ts';
import { prepareControl } from '../../../src/measure/load/control.ts';
import type { Stage, StagedSide } from '../../../src/measure/stage.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { gaugeContext, realWorld } from './gauge-context.ts';

const world = realWorld();
let databases: Databases & AsyncDisposable;
let cluster: DatabaseCluster;
beforeAll(async () => {
  databases = openDatabases({ toolbox: world.toolbox, signal: world.signal, log: world.log });
  cluster = await databases.start(18);
  await cluster.create('shop base');
});
afterAll(() => databases[Symbol.asyncDispose]());

function contextOf(database: string | null) {
  const staged = (side: 'base' | 'head'): StagedSide => ({
    side,
    sha: '',
    directory: '/nowhere',
    database,
    startApp: () => Promise.reject(new Error('No app is started here.')),
  });
  const stage: Stage = {
    base: staged('base'),
    head: staged('head'),
    cluster,
    async [Symbol.asyncDispose]() {},
  };
  const config = { app: { start: 'node server.js' }, database: { url_env: 'SHOP_DATABASE' } };
  return gaugeContext({ gate: 'load', targets: [], config, stage, runDirectory: '/nowhere', world });
}

async function ordersIn(database: string): Promise<unknown> {
  await using session = await cluster.connect(database);
  const [row] = await session.query('select count(*)::int as orders from orders');
  return row?.['orders'];
}

it('copies what base holds now, though the copy of an earlier measurement is still in use', async () => {
  {
    await using session = await cluster.connect('shop base');
    await session.query('create table orders (id int); insert into orders select generate_series(1, 7)');
  }
  const first = await prepareControl(contextOf('shop base'));
  expect(first).toEqual({
    environment: { SHOP_DATABASE: cluster.url('shop base_control') },
    obstacle: null,
  });
  await using visitor = await cluster.connect('shop base_control');
  await visitor.query('insert into orders values (8)');
  expect(await ordersIn('shop base')).toBe(7);
  await prepareControl(contextOf('shop base'));
  expect(await ordersIn('shop base_control')).toBe(7);
});

it('says why there is no control where the database cannot be copied', async () => {
  const { obstacle } = await prepareControl(contextOf('no such shop'));
  expect(obstacle).toMatch(/^Base's database could not be copied for it: .*"no such shop" does not exist/);
});

it('needs nothing where the app has no database', async () => {
  expect(await prepareControl(contextOf(null))).toEqual({ environment: {}, obstacle: null });
});
