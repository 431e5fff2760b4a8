// Patches of the demo shop, where a proof has routes, a database, a page and tests to go by.
import type { PatchCase } from './patch-case.ts';

const ORDERS = 'GET /api/orders';
const RECOMMENDATIONS = 'GET /api/recommendations';

export const SHOP_CASES: readonly PatchCase[] = [
  {
    id: 'shop-one-query',
    truth: 'faster',
    title: 'Ask for the items of all orders at once',
    subject: { kind: 'shop', on: 'slow', edits: [], take: ['lib/orders.js'], targets: [ORDERS] },
  },
  {
    id: 'shop-tokens-once',
    truth: 'faster',
    title: 'Read the tokens of each product once per request',
    subject: {
      kind: 'shop',
      on: 'slow',
      take: ['lib/similarity.js'],
      edits: [
        {
          path: 'lib/recommendations.js',
          from: 'import { similarity } from',
          to: 'import { similarity, tokensOf } from',
        },
        {
          path: 'lib/recommendations.js',
          from: '({ ...product }))',
          to: '({ ...product, tokens: tokensOf(product) }))',
        },
      ],
      targets: [RECOMMENDATIONS],
    },
  },
  {
    id: 'shop-index',
    truth: 'faster',
    title: 'Give the orders of a customer their index again',
    subject: {
      kind: 'shop',
      on: 'slow',
      edits: [],
      add: {
        'db/migrations/004_customer_orders_index.sql':
          'CREATE INDEX CONCURRENTLY orders_customer_placed_again_idx ON orders (customer_id, placed_at DESC);\n',
      },
      targets: ['orders of a customer'],
    },
  },
  {
    id: 'shop-names',
    truth: 'same',
    title: 'Take the items of an order apart by their names',
    subject: {
      kind: 'shop',
      on: 'good',
      edits: [
        {
          path: 'lib/orders.js',
          from: 'items.map(({ name, quantity, price_cents }) => ({ name, quantity, price_cents }))',
          to: 'items.map((item) => ({ name: item.name, quantity: item.quantity, price_cents: item.price_cents }))',
        },
      ],
      targets: [ORDERS],
    },
  },
  {
    id: 'shop-query-each',
    truth: 'slower',
    title: 'Ask for the items of each order when they are needed',
    subject: { kind: 'shop', on: 'good', edits: [], take: ['lib/orders.js'], targets: [ORDERS] },
  },
  {
    id: 'shop-kept-rows',
    truth: 'different',
    title: 'Read each page of orders once',
    subject: {
      kind: 'shop',
      on: 'good',
      edits: [
        {
          path: 'lib/orders.js',
          from: 'const PAGE_SIZE = 50;',
          to: 'const PAGE_SIZE = 50;\nconst kept = { pages: [] };',
        },
        {
          path: 'lib/orders.js',
          from: 'const orders = await database.query(LATEST, [PAGE_SIZE, (page - 1) * PAGE_SIZE]);',
          to: 'const orders = (kept.pages[page] ??= await database.query(LATEST, [PAGE_SIZE, (page - 1) * PAGE_SIZE]));',
        },
      ],
      targets: [ORDERS],
    },
  },
  {
    id: 'shop-two-items',
    truth: 'different',
    title: 'Send the items a list shows',
    subject: {
      kind: 'shop',
      on: 'good',
      edits: [
        {
          path: 'lib/orders.js',
          from: 'withItems(order, byOrder.get(order.id) ?? [])',
          to: 'withItems(order, (byOrder.get(order.id) ?? []).slice(0, 2))',
        },
      ],
      targets: [ORDERS],
    },
  },
];
