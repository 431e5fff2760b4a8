// Advice on a real Postgres 18: what is recommended was built and executed, and reads fewer blocks.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advise } from '../../../src/measure/advice/advise.ts';
import type { Advice } from '../../../src/measure/advice/compose-advice.ts';
import type { DatabaseCluster } from '../../../src/ports/databases.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';

const SCHEMA = `
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, town text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, status text NOT NULL,
  placed_on date NOT NULL, total int NOT NULL, note text NOT NULL);
CREATE TABLE events (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, done boolean NOT NULL, payload text NOT NULL);
CREATE INDEX idx_customers_town ON customers (town);
CREATE INDEX idx_orders_total ON orders (total);
INSERT INTO customers SELECT i, 'User' || i || '@example.org', 'town' || i % 50 FROM generate_series(1, 5000) AS i;
INSERT INTO orders SELECT i, 1 + i % 5000, (array['open', 'paid', 'sent'])[1 + i % 3], date '2025-01-01' + (i * 7919) % 365,
  i % 977, repeat('n', 60) FROM generate_series(1, 40000) AS i;
INSERT INTO events (kind, done, payload) SELECT 'kind' || i % 20, i % 100 <> 0, repeat('p', 80) FROM generate_series(1, 20000) AS i;`;

const QUERIES = [
  {
    name: 'orders of a customer',
    text: 'SELECT id, note FROM orders WHERE customer_id = $1 ORDER BY placed_on DESC LIMIT 5',
    parameters: [77],
    weight: 1000,
  },
  {
    name: 'open orders since',
    text: `SELECT sum(total) FROM orders WHERE placed_on >= date '2025-12-20' AND status = 'open'`,
    parameters: [],
    weight: 50,
  },
  {
    name: 'by e-mail',
    text: 'SELECT id FROM customers WHERE lower(email) = $1',
    parameters: ['user77@example.org'],
    weight: 100,
  },
  { name: 'by key', text: 'SELECT note FROM orders WHERE id = $1', parameters: [5], weight: 500 },
  { name: 'everything', text: 'SELECT count(note) FROM orders WHERE total >= 0', parameters: [], weight: 1 },
  {
    name: 'to do',
    text: 'SELECT id, payload FROM events WHERE NOT done AND kind = $1',
    parameters: ['kind0'],
    weight: 20,
  },
  { name: 'pay', text: `UPDATE orders SET status = 'paid' WHERE id = $1`, parameters: [9], weight: 10 },
  { name: 'broken', text: 'SELECT nothing FROM orders', parameters: [], weight: 1 },
];

let world: RealWorld;
let cluster: DatabaseCluster;
let advice: Advice;

beforeAll(async () => {
  world = realWorld();
  cluster = await world.databases.start(18);
  await cluster.create('shop');
  await fill();
  advice = await advise({ cluster, database: 'shop', queries: QUERIES, budgetBytes: 20_000_000 });
});
async function fill(): Promise<void> {
  await using session = await cluster.connect('shop');
  await session.query(SCHEMA);
}
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const servedBy = (query: string) =>
  advice.indexes.filter(({ serves }) => serves.some(({ name }) => name === query));

describe('what is recommended', () => {
  test('names equal columns before the order, in the manner of the project, ready to run', () => {
    const [index] = servedBy('orders of a customer');
    expect(index?.statement).toMatch(
      /^CREATE INDEX CONCURRENTLY idx_orders_customer_id_placed_on ON public\.orders \(customer_id, placed_on\)/,
    );
  });

  test('names equal columns before the range, and carries the summed column along, which spares the table', () => {
    const [index] = servedBy('open orders since');
    expect(index?.statement).toContain('(status, placed_on) INCLUDE (total);');
  });

  test('holds the expression the query asks for', () => {
    expect(servedBy('by e-mail')[0]?.statement).toContain('(lower(email))');
  });

  test('is partial where every query leaves the same rows out', () => {
    expect(servedBy('to do')[0]?.statement).toMatch(/\(kind\).* WHERE \(NOT done\);$/);
  });

  test('reads fewer blocks when executed, by each index for itself', () => {
    expect(advice.indexes.length).toBeGreaterThanOrEqual(4);
    for (const { blocksWith, blocksWithout, serves } of advice.indexes) {
      expect(blocksWith).toBeLessThan(blocksWithout);
      for (const { blocksBefore, blocksAfter } of serves) expect(blocksAfter).toBeLessThan(blocksBefore);
    }
  });

  test('does what its statement says on the seeded database', async () => {
    await cluster.clone('shop', 'fresh');
    await using session = await cluster.connect('fresh');
    for (const { statement } of advice.indexes) await session.query(statement);
    const rows = await session.query('SELECT count(*)::int AS valid FROM pg_index WHERE indisvalid', []);
    expect(rows[0]?.['valid']).toBeGreaterThan(advice.indexes.length);
  });

  test('never repeats a primary key', () => {
    expect(servedBy('by key')).toEqual([]);
    for (const { candidate } of advice.indexes) expect(candidate.keys[0]?.sql).not.toBe('"id"');
  });

  test('tells what writing costs: an update of an indexed column is no longer heap-only', () => {
    const writes = servedBy('open orders since')[0]?.writes;
    expect(writes?.updated).toEqual(['status']);
    expect(writes?.without.hotRows).toBe(writes?.without.updatedRows);
    expect(writes?.with.hotRows).toBeLessThan(writes?.with.updatedRows ?? 0);
    expect(writes?.with.insertBlocks).toBeGreaterThan(writes?.without.insertBlocks ?? Infinity);
  });
});

test('indexes no plan uses are named, and keep out of the way of constraints', () => {
  expect(advice.unneeded.map(({ statement }) => statement)).toEqual([
    'DROP INDEX CONCURRENTLY "public"."idx_customers_town";',
    'DROP INDEX CONCURRENTLY "public"."idx_orders_total";',
  ]);
});

test('a query the server refuses is named, and the others are answered', () => {
  expect(advice.refused).toEqual(['broken']);
  expect(advice.selection.method).toBe('integer-program');
});

test('the copies are gone and the database is as it was', async () => {
  await using session = await cluster.connect('postgres');
  const rows = await session.query(
    "SELECT datname AS name FROM pg_database WHERE datname LIKE '%advice%'",
    [],
  );
  expect(rows).toEqual([]);
});

test('the oldest supported server is advised alike', async () => {
  await using old = await world.databases.start(14);
  await old.create('shop');
  const session = await old.connect('shop');
  await session.query(SCHEMA);
  await session[Symbol.asyncDispose]();
  const { indexes } = await advise({
    cluster: old,
    database: 'shop',
    queries: QUERIES,
    budgetBytes: 20_000_000,
  });
  expect(indexes.map(({ statement }) => statement).toSorted()).toEqual(
    advice.indexes.map(({ statement }) => statement).toSorted(),
  );
});
