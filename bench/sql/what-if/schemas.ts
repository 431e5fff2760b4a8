// Three schemas with primary keys alone, and queries that an index could serve: what simulated indexes are held against.

export interface WhatIfSchema {
  readonly name: string;
  readonly setup: string;
  readonly queries: readonly string[];
}

/** Numbers that look random and are the same on every run. */
const mix = (salt: number): string => `abs(hashint4(i + ${salt}))`;

const SHOP = `
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, country text NOT NULL, since date NOT NULL, note text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, placed_at timestamp NOT NULL, total numeric(10, 2) NOT NULL, note text NOT NULL);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, product_id int NOT NULL, code varchar(20) NOT NULL, quantity int NOT NULL);
INSERT INTO customers SELECT i, 'Person' || i || '@example.org', 'country' || ${mix(1)} % 40, date '2020-01-01' + ${mix(2)} % 2000, CASE WHEN i % 7 = 0 THEN repeat('c', 60) END FROM generate_series(1, 6000) AS i;
INSERT INTO orders SELECT i, 1 + ${mix(3)} % 5000, CASE WHEN i % 100 = 0 THEN 'open' WHEN i % 10 = 1 THEN 'sent' ELSE 'done' END, timestamp '2025-01-01' + i * interval '20 minutes', (${mix(4)} % 50000) / 100.0, repeat('n', 60) FROM generate_series(1, 40000) AS i;
INSERT INTO items SELECT i, 1 + ${mix(5)} % 40000, 1 + ${mix(6)} % 3000, substr(md5(i::text), 1, 10), 1 + ${mix(7)} % 9 FROM generate_series(1, 90000) AS i;`;

const BLOG = `
CREATE TABLE authors (id bigint PRIMARY KEY, handle text NOT NULL, joined timestamptz NOT NULL, banned boolean NOT NULL);
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint NOT NULL, slug text NOT NULL, published_at timestamptz, views int NOT NULL, body text NOT NULL);
CREATE TABLE comments (id bigint PRIMARY KEY, post_id bigint NOT NULL, author_id bigint NOT NULL, score smallint NOT NULL, written_at timestamptz NOT NULL, body text NOT NULL);
INSERT INTO authors SELECT i, 'author' || i, timestamptz '2019-01-01 00:00+00' + ${mix(1)} % 2000 * interval '1 day', i % 60 = 0 FROM generate_series(1, 3000) AS i;
INSERT INTO posts SELECT i, 1 + (sqrt(${mix(2)} % 9000000))::int % 3000, 'post-' || i, CASE WHEN i % 12 > 0 THEN timestamptz '2021-01-01 00:00+00' + i * interval '1 hour' END, ${mix(3)} % 100000, repeat('b', 400) FROM generate_series(1, 15000) AS i;
INSERT INTO comments SELECT i, 1 + ${mix(4)} % 15000, 1 + ${mix(5)} % 3000, ${mix(6)} % 11 - 5, timestamptz '2021-02-01 00:00+00' + i * interval '9 minutes', repeat('c', 90) FROM generate_series(1, 80000) AS i;`;

const EVENTS = `
CREATE TABLE devices (id int PRIMARY KEY, serial uuid NOT NULL, model text NOT NULL, owner text);
CREATE TABLE events (id bigint PRIMARY KEY, device_id int NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, done boolean NOT NULL, reading double precision NOT NULL, payload text NOT NULL);
INSERT INTO devices SELECT i, md5(i::text)::uuid, 'model' || ${mix(1)} % 25, CASE WHEN i % 3 = 0 THEN 'owner' || i % 400 END FROM generate_series(1, 5000) AS i;
INSERT INTO events SELECT i, 1 + ${mix(2)} % 5000, 'kind' || ${mix(3)} % 20, timestamptz '2025-01-01 00:00+00' + i * interval '2 minutes', ${mix(4)} % 100 > 0, (${mix(5)} % 100000) / 7.0, repeat('p', 70) FROM generate_series(1, 90000) AS i;`;

export const WHAT_IF_SCHEMAS: readonly WhatIfSchema[] = [
  {
    name: 'shop',
    setup: SHOP,
    queries: [
      'SELECT id, total FROM orders WHERE customer_id = 123 ORDER BY placed_at DESC LIMIT 10',
      'SELECT * FROM orders WHERE customer_id = 123',
      'SELECT * FROM orders WHERE customer_id IN (1, 7, 99) AND total > 400',
      'SELECT code, quantity FROM items WHERE order_id = 77',
      "SELECT id, country FROM customers WHERE email = 'Person99@example.org'",
      "SELECT id FROM customers WHERE lower(email) = 'person99@example.org'",
      'SELECT o.id, i.code FROM orders AS o JOIN items AS i ON i.order_id = o.id WHERE o.customer_id = 123',
      "SELECT id, total FROM orders WHERE status = 'open' ORDER BY total DESC LIMIT 20",
      'SELECT id, placed_at FROM orders ORDER BY placed_at DESC LIMIT 20',
      "SELECT count(*), sum(total) FROM orders WHERE placed_at >= '2025-01-03' AND placed_at < '2025-01-09'",
      'SELECT sum(quantity) FROM items WHERE product_id = 42',
      'SELECT product_id, count(*) FROM items WHERE product_id BETWEEN 100 AND 160 GROUP BY product_id',
      'SELECT id, customer_id FROM orders WHERE total = 123.45',
      'SELECT country, count(*) FROM customers GROUP BY country',
      "SELECT c.email, o.total FROM customers AS c JOIN orders AS o ON o.customer_id = c.id WHERE c.country = 'country7' AND o.total > 490",
      "SELECT id FROM customers WHERE since > date '2025-05-01' AND note IS NULL",
      "UPDATE orders SET note = '' WHERE customer_id = 55",
      'DELETE FROM items WHERE order_id = 9000',
    ],
  },
  {
    name: 'blog',
    setup: BLOG,
    queries: [
      "SELECT id FROM posts WHERE slug = 'post-812'",
      'SELECT id, slug FROM posts WHERE author_id = 1700 ORDER BY published_at DESC LIMIT 5',
      'SELECT id, views FROM posts WHERE published_at IS NOT NULL ORDER BY views DESC LIMIT 10',
      'SELECT count(*) FROM posts WHERE published_at IS NULL',
      'SELECT id, body FROM comments WHERE post_id = 321 ORDER BY written_at',
      'SELECT count(*) FROM comments WHERE post_id = 321 AND score > 2',
      'SELECT author_id, count(*) FROM comments WHERE score = 5 GROUP BY author_id',
      'SELECT p.slug, count(c.id) FROM posts AS p JOIN comments AS c ON c.post_id = p.id WHERE p.author_id = 2400 GROUP BY p.slug',
      'SELECT a.handle FROM authors AS a WHERE EXISTS (SELECT FROM comments AS c WHERE c.author_id = a.id AND c.score = -5 AND c.post_id = 12)',
      "SELECT id FROM authors WHERE handle = 'author42' AND NOT banned",
      'SELECT handle FROM authors WHERE banned',
      'SELECT max(written_at) FROM comments WHERE author_id = 77',
      'SELECT id, slug FROM posts WHERE views BETWEEN 50000 AND 50100',
      "SELECT date_trunc('day', written_at AT TIME ZONE 'UTC') AS day, count(*) FROM comments WHERE written_at > '2022-06-01' GROUP BY day",
      'SELECT c.body FROM comments AS c JOIN authors AS a ON a.id = c.author_id WHERE a.banned AND c.score >= 4',
    ],
  },
  {
    name: 'events',
    setup: EVENTS,
    queries: [
      'SELECT at, reading FROM events WHERE device_id = 17 ORDER BY at DESC LIMIT 50',
      "SELECT id, payload FROM events WHERE NOT done AND kind = 'kind3'",
      'SELECT id FROM events WHERE NOT done ORDER BY at LIMIT 100',
      "SELECT kind, avg(reading) FROM events WHERE at >= '2025-03-01' AND at < '2025-03-04' GROUP BY kind",
      "SELECT count(*) FROM events WHERE kind = 'kind4' AND at > '2025-04-20'",
      'SELECT id, reading FROM events WHERE reading > 14200 ORDER BY reading DESC LIMIT 10',
      "SELECT id FROM devices WHERE serial = 'c4ca4238-a0b9-2382-0dcc-509a6f75849b'",
      "SELECT d.id, max(e.at) FROM devices AS d JOIN events AS e ON e.device_id = d.id WHERE d.model = 'model4' GROUP BY d.id",
      "SELECT id, model FROM devices WHERE owner = 'owner33'",
      'SELECT model, count(*) FROM devices WHERE owner IS NULL GROUP BY model',
      "SELECT e.payload FROM events AS e JOIN devices AS d ON d.id = e.device_id WHERE d.owner = 'owner33' AND e.kind = 'kind9'",
      'UPDATE events SET done = true WHERE device_id = 44 AND NOT done',
      'SELECT DISTINCT device_id FROM events WHERE reading < 10',
    ],
  },
];
