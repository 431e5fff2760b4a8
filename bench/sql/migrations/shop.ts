// The database whose migrations are judged: rows enough that work on all of them shows, and the code that uses it today.

export const SCHEMA = `
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE DOMAIN price AS numeric(12, 2);
  CREATE DOMAIN positive AS int CHECK (VALUE > 0);
  CREATE SEQUENCE invoice_numbers;
  CREATE TABLE customers (id int PRIMARY KEY, name varchar(50), email text, mood mood NOT NULL DEFAULT 'glad');
  CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int, total numeric(10, 2), weight numeric(10, 2), placed timestamp, shipped timestamp(3), note text,
    status varchar(20), quantity int, code varchar(50), label text NOT NULL DEFAULT '', tax price,
    CONSTRAINT total_known CHECK (total IS NOT NULL)
  );
  INSERT INTO customers SELECT i, 'name ' || i, i || '@example.org' FROM generate_series(1, 20000) AS i;
  INSERT INTO orders
    SELECT i, i, i, i, '2026-01-01'::timestamp + i * interval '1 min', '2026-02-02', 'note ' || i, 'new', 1, i, '', 1
    FROM generate_series(1, 20000) AS i;
  ALTER TABLE orders ADD CONSTRAINT quantity_positive CHECK (quantity > 0) NOT VALID;
  CREATE INDEX orders_placed_idx ON orders (placed);
  CREATE INDEX orders_customer_idx ON orders (customer_id);
  CREATE UNIQUE INDEX orders_code_key ON orders (code);
  CREATE TABLE marks (id int);
  CREATE TABLE drafts (id int PRIMARY KEY, body text);
  CREATE TABLE imports (id int NOT NULL, reference int, number int, payload text, twice int GENERATED ALWAYS AS (reference * 2) STORED);
  INSERT INTO imports SELECT i, i, i, 'p' || i FROM generate_series(1, 20000) AS i;
  CREATE UNIQUE INDEX imports_id_key ON imports (id);
  CREATE UNIQUE INDEX imports_reference_key ON imports (reference);
  CREATE UNLOGGED TABLE sessions (id int PRIMARY KEY, token text);
  INSERT INTO sessions SELECT i, 't' || i FROM generate_series(1, 20000) AS i;
  CREATE TABLE lines (id int NOT NULL, order_id int, day date NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE lines_old PARTITION OF lines FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE lines_now PARTITION OF lines FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  CREATE TABLE lines_new (id int NOT NULL, order_id int, day date NOT NULL);
  CREATE TABLE lines_checked (id int NOT NULL, order_id int, day date NOT NULL,
    CHECK (day >= '2027-01-01' AND day < '2028-01-01'));
  CREATE INDEX ON lines (order_id);
  CREATE INDEX ON lines_new (order_id);
  CREATE INDEX ON lines_checked (order_id);
  INSERT INTO lines SELECT i, i, '2025-05-05' FROM generate_series(1, 20000) AS i;
  INSERT INTO lines_new SELECT i, i, '2026-05-05' FROM generate_series(1, 20000) AS i;
  INSERT INTO lines_checked SELECT i, i, '2027-05-05' FROM generate_series(1, 20000) AS i;
  CREATE TABLE events (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE events_rest PARTITION OF events DEFAULT;
  INSERT INTO events SELECT i, '2025-05-05' FROM generate_series(1, 20000) AS i;
  CREATE SCHEMA sales;
  CREATE TABLE sales.offers (id int PRIMARY KEY, title text);
  CREATE VIEW open_orders AS SELECT id, total FROM orders;
  CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
  CREATE UNIQUE INDEX ON totals (customer_id);
  CREATE FUNCTION with_tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 1.2'`;

/** What others read, write and ask while the migration runs: relations with rows of their own. */
export const READ = [
  'customers',
  'orders',
  'drafts',
  'imports',
  'sessions',
  'lines',
  'lines_old',
  'lines_new',
  'lines_checked',
  'events',
  'events_rest',
  'sales.offers',
  'totals',
] as const;

/** Nobody writes to a materialized view. */
export const WRITTEN = READ.filter((name) => name !== 'totals');

/** Statements of the release that is still running when the migration is done. */
export const RUNNING_CODE = [
  'SELECT id, name, email, mood FROM customers WHERE id = 5',
  "INSERT INTO customers (id, name, email, mood) VALUES (900001, 'a', 'b', 'sad')",
  "UPDATE customers SET mood = 'sad'::mood WHERE id = 5",
  `SELECT id, customer_id, total, placed, shipped, note, status, quantity, code, label, tax FROM orders
    WHERE customer_id = 5 AND code = '5' AND placed > '2026-01-01'`,
  `INSERT INTO orders (id, customer_id, total, placed, shipped, note, status, quantity, code, tax)
    VALUES (900001, 7, 1.5, now(), now(), 'a note', 'new', 1, 'c900001', 1)`,
  "UPDATE orders SET note = 'b', quantity = 2 WHERE id = 5",
  "INSERT INTO drafts (id, body) VALUES (1, 'x')",
  "INSERT INTO imports (id, reference, payload) VALUES (900001, 900001, 'x')",
  "INSERT INTO sessions (id, token) VALUES (900001, 'x')",
  "INSERT INTO lines (id, order_id, day) VALUES (900001, 1, '2024-06-06')",
  "INSERT INTO events (id, day) VALUES (900001, '2025-06-06')",
  'SELECT id, title FROM sales.offers',
  'SELECT id, total FROM open_orders WHERE id = 5',
  'SELECT customer_id, total FROM totals WHERE customer_id = 5',
  'SELECT with_tax(5)',
  "SELECT nextval('invoice_numbers')",
] as const;
