// Flame graphs come from files that stood beside a stranger's code: whatever is in them, the page stays whole and small.
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { readFlameTree, type FlameFrame } from '../../../src/report/html/flame/flame-tree.ts';
import { slowestFrames } from '../../../src/report/html/flame/slowest-frames.ts';
import { FLAME } from '../build-report.ts';

function framesOf(frame: FlameFrame): readonly FlameFrame[] {
  return [frame, ...frame.c.flatMap(framesOf)];
}

function depthOf(frame: FlameFrame): number {
  return 1 + frame.c.reduce((most, child) => Math.max(most, depthOf(child)), 0);
}

describe('readFlameTree', () => {
  test('reads what the profile gauge writes, the widest function first', () => {
    const tree = readFlameTree(JSON.stringify(FLAME));
    expect(tree?.n).toBe('whole request');
    expect([tree?.v, tree?.d]).toEqual([9840, 8110]);
    expect(tree?.c[0]?.c.map(({ n }) => n)).toEqual([
      'listOrders (src/routes/orders.js:20)',
      'toJson (src/json.js:4)',
      'cacheLookup (src/cache.js:9)',
    ]);
  });

  test.each([
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '{"name":"a","value":0,"delta":0}',
    '{"value":"9","children":{}}',
  ])('is null for %s', (text) => expect(readFlameTree(text)).toBeNull());

  test('a hundred thousand nested calls and twenty thousand neighbours are cut', () => {
    const deep = '{"name":"f","value":9,"delta":1,"children":['.repeat(100_000) + ']}'.repeat(100_000);
    const cut = readFlameTree(deep);
    expect(cut === null ? 0 : depthOf(cut)).toBeLessThanOrEqual(151);
    const child = { name: 'g', value: 1000, delta: 1, children: [] };
    const wide = readFlameTree(
      JSON.stringify({ ...child, children: Array.from({ length: 20_000 }, () => child) }),
    );
    expect(wide === null ? 0 : framesOf(wide).length).toBeLessThanOrEqual(12_000);
  });

  const frame: fc.Memo<unknown> = fc.memo((depth) =>
    fc.record(
      {
        name: fc.oneof(fc.string(), fc.integer()),
        value: fc.oneof(fc.double(), fc.integer({ min: -50, max: 5000 }), fc.string()),
        delta: fc.oneof(fc.double(), fc.integer({ min: -5000, max: 5000 })),
        children: depth <= 1 ? fc.constant([]) : fc.array(frame(depth - 1), { maxLength: 4 }),
      },
      { requiredKeys: [] },
    ),
  );

  test('a caller is never thinner than what it called, on either side', () => {
    fc.assert(
      fc.property(frame(5), (json) => {
        const tree = readFlameTree(JSON.stringify(json));
        for (const { n, v, d, c } of tree === null ? [] : framesOf(tree)) {
          expect(n.length).toBeLessThanOrEqual(200);
          expect(v).toBeGreaterThanOrEqual(0);
          const below = c.reduce((sum, child) => sum + child.v, 0);
          const baseBelow = c.reduce((sum, child) => sum + child.v - child.d, 0);
          expect(v).toBeGreaterThanOrEqual(below - 0.2 - below * 1e-9);
          expect(v - d).toBeGreaterThanOrEqual(baseBelow - 0.3 - baseBelow * 1e-9);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

test('the table names the functions whose own time changed, not their callers', () => {
  const tree = readFlameTree(JSON.stringify(FLAME));
  expect(tree === null ? [] : slowestFrames(tree, 3)).toEqual([
    { name: 'itemsOf (src/routes/orders.js:41)', base: 0, head: 7800 },
    { name: 'query (node_modules/pg/lib/client.js:544)', base: 260, head: 900 },
    { name: 'toJson (src/json.js:4)', base: 810, head: 500 },
  ]);
});
