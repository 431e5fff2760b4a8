import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount, renderPlan } from '../../../src/measure/query/render-plan.ts';
import { bitmapScan, indexScan, node, plan, seqScan } from './plan.ts';

describe('renderPlan', () => {
  test('draws the tree with conditions, rows and blocks, and without times', () => {
    const join = node(
      'Nested Loop',
      { 'Join Type': 'Left', 'Total Cost': 12345.678, 'Shared Hit Blocks': 1200, 'Shared Read Blocks': 34 },
      seqScan('items', {
        Alias: 'item',
        Filter: '(quantity > 3)',
        'Rows Removed by Filter': 40000,
        'Actual Rows': 0.25,
      }),
      node(
        'Memoize',
        {},
        indexScan('orders', 'orders_pkey', { 'Index Cond': '(id = item.order_id)', 'Actual Loops': 1500 }),
      ),
    );
    const sort = node(
      'Sort',
      { 'Sort Key': ['a', 'b DESC'], 'Sort Space Type': 'Disk', 'Sort Space Used': 9000 },
      join,
    );
    expect(`\n${renderPlan(plan(sort))}\n`).toMatchInlineSnapshot(`
      "
      Sort  (cost 5, 10 rows expected, 10 found, 0 blocks, 9,000 kB on disk)
      │    Sort Key: a, b DESC
      └─ Nested Loop (Left)  (cost 12,346, 10 rows expected, 10 found, 1,234 blocks)
         ├─ Seq Scan on items item  (cost 5, 10 rows expected, 0.25 found, 0 blocks)
         │       Filter: (quantity > 3)
         │       Rows removed: 40,000
         └─ Memoize  (cost 5, 10 rows expected, 10 found, 0 blocks)
            └─ Index Scan using orders_pkey on orders  (cost 5, 10 rows expected, 10 found × 1,500 loops, 0 blocks)
                    Index Cond: (id = item.order_id)
      "
    `);
  });

  test('a plan that was not run has no rows and blocks', () => {
    const scan = bitmapScan('orders', 'i', { 'Actual Rows': undefined });
    expect(renderPlan(plan(scan)).split('\n')[0]).toBe(
      'Bitmap Heap Scan on orders  (cost 5, 10 rows expected)',
    );
  });

  test('amounts group their digits and keep their value', () => {
    expect([0, 5, 0.5, 99.999, 999, 1000, 1234567.8].map(amount)).toEqual([
      '0',
      '5',
      '0.50',
      '100.00',
      '999',
      '1,000',
      '1,234,568',
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (value) => {
        expect(Number(amount(value).replaceAll(',', ''))).toBe(value);
      }),
    );
  });
});
