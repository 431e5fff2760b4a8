// A shop at two sizes: 500,000 sales as in production, and the 2,000 a seed has; with queries of every common shape.

export const SCHEMA = `
CREATE TYPE channel AS ENUM ('web', 'store', 'phone');
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL UNIQUE, country varchar(2) NOT NULL, joined_on date NOT NULL);
CREATE TABLE sales (id bigint PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, channel channel NOT NULL,
  amount numeric(10, 2) NOT NULL, sold_at timestamptz NOT NULL, note text, gone boolean NOT NULL, key uuid NOT NULL);
CREATE INDEX sales_customer_idx ON sales (customer_id);
CREATE INDEX sales_status_idx ON sales (status);
CREATE INDEX sales_sold_idx ON sales (sold_at);
CREATE INDEX sales_amount_idx ON sales (amount);
CREATE INDEX sales_channel_idx ON sales (channel, sold_at);
CREATE INDEX sales_key_idx ON sales (key);
CREATE INDEX customers_country_idx ON customers (country);`;

/** The same proportions at every size; customers are a fortieth of the sales. */
export function fill(sales: number): string {
  const customers = Math.max(1, Math.floor(sales / 40));
  return `
INSERT INTO customers SELECT i, 'c' || i || '@example.org', (ARRAY['de','fr','it','es','pl'])[1 + (i % 5) * (i % 3) % 5],
  date '2015-01-01' + i % 3000 FROM generate_series(1, ${customers}) AS i;
INSERT INTO sales SELECT i, 1 + (i::bigint * 7919) % ${customers},
  CASE WHEN i % 200 = 0 THEN 'refunded' WHEN i % 20 = 0 THEN 'open' ELSE 'done' END,
  (CASE WHEN i % 50 = 0 THEN 'phone' WHEN i % 4 = 0 THEN 'store' ELSE 'web' END)::channel,
  (i::bigint * 104729 % 100000) / 100.0, timestamptz '2024-01-01 00:00Z' + (i * 365.0 / ${sales}) * interval '1 day',
  CASE WHEN i % 10 = 0 THEN 'note ' || i END, i % 100 = 0, md5(i::text)::uuid
  FROM generate_series(1, ${sales}) AS i;`;
}

/** A seed made without a look at production: every state as often as the others, a week of sales, a few customers and amounts. */
export const UNLIKE = `
INSERT INTO customers SELECT i, 'c' || i || '@example.org', (ARRAY['de','fr','it'])[1 + i % 3], date '2024-01-01' + i % 9
  FROM generate_series(1, 20) AS i;
INSERT INTO sales SELECT i, 1 + i % 20, (ARRAY['open', 'done', 'refunded'])[1 + i % 3], (ARRAY['web', 'store', 'phone'])[1 + i % 3]::channel,
  i % 10, timestamptz '2024-06-01 00:00Z' + i * interval '1 hour', NULL, i % 2 = 0, md5(i::text)::uuid
  FROM generate_series(1, 200) AS i;`;

export const QUERIES: readonly string[] = [
  'SELECT * FROM sales WHERE id = 77',
  'SELECT * FROM sales WHERE customer_id = 17',
  "SELECT * FROM sales WHERE status = 'refunded'",
  "SELECT * FROM sales WHERE status = 'open'",
  "SELECT * FROM sales WHERE status = 'done'",
  "SELECT count(*) FROM sales WHERE status = 'open'",
  "SELECT * FROM sales WHERE sold_at > '2024-12-30'",
  "SELECT * FROM sales WHERE sold_at > '2024-11-01'",
  "SELECT * FROM sales WHERE sold_at > '2024-03-01'",
  "SELECT sum(amount) FROM sales WHERE sold_at BETWEEN '2024-05-01' AND '2024-05-02'",
  'SELECT * FROM sales WHERE amount > 999',
  'SELECT * FROM sales WHERE amount > 500',
  'SELECT * FROM sales WHERE amount BETWEEN 10 AND 11 ORDER BY amount',
  'SELECT * FROM sales ORDER BY sold_at DESC LIMIT 20',
  'SELECT * FROM sales ORDER BY amount DESC, id LIMIT 20',
  'SELECT * FROM sales WHERE customer_id = 17 ORDER BY sold_at DESC LIMIT 5',
  "SELECT * FROM sales WHERE channel = 'phone' ORDER BY sold_at DESC LIMIT 10",
  "SELECT * FROM sales WHERE channel = 'phone' AND sold_at > '2024-12-01'",
  "SELECT * FROM sales WHERE channel = 'web' AND sold_at > '2024-12-30'",
  "SELECT * FROM sales WHERE key = '3c59dc04-8e88-5024-3be8-079a5c74d079'",
  'SELECT * FROM sales WHERE gone',
  'SELECT * FROM sales WHERE note IS NOT NULL AND customer_id < 50',
  "SELECT * FROM sales WHERE note LIKE 'note 12%'",
  'SELECT customer_id, count(*) FROM sales GROUP BY customer_id',
  'SELECT status, sum(amount) FROM sales GROUP BY status',
  'SELECT DISTINCT customer_id FROM sales',
  "SELECT c.email FROM customers AS c JOIN sales AS s ON s.customer_id = c.id WHERE s.status = 'refunded'",
  "SELECT c.email, s.amount FROM customers AS c JOIN sales AS s ON s.customer_id = c.id WHERE c.email = 'c7@example.org'",
  "SELECT count(*) FROM customers AS c JOIN sales AS s ON s.customer_id = c.id WHERE c.country = 'de'",
  'SELECT c.email, sum(s.amount) FROM customers AS c JOIN sales AS s ON s.customer_id = c.id GROUP BY c.email ORDER BY 2 DESC LIMIT 10',
  "SELECT * FROM customers WHERE id IN (SELECT customer_id FROM sales WHERE sold_at > '2024-12-31')",
  "SELECT * FROM customers AS c WHERE NOT EXISTS (SELECT 1 FROM sales AS s WHERE s.customer_id = c.id AND s.status = 'open')",
  "SELECT * FROM customers WHERE country = 'pl'",
  'SELECT * FROM customers ORDER BY id LIMIT 10',
  'SELECT max(sold_at) FROM sales WHERE customer_id = 9',
  'SELECT a.id FROM sales AS a JOIN sales AS b ON b.id = a.id + 1 WHERE a.amount < 1 AND b.amount < 100',
  "UPDATE sales SET status = 'done' WHERE customer_id = 12 AND status = 'open'",
  "DELETE FROM sales WHERE sold_at < '2024-01-02'",
  'SELECT * FROM sales WHERE customer_id IN (1, 2, 3, 4, 5)',
  "SELECT * FROM sales WHERE customer_id = 3 OR status = 'refunded'",
];
