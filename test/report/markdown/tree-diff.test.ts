// A difference of plan trees: nothing of either side is lost, and what only moved in depth is not taken for the same node.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { treeDiff } from '../../../src/report/markdown/tree-diff.ts';

const BASE = `Limit  (cost 24.40, 20 rows expected, 6 blocks)
└─ Index Scan using orders_customer_id_idx on orders  (cost 24.30, 6 blocks)
        Index Cond: (customer_id = 42)`;
const HEAD = `Limit  (cost 1,911, 20 rows expected, 412 blocks)
└─ Sort (quicksort)  (cost 1,910, 412 blocks)
   └─ Seq Scan on orders  (cost 1,900, 412 blocks)
           Filter: (customer_id = 42)`;

/** What one side of a difference says. */
function sideOf(diff: string, sign: '-' | '+'): string {
  const lines = diff.split('\n').slice(2);
  return lines
    .filter((line) => line.startsWith(sign) || line.startsWith(' '))
    .map((line) => line.slice(2))
    .join('\n');
}

describe('treeDiff', () => {
  test('a node with other numbers is a pair; what took another’s place follows it', () => {
    expect(treeDiff(BASE, HEAD)).toMatchInlineSnapshot(`
      "--- base
      +++ head
      - Limit  (cost 24.40, 20 rows expected, 6 blocks)
      + Limit  (cost 1,911, 20 rows expected, 412 blocks)
      - └─ Index Scan using orders_customer_id_idx on orders  (cost 24.30, 6 blocks)
      -         Index Cond: (customer_id = 42)
      + └─ Sort (quicksort)  (cost 1,910, 412 blocks)
      +    └─ Seq Scan on orders  (cost 1,900, 412 blocks)
      +            Filter: (customer_id = 42)"
    `);
  });

  test('the same on both sides is said once, without signs', () => {
    expect(treeDiff(BASE, BASE)).toBe(BASE);
  });

  test('both sides can be read back from it', () => {
    const line = fc
      .tuple(fc.nat(3), fc.constantFrom('Sort', 'Seq Scan on orders', 'Hash Join'), fc.nat(20))
      .map(([depth, node, cost]) => `${'   '.repeat(depth)}└─ ${node}  (cost ${cost})`);
    const tree = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(tree, tree, (base, head) => {
        fc.pre(base !== head);
        const diff = treeDiff(base, head);
        expect(sideOf(diff, '-')).toBe(base);
        expect(sideOf(diff, '+')).toBe(head);
      }),
      { seed: 20261121 },
    );
  });
});
