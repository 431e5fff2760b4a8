// Which replacements are offered, and for which shapes none is.
import { beforeAll, expect, test } from 'vitest';
import { batchStatement } from '../../../src/measure/n-plus-one/batch-statement.ts';
import {
  openFingerprinter,
  type Fingerprinter,
} from '../../../src/measure/n-plus-one/fingerprint-statement.ts';

let fingerprint: Fingerprinter;
beforeAll(async () => {
  fingerprint = await openFingerprinter();
});

test.each([
  ['SELECT * FROM author WHERE id = $1', [1], 'SELECT * FROM author WHERE id = ANY($1)'],
  ['SELECT name FROM author WHERE id = ?', [1], 'SELECT id, name FROM author WHERE id = ANY($1)'],
  [
    'SELECT a.name FROM author a WHERE a.id = $1',
    [1],
    'SELECT a.id, a.name FROM author a WHERE a.id = ANY($1)',
  ],
  [
    'SELECT id FROM t WHERE "Key" = $2 AND tenant = $1 ORDER BY id',
    [2],
    'SELECT "Key", id FROM t WHERE "Key" = ANY($2) AND tenant = $1 ORDER BY id',
  ],
  [
    "SELECT 'é' AS é, id FROM t WHERE id = $1::int",
    [1],
    "SELECT 'é' AS é, id FROM t WHERE id = ANY($1::int[])",
  ],
  [
    'SELECT i.order_id, p.name FROM items AS i JOIN products AS p ON p.id = i.product_id WHERE i.order_id = $1 ORDER BY i.id',
    [1],
    'SELECT i.order_id, p.name FROM items AS i JOIN products AS p ON p.id = i.product_id WHERE i.order_id = ANY($1) ORDER BY i.id',
  ],
  [
    'SELECT p.id, p.* FROM items i LEFT JOIN products p USING (product_id) WHERE i.id = $1',
    [1],
    'SELECT i.id, p.id, p.* FROM items i LEFT JOIN products p USING (product_id) WHERE i.id = ANY($1)',
  ],
])('%s', (sql, varying, expected) => {
  expect(batchStatement({ fingerprint: fingerprint(sql), varying })).toBe(expected);
});

test.each([
  ['SELECT * FROM t WHERE id = $1 LIMIT 1', [1]],
  ['SELECT count(*) FROM t WHERE id = $1', [1]],
  ['SELECT DISTINCT a FROM t WHERE id = $1', [1]],
  ['SELECT a FROM t WHERE id = $1 GROUP BY a', [1]],
  ['SELECT a FROM t WHERE id = $1 OR b = 2', [1]],
  ['SELECT a FROM t WHERE id > $1', [1]],
  ['SELECT a FROM t WHERE id = $1 AND b = $2', [1, 2]],
  ['SELECT a FROM t WHERE id = $1 AND b = $1', [1]],
  ['SELECT a FROM t WHERE id = $1 FOR UPDATE', [1]],
  ['SELECT a FROM t LEFT JOIN u ON u.id = $1 WHERE t.id = u.id', [1]],
  ['SELECT a FROM t WHERE id = $1::numeric(10, 2)', [1]],
  ['SELECT a FROM t WHERE id = CAST($1 AS int)', [1]],
  ['SELECT a FROM t WHERE id = $1 UNION SELECT b FROM u', [1]],
  ['UPDATE t SET a = 1 WHERE id = $1', [1]],
  ['SELECT a FROM t WHERE id = 7', []],
  ['SELEC a FROM t WHERE id = $1', [1]],
])('%s is left alone', (sql, varying) => {
  expect(batchStatement({ fingerprint: fingerprint(sql), varying })).toBeNull();
});
