import { expect, test } from 'vitest';
import { wrappedColumns } from '../../../src/measure/query/wrapped-columns.ts';
import { node, plan, seqScan } from './plan.ts';

async function found(filter: string): Promise<readonly string[]> {
  const { root } = plan(seqScan('items', { Filter: filter }));
  const columns = await wrappedColumns(root, root);
  return columns.map(({ column, castTo }) => (castTo === null ? column : `${column} as ${castTo}`));
}

test.each<[string, readonly string[]]>([
  ["((order_id)::text = '77'::text)", ['order_id as text']],
  ['((id)::numeric = 77.0)', ['id as numeric']],
  ["(lower(code) = 'a'::text)", ['code']],
  ["((date_trunc('day'::text, at) >= '2025-01-01'::date) AND (id = 7))", ['at']],
  ["((id)::text = ANY ('{1,2}'::text[]))", ['id as text']],
  ['((7 + id) < 12)', ['id']],
  // No index on a bare column would serve these either, or one does already.
  ['(id = 7)', []],
  ["(id = ('7'::text)::integer)", []],
  ["(lower(code) ~~ '%a'::text)", []],
  ["(((order_id)::text = '77'::text) OR (id = 7))", []],
  ['((id + order_id) = 7)', []],
  ['((id)::text = code)', []],
  ['(NOT (hashed SubPlan 1))', []],
])('%s', async (filter, columns) => {
  expect(await found(filter)).toEqual(columns);
});

test('the condition of the join above counts for the table it names', async () => {
  const orders = seqScan('orders', { Alias: 'o' });
  const items = seqScan('items', { Alias: 'i' });
  const { root } = plan(
    node('Hash Join', { 'Hash Cond': '((i.order_id)::text = o.number)' }, items, node('Hash', {}, orders)),
  );
  const [scan] = root.children;
  const other = root.children[1]?.children[0];
  if (scan === undefined || other === undefined) throw new Error('no scans');
  expect(await wrappedColumns(root, scan)).toMatchObject([{ column: 'order_id', castTo: 'text' }]);
  expect(await wrappedColumns(root, other)).toEqual([]);
});
