// Candidates from texts of queries: which parts, in which order, and which are never proposed.
import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeCandidate } from '../../../src/measure/advice/candidate.ts';
import type { Catalog, ExistingIndex } from '../../../src/measure/advice/catalog.ts';
import { nameIndex } from '../../../src/measure/advice/index-name.ts';
import { proposeCandidates } from '../../../src/measure/advice/propose-candidates.ts';
import { readAccesses } from '../../../src/measure/advice/read-accesses.ts';
import { readWrites } from '../../../src/measure/advice/read-writes.ts';

beforeAll(loadModule);

const index = (name: string, ...keys: string[]): ExistingIndex => ({
  name,
  method: 'btree',
  keys,
  included: [],
  predicate: null,
  plainOrder: true,
  unique: name.endsWith('pkey'),
  primary: name.endsWith('pkey'),
  constraint: name.endsWith('pkey'),
  valid: true,
  sizeBytes: 8192,
});
const table = (name: string, columns: readonly string[], ...indexes: ExistingIndex[]): Catalog[number] => ({
  schema: 'public',
  name,
  kind: 'r',
  pages: 1000,
  rows: 100_000,
  columns: columns.map((column) => ({ name: column, type: 'integer', width: 4, nullShare: 0, distinct: -1 })),
  indexes,
  foreignKeys: [],
});
const CATALOG: Catalog = [
  table('a', ['id', 'b_id', 'x', 'y', 'z', 'email'], index('a_pkey', 'id'), index('a_x_y_idx', 'x', 'y')),
  table('b', ['id', 'name', 'open'], index('b_pkey', 'id')),
];

function proposed(...texts: string[]): string[] {
  const accesses = texts.flatMap((text) =>
    readAccesses(text, CATALOG).map((access) => ({ access, weight: 1 })),
  );
  return proposeCandidates(accesses, CATALOG).map((candidate) =>
    describeCandidate(candidate).replace('ON "public".', '').replaceAll('"', ''),
  );
}

describe('proposed', () => {
  test.each([
    ['equal before range', 'SELECT * FROM a WHERE z > 5 AND y = 3', 'a (y, z)'],
    ['equal before order', 'SELECT * FROM a WHERE y = $1 ORDER BY z DESC', 'a (y, z)'],
    ['equal, range, order', 'SELECT * FROM a WHERE y IN (1, 2) AND z < 4 ORDER BY email', 'a (y, z, email)'],
    ['a mixed order is spelled out', 'SELECT * FROM a ORDER BY y, z DESC', 'a (y, z DESC)'],
    ['an order by position', 'SELECT z, y FROM a ORDER BY 2', 'a (y)'],
    ['covering', 'SELECT z FROM a WHERE y = 1', 'a (y) INCLUDE (z)'],
    ['a function', 'SELECT * FROM a WHERE lower(a.email) = $1', 'a ((lower(email)))'],
    ['a cast', `SELECT * FROM a WHERE y::text = '5'`, 'a (((y)::text))'],
    ['a join', 'SELECT * FROM b JOIN a ON a.b_id = b.id', 'a (b_id)'],
    [
      'in a subquery',
      'SELECT * FROM b WHERE EXISTS (SELECT FROM a WHERE a.b_id = b.id AND a.z = 1)',
      'a (z, b_id)',
    ],
    [
      'in both halves of a union',
      'SELECT id FROM b WHERE id = 1 UNION SELECT id FROM a WHERE z = 1',
      'a (z)',
    ],
    ['in a branch of an OR', 'SELECT * FROM a WHERE y = 1 OR z = 2', 'a (z)'],
    ['for an update', 'UPDATE a SET x = 1 WHERE z = $1', 'a (z)'],
    ['for a delete', 'DELETE FROM a USING b WHERE a.b_id = b.id', 'a (b_id)'],
    ['a constant condition', 'SELECT * FROM b WHERE open AND name = $1', 'b (name) WHERE open'],
    ['a condition on null', 'SELECT * FROM a WHERE y IS NULL AND z = $1', 'a (z) WHERE y IS NULL'],
  ])('%s', (_, text, expected) => {
    expect(proposed(text)).toContain(expected);
  });
});

describe('never proposed', () => {
  test('what a primary key or another index begins with', () => {
    expect(proposed('SELECT * FROM a WHERE id = 1', 'SELECT * FROM a WHERE x = 1')).toEqual([]);
    expect(proposed('SELECT * FROM a WHERE id = 1 AND y = 2')).not.toContain('a (id, y)');
  });

  test('a partial index where one query of the table asks for more', () => {
    const all = proposed('SELECT * FROM b WHERE open AND name = $1', 'SELECT * FROM b WHERE name = $1');
    expect(all).toContain('b (name)');
    expect(all.some((text) => text.includes('WHERE'))).toBe(false);
  });

  test.each([
    'SELECT FROM WHERE',
    'SELECT 1',
    'SELECT * FROM unknown WHERE z = 1',
    'CREATE TABLE c (id int)',
  ])('anything for %s', (text) => expect(proposed(text)).toEqual([]));
});

test('equal columns come in one order for all queries, so that one index serves both', () => {
  const all = proposed('SELECT * FROM a WHERE y = 1 AND z = 2', 'SELECT * FROM a WHERE z = 3');
  expect(all).toContain('a (z, y)');
  expect(all).not.toContain('a (y, z)');
});

test('writes are what is inserted, and the columns an update sets', () => {
  const written = (text: string) =>
    readWrites(text, CATALOG).map(({ table: { name }, columns }) => [name, columns]);
  expect(written('INSERT INTO a (id) VALUES (1)')).toEqual([['a', null]]);
  expect(written('WITH u AS (UPDATE b SET name = 1, open = false RETURNING id) SELECT * FROM u')).toEqual([
    ['b', ['name', 'open']],
  ]);
  expect(written('SELECT 1')).toEqual([]);
});

test.each([
  [['a_z_idx', 'b_name_idx'], 'a_b_id_z_idx'],
  [['idx_a_z', 'idx_b', 'b_name_idx'], 'idx_a_b_id_z'],
  [['index_a_on_z'], 'index_a_on_b_id_and_z'],
  [[], 'a_b_id_z_idx'],
])('beside %j an index is named %s, and never as another one', (existing, expected) => {
  const catalog = [table('a', ['id', 'b_id', 'z'], ...existing.map((name) => index(name, 'x')))];
  const access = readAccesses('SELECT * FROM a WHERE b_id = 1 AND z > 2', catalog);
  const candidate = proposeCandidates(
    access.map((one) => ({ access: one, weight: 1 })),
    catalog,
  ).find(({ keys }) => keys.length === 2);
  if (candidate === undefined) throw new Error('no candidate');
  expect(nameIndex(candidate, catalog, new Set())).toBe(expected);
  expect(nameIndex(candidate, catalog, new Set([expected]))).toBe(`${expected}1`);
});
