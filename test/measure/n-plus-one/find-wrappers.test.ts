// Whose line is told where all statements of a project go through one function.
import { beforeAll, describe, expect, test } from 'vitest';
import { findWrappers, locateFrame } from '../../../src/measure/n-plus-one/find-wrappers.ts';
import {
  openFingerprinter,
  type Fingerprinter,
} from '../../../src/measure/n-plus-one/fingerprint-statement.ts';

let fingerprint: Fingerprinter;
beforeAll(async () => {
  fingerprint = await openFingerprinter();
});

const at = (file: string, line: number) => ({ file: `/app/${file}`, line });
const QUERY = at('lib/database.js', 11);
const ORDERS = { sql: 'SELECT * FROM orders', frames: [QUERY, at('lib/orders.js', 23)] };
const ITEMS = { sql: 'SELECT * FROM items WHERE order_id = 7', frames: [QUERY, at('lib/orders.js', 26)] };
const OTHER_ITEMS = { ...ITEMS, sql: 'SELECT * FROM items WHERE order_id = 8' };

const lineOf = (statements: readonly (typeof ORDERS)[], frames = ITEMS.frames) =>
  locateFrame(frames, '/app', findWrappers(statements, fingerprint));

describe('the line that asks', () => {
  test('is not that of the function all statements go through', () => {
    expect(lineOf([ORDERS, ITEMS, OTHER_ITEMS])).toEqual({ path: 'lib/orders.js', line: 26 });
  });

  test('is the nearest where only one statement was seen, whatever its values', () => {
    expect(lineOf([ITEMS, OTHER_ITEMS])).toEqual({ path: 'lib/database.js', line: 11 });
  });

  test('is the nearest where every line of it is shared', () => {
    const same = { ...ORDERS, frames: ITEMS.frames };
    expect(lineOf([same, ITEMS])).toEqual({ path: 'lib/database.js', line: 11 });
  });

  test('lies in the repository, or nowhere', () => {
    expect(lineOf([], [{ file: '/else/where.js', line: 1 }, at('a.js', 2)])).toEqual({
      path: 'a.js',
      line: 2,
    });
    expect(lineOf([], [{ file: '/application/a.js', line: 1 }])).toBeNull();
    expect(lineOf([], [])).toBeNull();
  });
});
