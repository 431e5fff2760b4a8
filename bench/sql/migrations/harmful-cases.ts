// Migrations that a running app notices, each with its harm and the page of PostgreSQL's manual that tells of it.
import type { Harm, LabelledCase } from './labelled-case.ts';

const O = 'ALTER TABLE orders';
type More = Partial<Omit<LabelledCase, 'sql' | 'harm' | 'manual'>>;

export const HARMFUL: readonly LabelledCase[] = [
  // Written anew.
  made('lasts', `${O} ADD COLUMN seen timestamptz DEFAULT clock_timestamp()`),
  made('lasts', `${O} ADD COLUMN token uuid DEFAULT gen_random_uuid()`),
  made('lasts', `${O} ADD COLUMN number bigserial`),
  made('lasts', `${O} ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY`),
  made('lasts', `${O} ADD COLUMN doubled numeric GENERATED ALWAYS AS (total * 2) STORED`),
  made('lasts', `${O} ALTER COLUMN quantity TYPE bigint`),
  made('lasts', `${O} ALTER COLUMN code TYPE varchar(20)`),
  made('lasts', `${O} ALTER COLUMN weight TYPE numeric(12, 4)`),
  made('lasts', `${O} ALTER COLUMN placed TYPE timestamptz`),
  made('lasts', `${O} ALTER COLUMN placed TYPE timestamp(3)`),
  made('lasts', `${O} ALTER COLUMN status TYPE char(20)`),
  made('lasts', `${O} ALTER COLUMN note TYPE varchar(500)`),
  made('lasts', `${O} ALTER COLUMN code TYPE text COLLATE "C"`),
  made('lasts', 'ALTER TABLE imports ALTER COLUMN number TYPE text'),
  made('lasts', `${O} ALTER COLUMN quantity TYPE positive`),
  made('lasts', `${O} ALTER COLUMN tax TYPE numeric(12, 2)`),
  made('lasts', `${O} SET UNLOGGED`),
  made('lasts', 'ALTER TABLE sessions SET LOGGED'),
  page('sql-cluster', 'lasts', 'CLUSTER orders USING orders_placed_idx'),
  page('sql-vacuum', 'lasts', 'VACUUM FULL orders'),
  page('sql-vacuum', 'lasts', 'VACUUM (FULL, ANALYZE) orders'),
  page('sql-refreshmaterializedview', 'lasts', 'REFRESH MATERIALIZED VIEW totals'),
  page(
    'sql-do',
    'lasts',
    "DO $$ BEGIN EXECUTE 'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint'; END $$",
  ),
  made('lasts', 'ALTER TABLE imports ALTER COLUMN twice SET EXPRESSION AS (reference * 3)', { from: 17 }),
  // Indexes.
  page('sql-createindex', 'lasts', 'CREATE INDEX orders_total_idx ON orders (total)'),
  page('sql-createindex', 'lasts', 'CREATE UNIQUE INDEX customers_email_key ON customers (email)'),
  page('sql-createindex', 'lasts', 'CREATE INDEX IF NOT EXISTS lines_day_idx ON lines (day)'),
  page('sql-createindex', 'lasts', "CREATE INDEX orders_new_idx ON orders (placed) WHERE status = 'new'"),
  page('sql-reindex', 'lasts', 'REINDEX TABLE orders'),
  page('sql-reindex', 'lasts', 'REINDEX INDEX orders_placed_idx'),
  page('sql-reindex', 'lasts', 'REINDEX SCHEMA public'),
  page('sql-dropindex', 'waits', 'DROP INDEX orders_placed_idx'),
  page('ddl-partitioning', 'waits', 'ALTER TABLE lines DETACH PARTITION lines_old'),
  // Constraints that are checked at once.
  made('lasts', `${O} ADD COLUMN rank int UNIQUE`),
  made('lasts', `${O} ADD COLUMN rank int CHECK (rank > 0)`),
  made('lasts', `${O} ALTER COLUMN note SET NOT NULL`),
  made('lasts', `${O} ADD CONSTRAINT few CHECK (quantity < 100)`),
  made('lasts', `${O} ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers`),
  made('lasts', 'ALTER TABLE customers ADD UNIQUE (email)'),
  made('lasts', 'ALTER TABLE lines_new ADD PRIMARY KEY (id)'),
  made('lasts', `${O} ADD EXCLUDE USING btree (note WITH =)`),
  made('lasts', 'ALTER TABLE imports ADD PRIMARY KEY USING INDEX imports_reference_key'),
  made('lasts', `${O} ADD CONSTRAINT few CHECK (quantity < 100) NOT VALID; ${O} VALIDATE CONSTRAINT few`, {
    wrapped: true,
  }),
  made(
    'lasts',
    "ALTER TABLE lines ATTACH PARTITION lines_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
  ),
  made(
    'lasts',
    "ALTER TABLE lines ATTACH PARTITION lines_checked FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
    {
      before: 'DROP INDEX lines_checked_order_id_idx',
    },
  ),
  page(
    'ddl-partitioning',
    'lasts',
    "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
  ),
  page('sql-alterdomain', 'lasts', 'ALTER DOMAIN price ADD CONSTRAINT not_negative CHECK (VALUE >= 0)'),
  // Very many rows.
  page('explicit-locking', 'rows', "UPDATE orders SET note = 'x'"),
  page('explicit-locking', 'rows', 'DELETE FROM orders WHERE quantity = 1'),
  page('explicit-locking', 'rows', "DO $$ BEGIN UPDATE customers SET name = 'x'; END $$"),
  // The running release fails.
  made('breaks', `${O} DROP COLUMN note`),
  made('breaks', `${O} RENAME COLUMN note TO remark`),
  made('breaks', `${O} RENAME TO purchases`),
  made('breaks', 'ALTER TABLE sales.offers SET SCHEMA public'),
  made('breaks', `${O} ALTER COLUMN label DROP DEFAULT`),
  made('breaks', 'ALTER TABLE drafts ADD COLUMN due date NOT NULL'),
  page('sql-droptable', 'breaks', 'DROP TABLE customers'),
  page('sql-droptable', 'breaks', 'DROP TABLE orders CASCADE'),
  page('sql-dropview', 'breaks', 'DROP VIEW open_orders'),
  page('sql-dropmaterializedview', 'breaks', 'DROP MATERIALIZED VIEW totals'),
  page('sql-dropschema', 'breaks', 'DROP SCHEMA sales CASCADE'),
  page('sql-alterschema', 'breaks', 'ALTER SCHEMA sales RENAME TO shop'),
  page('sql-dropfunction', 'breaks', 'DROP FUNCTION with_tax(numeric)'),
  page('sql-alterfunction', 'breaks', 'ALTER FUNCTION with_tax(numeric) RENAME TO taxed'),
  page('sql-dropsequence', 'breaks', 'DROP SEQUENCE invoice_numbers'),
  page('sql-altersequence', 'breaks', 'ALTER SEQUENCE invoice_numbers RENAME TO bill_numbers'),
  page('sql-altertype', 'breaks', "ALTER TYPE mood RENAME VALUE 'sad' TO 'low'"),
  page('sql-altertype', 'breaks', 'ALTER TYPE mood RENAME TO feeling'),
  page('sql-do', 'breaks', "DO $$ BEGIN EXECUTE 'ALTER TABLE orders DROP COLUMN note'; END $$"),
  page('sql-truncate', 'empties', {
    sql: 'TRUNCATE customers CASCADE',
    before: `${O} ADD FOREIGN KEY (customer_id) REFERENCES customers`,
  }),
  page('ddl-constraints', 'slows', `${O} ADD COLUMN agent_id int REFERENCES customers`),
  // Postgres refuses it.
  made('fails', `${O} ADD COLUMN due date NOT NULL`),
  made('fails', `${O} ADD CONSTRAINT many CHECK (quantity > 5)`),
  made('fails', 'ALTER TABLE customers ALTER COLUMN email SET NOT NULL', {
    before: 'UPDATE customers SET email = NULL WHERE id = 3',
  }),
  made('fails', 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID', { until: 17 }),
  page('sql-createindex', 'fails', {
    sql: "COMMENT ON TABLE orders IS 'x'; CREATE INDEX CONCURRENTLY i ON orders (total)",
    wrapped: true,
  }),
  page('sql-vacuum', 'fails', { sql: "COMMENT ON TABLE orders IS 'x'; VACUUM orders", wrapped: true }),
  page('sql-altertype', 'fails', {
    sql: "ALTER TYPE mood ADD VALUE 'fair'; UPDATE customers SET mood = 'fair' WHERE id = 1",
    wrapped: true,
  }),
];

function made(harm: Harm, sql: string, more: More = {}): LabelledCase {
  return page('sql-altertable', harm, { sql, ...more });
}

function page(
  manual: string,
  harm: Harm,
  migration: string | ({ readonly sql: string } & More),
): LabelledCase {
  return { ...(typeof migration === 'string' ? { sql: migration } : migration), harm, manual };
}
