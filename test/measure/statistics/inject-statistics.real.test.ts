// Plans of a small seed with production's statistics, beside those of a database that really is that large.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { injectStatistics, type Injection } from '../../../src/measure/statistics/inject-statistics.ts';
import {
  printStatistics,
  productionStatisticsSchema,
  TEXT_VALUES,
  type ProductionStatistics,
  type TextValues,
} from '../../../src/measure/statistics/production-statistics.ts';
import { readStatistics } from '../../../src/measure/statistics/read-statistics.ts';
import { PLANNER_SETTINGS } from '../../../src/measure/query/planner-settings.ts';
import { explainStatement } from '../../../src/measure/query/explain-statement.ts';
import type { PlanNode } from '../../../src/measure/query/plan-tree.ts';
import { nodeTitle } from '../../../src/measure/query/render-plan.ts';
import type { DatabaseCluster } from '../../../src/ports/databases.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';
import { fill, QUERIES, SCHEMA, UNLIKE } from './full-and-small.ts';

let world: RealWorld;
beforeAll(() => {
  world = realWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The oldest major and the newest; as many sales as docs/production-statistics.md tells of on one of them. */
describe.each([
  [14, 250_000],
  [18, 500_000],
])('on PostgreSQL %i', (major, sales) => {
  let cluster: DatabaseCluster;
  let full: readonly string[];

  beforeAll(async () => {
    cluster = await world.databases.start(major);
    await build('full', fill(sales));
    await build('small', fill(2000));
    await build('unlike', UNLIKE);
    full = await shapes('full');
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  async function build(database: string, rows: string): Promise<void> {
    await cluster.create(database);
    await using session = await cluster.connect(database);
    await session.query(SCHEMA);
    await session.query(rows);
    await session.query('VACUUM (ANALYZE)');
  }

  async function shapes(database: string): Promise<readonly string[]> {
    await using session = await cluster.connect(database);
    await session.query(PLANNER_SETTINGS);
    const found: string[] = [];
    for (const text of QUERIES) {
      const { plan } = await explainStatement(session, { text, parameters: [] }, 'plan-only');
      found.push(shapeOf(plan.root));
    }
    return found;
  }

  async function statisticsOf(database: string, textValues: TextValues): Promise<ProductionStatistics> {
    await using session = await cluster.connect(database);
    return await readStatistics(session, { textValues });
  }

  async function injected(name: string, statistics: ProductionStatistics): Promise<Injection> {
    await cluster.clone('small', name);
    return await injectStatistics(cluster, name, statistics);
  }

  const same = (found: readonly string[]) => found.filter((shape, at) => shape === full[at]).length;

  test('a seed alone gets a third of the plans wrong', async () => {
    expect(same(await shapes('small'))).toBeLessThanOrEqual(30);
  });

  test.each(TEXT_VALUES)('with statistics nearly all are right, text values being %s', async (textValues) => {
    const statistics = await statisticsOf('full', textValues);
    const outcome = await injected(`copy_${textValues}`, statistics);
    expect(outcome).toMatchObject({ tables: 2, columns: 13, skipped: [] });
    expect(same(await shapes(`copy_${textValues}`))).toBeGreaterThanOrEqual(QUERIES.length - 2);
  });

  // Samples of so many rows differ a little from one to the next, and so may a plan at the edge.
  test.each([
    ['omitted', 5],
    ['hashed', 3],
    ['kept', 2],
  ] as const)(
    'a small seed unlike production does as well nearly, text values being %s',
    async (textValues, wrong) => {
      expect(same(await shapes('unlike'))).toBeLessThanOrEqual(18);
      await cluster.clone('unlike', `unlike_${textValues}`);
      await injectStatistics(cluster, `unlike_${textValues}`, await statisticsOf('full', textValues));
      expect(same(await shapes(`unlike_${textValues}`))).toBeGreaterThanOrEqual(QUERIES.length - wrong);
    },
  );

  test('no text leaves the server unless it is to be kept; what was printed is read again', async () => {
    for (const textValues of TEXT_VALUES) {
      const statistics = await statisticsOf('full', textValues);
      const printed = printStatistics(statistics);
      expect(/refunded|@example|note 1/.test(printed)).toBe(textValues === 'kept');
      expect(printed).toContain('phone');
      expect(productionStatisticsSchema.parse(JSON.parse(printed))).toEqual(statistics);
    }
  });

  test('a column of another type is told and left, a table that production has not stays as it is', async () => {
    const statistics = await statisticsOf('full', 'omitted');
    await cluster.clone('small', 'changed');
    {
      await using session = await cluster.connect('changed');
      await session.query('ALTER TABLE customers ALTER COLUMN joined_on TYPE timestamp, DROP COLUMN country');
      await session.query('CREATE TABLE logs (id int PRIMARY KEY, customer_id int REFERENCES customers)');
      await session.query('INSERT INTO logs SELECT i, 1 + i % 50 FROM generate_series(1, 3000) AS i');
      await session.query('VACUUM (ANALYZE)');
    }
    const before = await planOf('changed', 'SELECT * FROM logs WHERE id < 9');
    const outcome = await injectStatistics(cluster, 'changed', statistics);
    expect(outcome.skipped).toEqual([
      'public.customers.joined_on is timestamp without time zone here and date in production.',
    ]);
    const after = await planOf('changed', 'SELECT * FROM logs WHERE id < 9');
    // The level of an index tree is read from its file, which is empty: one level is 50 operators (selfuncs.c, btcostestimate).
    expect(before.totalCost - after.totalCost).toBeCloseTo(0.13, 2);
    expect({ ...after, totalCost: before.totalCost }).toEqual(before);
    expect((await planOf('changed', 'SELECT * FROM sales')).planRows).toBe(sales);
  });

  async function planOf(database: string, text: string): Promise<PlanNode> {
    await using session = await cluster.connect(database);
    return (await explainStatement(session, { text, parameters: [] }, 'plan-only')).plan.root;
  }
});

function shapeOf(node: PlanNode): string {
  const below = node.children.map(shapeOf).join(', ');
  return below === '' ? nodeTitle(node) : `${nodeTitle(node)} (${below})`;
}
