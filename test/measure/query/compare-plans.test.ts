import { describe, expect, test } from 'vitest';
import { comparePlans, type PlanFact } from '../../../src/measure/query/compare-plans.ts';
import { bitmapScan, indexScan, node, plan, seqScan, type RawNode } from './plan.ts';

const LARGE = new Map([
  ['orders', 200],
  ['items', 500],
]);
const SMALL = new Map([
  ['orders', 3],
  ['items', 5],
]);

function told(base: RawNode, head: RawNode, blocks: ReadonlyMap<string, number> = LARGE): readonly string[] {
  return comparePlans(plan(base), plan(head), blocks).map(word);
}

function word(fact: PlanFact): string {
  switch (fact.kind) {
    case 'index-lost':
      return `index-lost ${fact.index} of ${fact.relation}`;
    case 'sequential-scan-introduced':
      return `sequential-scan-introduced ${fact.relation}`;
    case 'nested-loop-scan':
      return `nested-loop-scan ${fact.relation} × ${fact.times}${fact.onBaseToo ? ' on both' : ''}`;
    case 'buffers-grew':
    case 'rows-grew':
      return `${fact.kind} ${fact.base} ${fact.head}`;
    case 'spill':
    case 'misestimate':
      return `${fact.kind} ${fact.node.type}${fact.onBaseToo ? ' on both' : ''}`;
    case 'plan-changed':
      return `plan-changed ${fact.changes.join('; ')}`;
    default:
      return fact satisfies never;
  }
}

const blocks = (count: number) => ({ 'Shared Hit Blocks': count - 1, 'Shared Read Blocks': 1 });
const rows = (expected: number, found: number) => ({ 'Plan Rows': expected, 'Actual Rows': found });
const limit = (child: RawNode) => node('Limit', {}, child);

describe('comparePlans', () => {
  test.each<[string, RawNode, RawNode, readonly string[]]>([
    ['the same plan', indexScan('orders', 'i'), indexScan('orders', 'i'), []],
    ['an index scan lost', indexScan('orders', 'i'), seqScan('orders'), ['index-lost i of orders']],
    [
      'an index-only scan lost',
      { ...indexScan('orders', 'i'), 'Node Type': 'Index Only Scan' },
      seqScan('orders'),
      ['index-lost i of orders'],
    ],
    ['a bitmap scan lost', bitmapScan('orders', 'i'), seqScan('orders'), ['index-lost i of orders']],
    [
      'lost below another join',
      node('Nested Loop', {}, seqScan('items'), indexScan('orders', 'i')),
      node('Hash Join', {}, seqScan('items'), node('Hash', {}, seqScan('orders'))),
      ['index-lost i of orders'],
    ],
    [
      'lost in one of two uses of a table',
      node('Append', {}, indexScan('orders', 'i', { Alias: 'a' }), indexScan('orders', 'j', { Alias: 'b' })),
      node('Append', {}, indexScan('orders', 'i', { Alias: 'a' }), seqScan('orders', { Alias: 'b' })),
      ['index-lost j of orders'],
    ],
    [
      'a table that was not read before',
      indexScan('orders', 'i'),
      node('Hash Join', {}, indexScan('orders', 'i'), seqScan('items')),
      ['sequential-scan-introduced items'],
    ],
    [
      'an index gained',
      seqScan('orders'),
      indexScan('orders', 'i'),
      ['plan-changed Seq Scan on orders → Index Scan using i on orders'],
    ],
    [
      'another index',
      indexScan('orders', 'i'),
      indexScan('orders', 'j'),
      ['plan-changed Index Scan using i on orders → Index Scan using j on orders'],
    ],
  ])('%s', (_, base, head, facts) => {
    expect(told(base, head)).toEqual(facts);
  });

  test('a small table may be read as a whole, unless that touches many more blocks', () => {
    expect(told(indexScan('orders', 'i', blocks(3)), seqScan('orders', blocks(5)), SMALL)).toEqual([
      'plan-changed Index Scan using i on orders → Seq Scan on orders',
    ]);
    expect(told(indexScan('orders', 'i', blocks(3)), seqScan('orders', blocks(90)), SMALL)).toEqual([
      'index-lost i of orders',
    ]);
  });

  test.each([
    [100, 149, []],
    [100, 150, ['buffers-grew 100 150']],
    [300, 350, []],
    [300, 360, ['buffers-grew 300 360']],
    [10, 60, ['buffers-grew 10 60']],
    [500, 100, []],
  ])('%d blocks on base and %d on head', (base, head, facts) => {
    expect(told(indexScan('orders', 'i', blocks(base)), indexScan('orders', 'i', blocks(head)))).toEqual(
      facts,
    );
  });

  test('another alias is the same table, and a partition is told with its siblings', () => {
    expect(told(seqScan('orders', { Alias: 'o' }), seqScan('orders', { Alias: 'sale' }))).toEqual([
      'plan-changed Seq Scan on orders o → Seq Scan on orders sale',
    ]);
    const of = (scan: typeof seqScan, ...months: number[]) =>
      node('Append', {}, ...months.map((month) => scan(`e_${month}`, { Alias: `e_${month}` })));
    const sizes = new Map([1, 2, 3].map((month) => [`e_${month}`, 300]));
    const indexed: typeof seqScan = (relation, more) => indexScan(relation, `${relation}_idx`, more);
    const facts = comparePlans(plan(of(indexed, 1, 2, 3)), plan(of(seqScan, 1, 2, 3)), sizes);
    expect(facts).toMatchObject([{ kind: 'index-lost', relation: 'e_1', also: ['e_2', 'e_3'] }]);
  });

  test('a large table read as a whole is no loss where fewer blocks are touched by it', () => {
    expect(told(indexScan('orders', 'i', blocks(900)), seqScan('orders', blocks(200)))).toEqual([
      'plan-changed Index Scan using i on orders → Seq Scan on orders',
    ]);
  });

  test('a lost index of a small table warns where few rows are kept of many blocks', () => {
    const head = (kept: number) => seqScan('items', { ...blocks(22), ...rows(1, kept) });
    const of = (kept: number) =>
      comparePlans(plan(indexScan('items', 'i', blocks(3))), plan(head(kept)), SMALL).filter(
        ({ kind }) => kind === 'index-lost',
      );
    expect(of(1)).toMatchObject([{ isSmall: true }]);
    expect(of(8)).toEqual([]);
  });

  test('a table read once for each row of another, newly or as ever', () => {
    const hashed = node('Hash Join', {}, seqScan('orders'), node('Hash', {}, seqScan('items')));
    const loop = (times: number) =>
      node(
        'Nested Loop',
        {},
        seqScan('orders'),
        seqScan('items', { 'Actual Loops': times, 'Parent Relationship': 'Inner' }),
      );
    const planned = node(
      'Nested Loop',
      { 'Actual Rows': undefined },
      seqScan('orders', { 'Actual Rows': undefined, 'Plan Rows': 40 }),
      seqScan('items', { 'Actual Rows': undefined, 'Parent Relationship': 'Inner' }),
    );
    expect(told(hashed, loop(7))).toContain('nested-loop-scan items × 7');
    expect(told(loop(7), loop(7))).toEqual(['nested-loop-scan items × 7 on both']);
    expect(told(hashed, planned)).toContain('nested-loop-scan items × 40');
    expect(told(hashed, loop(1)).filter((fact) => fact.startsWith('nested'))).toEqual([]);
    expect(told(hashed, loop(7), SMALL).filter((fact) => fact.startsWith('nested'))).toEqual([]);
  });

  test('far more rows are handled though no more blocks are read', () => {
    const join = (count: number) =>
      node('Nested Loop', rows(count, count), seqScan('orders', rows(100, 100)), seqScan('items'));
    expect(told(join(100), join(20_000))).toEqual(['rows-grew 210 20110']);
    expect(told(join(100), join(9000))).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['Sort', { 'Sort Space Type': 'Disk', 'Sort Space Used': 9000 }],
    ['Aggregate', { 'Disk Usage': 400 }],
    ['Hash', { 'Hash Batches': 4, 'Peak Memory Usage': 4000 }],
  ])('a %s that spills', (type, spilled) => {
    const fits = node(type, {
      'Sort Space Type': 'Memory',
      'Sort Space Used': 25,
      'Hash Batches': 1,
      'Disk Usage': 0,
    });
    expect(told(fits, fits)).toEqual([]);
    expect(told(fits, node(type, spilled))).toEqual([`spill ${type}`]);
    expect(told(node(type, spilled), node(type, spilled))).toEqual([`spill ${type} on both`]);
  });

  test.each<[string, RawNode, readonly string[]]>([
    ['ten times more rows than expected', seqScan('orders', rows(100, 1000)), ['misestimate Seq Scan']],
    ['ten times fewer', seqScan('orders', rows(1000, 100)), ['misestimate Seq Scan']],
    ['nine times more', seqScan('orders', rows(1000, 9000)), []],
    ['few rows', seqScan('orders', rows(1, 900)), []],
    ['none found', seqScan('orders', rows(5000, 0)), ['misestimate Seq Scan']],
    ['never run', seqScan('orders', { ...rows(5000, 0), 'Actual Loops': 0 }), []],
    ['stopped early by a limit', limit(seqScan('orders', rows(5000, 20))), []],
    [
      'more than expected, in spite of a limit',
      limit(seqScan('orders', rows(20, 5000))),
      ['misestimate Seq Scan'],
    ],
    ['only planned', seqScan('orders', { ...rows(5000, 0), 'Actual Rows': undefined }), []],
  ])('an estimate of %s', (_, head, facts) => {
    const good = JSON.parse(JSON.stringify(head), (key, value: unknown) =>
      key === 'Actual Rows' ? undefined : value,
    ) as RawNode;
    expect(told(good, head)).toEqual(facts);
    expect(told(head, head)).toEqual(facts.map((fact) => `${fact} on both`));
  });
});
