import { describe, expect, test } from 'vitest';
import type { Diff } from '../../src/change/diff.ts';
import { indexChangedLines } from '../../src/compare/changed-lines.ts';
import { clueWords, locate } from '../../src/compare/locate.ts';
import { locateRoute } from '../../src/compare/locate-route.ts';
import { diffOf } from './documents.ts';

function place(diff: Diff, ...clues: string[]): string | null {
  const location = locate(clues, indexChangedLines(diff, new Set(clues.flatMap(clueWords))));
  return location === null ? null : `${location.side}:${location.path}:${location.line}`;
}

describe('by clues', () => {
  const diff = diffOf({
    'docs/orders.md':
      '@@ -1 +1,2 @@\n # Orders\n+The index orders_customer_idx is gone, order_items is read per order.\n',
    'db/migrations/003.sql':
      '@@ -0,0 +1,2 @@\n+CREATE INDEX orders_status_idx ON orders (status);\n+DROP INDEX orders_customer_idx;\n',
    'lib/orders.js': [
      '@@ -10,6 +10,7 @@ export function createOrders(database) {',
      '   const orders = await database.query(LATEST);',
      '-  const items = await database.query(ITEMS, [orders.map((order) => order.id)]);',
      '+  for (const order of orders) {',
      '+    const items = await database.query("SELECT name FROM order_items WHERE order_id = $1", [order.id]);',
      '+  }',
      '   return orders;',
    ].join('\n'),
    'lib/prices.js': '@@ -3,2 +3,1 @@\n kept\n-const rounded = roundPrices(orders);\n',
    'test/orders.test.js':
      '@@ -1 +1,2 @@\n kept\n+expect(await query("SELECT name FROM order_items WHERE order_id = $1")).toEqual([]);\n',
  });

  test.each<[string, string[], string | null]>([
    [
      'an index by its name, in the migration and not in the prose',
      ['orders_customer_idx'],
      'head:db/migrations/003.sql:2',
    ],
    [
      'the name of the index beats its table',
      ['orders_customer_idx', 'orders'],
      'head:db/migrations/003.sql:2',
    ],
    [
      'a statement, in the code and not in the test',
      ['SELECT name FROM order_items WHERE order_id = $1'],
      'head:lib/orders.js:12',
    ],
    ['a word that only stands beside a change', ['LATEST'], 'head:lib/orders.js:11'],
    ['a table', ['order_items'], 'head:lib/orders.js:12'],
    ['a function whose call was deleted', ['roundPrices'], 'base:lib/prices.js:4'],
    ['part of a word is not the word', ['round'], null],
    ['a word nobody changed', ['invoices'], null],
    ['words of a file name, without the file', ['test/orders-query.test.js'], null],
    ['grammar alone', ['SELECT FROM WHERE'], null],
    ['no clue', [], null],
  ])('%s', (_name, clues, expected) => {
    expect(place(diff, ...clues)).toBe(expected);
  });

  test('an index that was deleted from the schema is found on the base side', () => {
    const schema = diffOf({
      'db/schema.sql': '@@ -4,3 +4,2 @@\n x\n-CREATE INDEX orders_placed_idx ON orders (placed_at);\n y\n',
    });
    expect(place(schema, 'orders_placed_idx', 'orders')).toBe('base:db/schema.sql:5');
  });

  test('a script by its path, where the page asks for it', () => {
    const page = diffOf({
      'public/index.html':
        '@@ -7,2 +7,3 @@\n <link>\n+<script src="/vendor/place-search.js"></script>\n <script src="/app.js">\n',
      'public/app.js': '@@ -1 +1,2 @@\n x\n+search(place);\n',
    });
    expect(place(page, '/vendor/place-search.js')).toBe('head:public/index.html:8');
  });
});

describe('a route without clues', () => {
  const span = (path: string, diff: Diff): string | null => {
    const location = locateRoute(path, diff);
    return location === null ? null : `${location.path}:${location.line}-${location.endLine}`;
  };

  test('is found in the file that carries its name, not in the page that asks for it', () => {
    const diff = diffOf({
      'public/app.js': "@@ -30,3 +30,4 @@\n load('/api/recommendations');\n+one();\n \n",
      'lib/recommendations.js':
        '@@ -8,2 +8,3 @@ export function createRecommendations(database) {\n-cached();\n+const rows = await query();\n+const products = prepare(rows);\n x\n',
      'lib/similarity.js': '@@ -1 +1,3 @@\n x\n+y\n+z\n',
    });
    expect(span('/api/recommendations?limit=12', diff)).toBe('lib/recommendations.js:8-9');
  });

  test('is found at its registration', () => {
    const diff = diffOf({
      'server.js': "@@ -1,2 +1,4 @@\n x\n+app.get('/api/orders/:id', (request) => {\n+  burn();\n y\n",
      'worker.js': '@@ -1 +1,2 @@\n x\n+burn();\n',
    });
    expect(span('/api/orders/42', diff)).toBe('server.js:2-3');
  });

  test('is found in what its handler calls, when the handler itself only stands nearby', () => {
    const diff = diffOf({
      'server.js': "@@ -1,3 +1,4 @@\n app.get('/reports', () => buildPivot(rows));\n \n+// formatting\n y\n",
      'lib/pivot.js':
        '@@ -1,3 +1,4 @@ export function buildPivot(rows) {\n x\n+  for (const row of rows) burn(row);\n y\n',
    });
    expect(span('/reports', diff)).toBe('lib/pivot.js:2-2');
  });

  test.each(['/', '/api/42', '/api/invoices'])('%s is found nowhere', (path) => {
    expect(span(path, diffOf({ 'lib/orders.js': '@@ -1 +1,2 @@\n x\n+orders();\n' }))).toBeNull();
  });
});

test.each<[string, string]>([
  ['lib/clock.js', 'test/clock.test.js'],
  ['lib/clock.js', 'public/clock.js'],
  ['db/migrations/0001_add.ts', 'config/limits.json'],
  ['public/index.html', '.github/perfcrew.yml'],
  ['config/limits.json', 'package-lock.json'],
  ['src/contest.ts', 'public/vendor/chart.js'],
  ['yarn.lock', 'test/orders.ts'],
  ['test/orders.ts', 'docs/orders.md'],
])('a word in %s says more than the same word in %s', (likely, unlikely) => {
  const change = '@@ -1 +1,2 @@\n x\n+burnCpu();\n';
  expect(place(diffOf({ [likely]: change, [unlikely]: change }), 'burnCpu')).toBe(`head:${likely}:2`);
});
