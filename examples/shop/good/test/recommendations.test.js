import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare, recommend } from '../lib/recommendations.js';

const catalogue = [
  { id: 1, name: 'Oak table', description: 'A table of oak', attributes: '{"room":"kitchen"}', price_cents: 1 },
  { id: 2, name: 'Steel clock', description: 'A clock of steel', attributes: '{"room":"office"}', price_cents: 2 },
  { id: 3, name: 'Oak chair', description: 'A chair of oak', attributes: '{"room":"kitchen"}', price_cents: 3 },
];

test('what shares most with the bought product comes first', () => {
  const products = recommend(prepare(catalogue), new Set([1]), 2);
  assert.deepEqual(products.map((product) => product.id), [3, 2]);
});

test('bought products are not recommended again', () => {
  assert.deepEqual(recommend(prepare(catalogue), new Set([1, 2, 3]), 5), []);
});
