import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRouter } from '../lib/router.js';

const find = createRouter({ 'GET /api/customers/:id/orders': () => 'orders' });

test('a pattern matches and names its parameters', () => {
  assert.deepEqual(find('GET', '/api/customers/7/orders').parameters, { id: '7' });
});

test('another method or path does not match', () => {
  assert.equal(find('POST', '/api/customers/7/orders'), null);
  assert.equal(find('GET', '/api/customers/7'), null);
});
