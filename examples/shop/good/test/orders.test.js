import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOrders } from '../lib/orders.js';
import { fakeDatabase } from './fake-database.js';

const orders = [
  { id: 2, customer_id: 7, placed_at: '2025-01-02', status: 'paid', total_cents: 900 },
  { id: 1, customer_id: 8, placed_at: '2025-01-01', status: 'shipped', total_cents: 400 },
];
const items = [
  { order_id: 1, name: 'Lamp', quantity: 1, price_cents: 400 },
  { order_id: 2, name: 'Clock', quantity: 2, price_cents: 300 },
  { order_id: 2, name: 'Rug', quantity: 1, price_cents: 300 },
];

test('the latest orders carry their own items', async () => {
  const { orders: listed } = await createOrders(fakeDatabase({ orders, items })).latest(1);
  assert.deepEqual(
    listed.map((order) => [order.id, order.items.map((item) => item.name)]),
    [
      [2, ['Clock', 'Rug']],
      [1, ['Lamp']],
    ],
  );
});

test('a page past the end is empty', async () => {
  assert.deepEqual(await createOrders(fakeDatabase({ orders, items })).latest(2), { page: 2, orders: [] });
});

test('a customer sees only their own orders', async () => {
  const answer = await createOrders(fakeDatabase({ orders, items })).ofCustomer(8);
  assert.deepEqual(answer.orders.map((order) => order.id), [1]);
});
