// The plan bench's cases are what they say, and its tables count right.
import { expect, test } from 'vitest';
import { BLOG_QUERY_CASES } from '../../bench/sql/plans/blog-query-cases.ts';
import { BLOG } from '../../bench/sql/plans/blog-schema.ts';
import { BLOG_TABLE_CASES } from '../../bench/sql/plans/blog-table-cases.ts';
import { EVENT_QUERY_CASES } from '../../bench/sql/plans/event-query-cases.ts';
import { EVENTS } from '../../bench/sql/plans/event-schema.ts';
import { EVENT_TABLE_CASES } from '../../bench/sql/plans/event-table-cases.ts';
import { headOf } from '../../bench/sql/plans/plan-case.ts';
import { renderSqlPlans } from '../../bench/sql/plans/render.ts';
import { isHarmOnLarge, type PlanTrial } from '../../bench/sql/plans/result.ts';
import { SHOP_QUERY_CASES } from '../../bench/sql/plans/shop-query-cases.ts';
import { SHOP } from '../../bench/sql/plans/shop-schema.ts';
import { SHOP_TABLE_CASES } from '../../bench/sql/plans/shop-table-cases.ts';

test.each([
  [SHOP, [...SHOP_QUERY_CASES, ...SHOP_TABLE_CASES]],
  [BLOG, [...BLOG_QUERY_CASES, ...BLOG_TABLE_CASES]],
  [EVENTS, [...EVENT_QUERY_CASES, ...EVENT_TABLE_CASES]],
] as const)('every case of a schema changes something of a query there is', ({ queries }, cases) => {
  for (const { name, query, edits, migration, isNew } of cases) {
    const sql = queries[query]?.sql ?? '';
    expect(sql, name).not.toBe('');
    expect(headOf(sql, edits) !== sql || migration !== undefined || isNew !== undefined, name).toBe(true);
  }
  expect(cases.length).toBeGreaterThan(30);
  expect(cases.filter(({ harmful }) => !harmful).length).toBeGreaterThan(10);
});

test('a text to replace that is not there once is no case', () => {
  expect(() => headOf('SELECT a, a', [['a', 'b']])).toThrow('stands 2 times');
});

test('harm is twice the work, and more than a little', () => {
  const work = (blocks: number, rows = 1) => ({ blocks, rows });
  expect(isHarmOnLarge({ base: work(100), head: work(200) })).toBe(true);
  expect(isHarmOnLarge({ base: work(101), head: work(200) })).toBe(false);
  expect(isHarmOnLarge({ base: work(3), head: work(90) })).toBe(false);
  expect(isHarmOnLarge({ base: work(5, 100), head: work(5, 20_000) })).toBe(true);
});

test('each rule is scored by itself, and what perfcrew got wrong is named', () => {
  const pair = { base: { blocks: 3, rows: 1 }, head: { blocks: 400, rows: 9 } };
  const trial: PlanTrial = {
    schema: 'shop',
    name: 'drops it',
    mutation: 'index dropped',
    harmful: true,
    findings: ['index-lost'],
    costRatio: 9,
    newScan: true,
    small: pair,
    large: pair,
  };
  const unchanged = { runs: 200, alarms: [] };
  const text = renderSqlPlans({
    scale: 5,
    trials: [
      trial,
      { ...trial, name: 'hides it', findings: [], newScan: false },
      { ...trial, name: 'comments it', harmful: false, costRatio: 1, newScan: false },
    ],
    cloned: unchanged,
    resampled: { runs: 9, alarms: ['shop latest: spill'] },
  });
  expect(text).toContain('| perfcrew | 1 of 2 (50 %) | 1 of 2 (50 %) | 1 of 1 (100 %) |');
  expect(text).toContain(
    '| planner cost above 110 % of base | 2 of 2 (100 %) | 2 of 2 (100 %) | 0 of 1 (0 %) |',
  );
  expect(text).toContain('| index dropped | 1 / 2 / 1 of 2 | 1 / 0 / 0 of 1 |');
  expect(text).toContain('- shop, hides it: missed; blocks 3 → 400');
  expect(text).toContain('- shop, comments it: false alarm index-lost');
  expect(text).toContain('0 findings in 200 runs');
  expect(text).toContain('1 findings in 9 runs (shop latest: spill)');
});
