// Which statements count as one: tables of equals and differents, and what happens to text no grammar reads.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  openFingerprinter,
  type Fingerprinter,
} from '../../../src/measure/n-plus-one/fingerprint-statement.ts';
import { numberPlaceholders } from '../../../src/measure/n-plus-one/number-placeholders.ts';

let fingerprint: Fingerprinter;
beforeAll(async () => {
  fingerprint = await openFingerprinter();
});

describe('placeholders', () => {
  test.each([
    ['SELECT * FROM t WHERE a = ? AND b = ?', 'SELECT * FROM t WHERE a = $1 AND b = $2'],
    [
      'SELECT * FROM t WHERE a = :id AND b = :other OR c = :id',
      'SELECT * FROM t WHERE a = $1 AND b = $2 OR c = $1',
    ],
    [
      "SELECT '?' || \":x\" || ':y' -- ? :z\n FROM t WHERE a = ?",
      "SELECT '?' || \":x\" || ':y' -- ? :z\n FROM t WHERE a = $1",
    ],
    [
      'SELECT a::text, b[1:2] FROM t /* ? */ WHERE a = :a::int',
      'SELECT a::text, b[1:2] FROM t /* ? */ WHERE a = $1::int',
    ],
    ["SELECT data ? 'key' FROM t WHERE id = ?", "SELECT data ? 'key' FROM t WHERE id = $1"],
    ['SELECT $$ ? :x $$, $a$ ? $a$, ?', 'SELECT $$ ? :x $$, $a$ ? $a$, $1'],
  ])('%s', (sql, expected) => {
    expect(numberPlaceholders(sql)).toBe(expected);
  });
});

describe('fingerprints', () => {
  test.each([
    ['SELECT * FROM t WHERE id = 1', 'select *  from t where id = $1'],
    ['SELECT * FROM t WHERE id = ?', 'SELECT * FROM t WHERE id = $1'],
    ['SELECT * FROM t WHERE id = :id', 'SELECT * FROM t WHERE id = 7 /* by: me */'],
    ['SELECT * FROM t WHERE id IN (1, 2, 3)', 'SELECT * FROM t WHERE id IN ($1, $2)'],
    ['SELEC * FORM t WHERE id = 7', "selec *   form T where id = 'x' -- no grammar"],
  ])('%s is %s', (one, other) => {
    expect(fingerprint(one).key).toBe(fingerprint(other).key);
  });

  test.each([
    ['SELECT a FROM t', 'SELECT b FROM t'],
    ['SELECT a FROM t WHERE id = 1', 'SELECT a FROM t WHERE other = 1'],
    ['SELEC a', 'SELEC b'],
  ])('%s is not %s', (one, other) => {
    expect(fingerprint(one).key).not.toBe(fingerprint(other).key);
  });

  test('mark what could not be parsed', () => {
    expect(fingerprint('SELEC 1')).toMatchObject({ isParsed: false, key: 'text:selec ?' });
    expect(fingerprint('SELECT 1').isParsed).toBe(true);
  });

  test('are made for any text', () => {
    fc.assert(
      fc.property(fc.string(), (sql) => {
        expect(fingerprint(sql).key).toBe(fingerprint(sql).key);
      }),
    );
  });
});
