// A shop: customers, their orders and the items of each.
import { type PlanSchema, scattered } from './plan-case.ts';

export const SHOP: PlanSchema = {
  name: 'shop',
  tables: `
    CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, country text NOT NULL, since date NOT NULL, note text);
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL,
      placed_at timestamp NOT NULL, total numeric(10, 2) NOT NULL, note text NOT NULL);
    CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, product_id int NOT NULL,
      code varchar(20) COLLATE "C" NOT NULL, quantity int NOT NULL);
    CREATE UNIQUE INDEX customers_email_idx ON customers (email);
    CREATE INDEX orders_customer_idx ON orders (customer_id, placed_at);
    CREATE INDEX orders_placed_idx ON orders (placed_at);
    CREATE INDEX orders_open_idx ON orders (total) WHERE status = 'open';
    CREATE INDEX items_order_idx ON items (order_id);
    CREATE INDEX items_product_idx ON items (product_id, quantity);
    CREATE INDEX items_code_idx ON items (code);`,
  rows: (scale) => `
    INSERT INTO customers SELECT i, 'person' || i || '@example.org', 'country' || ${scattered('40', 'c')},
      date '2020-01-01' + ${scattered('2000', 's')}, repeat('c', 60) FROM generate_series(1, ${5000 * scale}) AS i;
    INSERT INTO orders SELECT i, 1 + ${scattered(`${2000 * scale}`, 'c')},
      CASE WHEN i % 100 = 0 THEN 'open' WHEN i % 10 = 1 THEN 'sent' ELSE 'done' END,
      timestamp '2025-01-01' + i * interval '${Math.round(1200 / scale)} seconds',
      ${scattered('50000', 't')} / 100.0, repeat('n', 60) FROM generate_series(1, ${20_000 * scale}) AS i;
    INSERT INTO items SELECT i, 1 + ${scattered(`${20_000 * scale}`, 'o')}, 1 + ${scattered(`${3000 * scale}`, 'p')},
      substr(md5(i::text), 1, 10), 1 + ${scattered('9', 'q')} FROM generate_series(1, ${60_000 * scale}) AS i;`,
  queries: {
    'customer-orders': {
      sql: 'SELECT id, total FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC LIMIT 10',
      parameters: [123],
    },
    'order-items': { sql: 'SELECT code, quantity FROM items WHERE order_id = $1', parameters: [77] },
    'by-email': {
      sql: 'SELECT id, country FROM customers WHERE email = $1',
      parameters: ['person99@example.org'],
    },
    'customer-items': {
      sql: 'SELECT o.id, i.code FROM orders AS o JOIN items AS i ON i.order_id = o.id WHERE o.customer_id = $1',
      parameters: [123],
    },
    'open-orders': {
      sql: "SELECT id, total FROM orders WHERE status = 'open' ORDER BY total DESC LIMIT 20",
    },
    latest: { sql: 'SELECT id, placed_at FROM orders ORDER BY placed_at DESC LIMIT 20' },
    'of-a-day': {
      sql: "SELECT count(*), sum(total) FROM orders WHERE placed_at >= '2025-01-03' AND placed_at < '2025-01-03 06:00'",
    },
    'code-prefix': { sql: "SELECT id, code FROM items WHERE code LIKE 'ab12%'" },
    'by-country': {
      sql: 'SELECT c.country, sum(o.total) FROM orders AS o JOIN customers AS c ON c.id = o.customer_id GROUP BY c.country',
    },
    'product-sold': { sql: 'SELECT sum(quantity) FROM items WHERE product_id = $1', parameters: [42] },
    'note-search': { sql: "SELECT id FROM orders WHERE note LIKE '%gift%'" },
    'by-total': { sql: 'SELECT id, customer_id FROM orders WHERE total = $1', parameters: [123.45] },
    'rich-countries': { sql: 'SELECT country, count(*) FROM customers GROUP BY country' },
    'by-lower-email': {
      sql: "SELECT id FROM customers WHERE lower(email) = 'person99@example.org'",
    },
  },
};
