// The database the migrations of these tests meet, on the major version that PERFCREW_TEST_POSTGRES names (18).
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseCluster } from '../../../src/ports/databases.ts';
import { realDatabases } from '../../io/postgres/real-databases.ts';

export const MAJOR = Number(process.env['PERFCREW_TEST_POSTGRES'] ?? 18);

const SCHEMA = `
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE TABLE customers (id int PRIMARY KEY, name varchar(50), email text);
  CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int, total numeric(10, 2), placed timestamp, note text,
    status varchar(20), quantity int, code varchar(50), label text NOT NULL DEFAULT '',
    CONSTRAINT total_known CHECK (total IS NOT NULL)
  );
  INSERT INTO customers SELECT i, 'name ' || i, i || '@example.org' FROM generate_series(1, 2000) AS i;
  INSERT INTO orders
    SELECT i, 1 + i % 2000, i, '2026-01-01'::timestamp + i * interval '1 min', 'note ' || i, 'new', 1, i, ''
    FROM generate_series(1, 20000) AS i;
  ALTER TABLE orders ADD CONSTRAINT quantity_positive CHECK (quantity > 0) NOT VALID;
  CREATE INDEX orders_placed_idx ON orders (placed);
  CREATE UNIQUE INDEX orders_code_key ON orders (code);
  CREATE TABLE lines (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE lines_old PARTITION OF lines FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE lines_new (id int NOT NULL, day date NOT NULL);
  INSERT INTO lines SELECT i, '2025-05-05' FROM generate_series(1, 3000) AS i;
  INSERT INTO lines_new SELECT i, '2026-05-05' FROM generate_series(1, 3000) AS i;
  CREATE VIEW open_orders AS SELECT id, total FROM orders;
  CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
  CREATE UNIQUE INDEX ON totals (customer_id);
  CREATE FUNCTION double(a int) RETURNS int LANGUAGE sql AS 'SELECT 2 * a'`;

export interface Shop extends AsyncDisposable {
  readonly cluster: DatabaseCluster;
  /** A fresh copy. */
  copy(): Promise<string>;
}

export async function openShop(): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'pgm-'));
  // As root the server runs as another user, who must be able to get there.
  await chmod(folder, 0o711);
  const databases = realDatabases({ temporaryDirectory: folder });
  const cluster = await databases.start(MAJOR);
  await cluster.create('shop');
  {
    await using session = await cluster.connect('shop');
    await session.query(SCHEMA);
    await session.query('VACUUM (ANALYZE)');
  }
  let copies = 0;
  return {
    cluster,
    async copy() {
      copies += 1;
      await cluster.clone('shop', `shop_${copies}`);
      return `shop_${copies}`;
    },
    async [Symbol.asyncDispose]() {
      await databases[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
