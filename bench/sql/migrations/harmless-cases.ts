// Migrations that nobody notices, many of them by one word only: a linter that tells of them is crying wolf.
import type { LabelledCase } from './labelled-case.ts';

const O = 'ALTER TABLE orders';
type More = Partial<Omit<LabelledCase, 'sql' | 'harm' | 'manual'>>;

export const HARMLESS: readonly LabelledCase[] = [
  made(`${O} ADD COLUMN x bigint`),
  made(`${O} ADD COLUMN x bigint DEFAULT 7`),
  made(`${O} ADD COLUMN x bigint NOT NULL DEFAULT 7`),
  made(`${O} ADD COLUMN x timestamptz DEFAULT now()`),
  made(`${O} ADD COLUMN x numeric GENERATED ALWAYS AS (total * 2) VIRTUAL`, { from: 18 }),
  made(`${O} ALTER COLUMN code TYPE text`),
  made(`${O} ALTER COLUMN code TYPE varchar(200)`),
  made(`${O} ALTER COLUMN weight TYPE numeric(12, 2)`),
  made(`${O} ALTER COLUMN weight TYPE numeric`),
  made(`${O} ALTER COLUMN shipped TYPE timestamp`),
  made(`${O} ALTER COLUMN total SET NOT NULL`),
  made(`${O} ALTER COLUMN note SET NOT NULL`, {
    before: `${O} ADD CONSTRAINT note_known CHECK (note IS NOT NULL)`,
  }),
  made(`${O} ADD CONSTRAINT note_known NOT NULL note NOT VALID`, { from: 18 }),
  made(`${O} ADD CONSTRAINT few CHECK (quantity < 100) NOT VALID`),
  made(`${O} ADD CONSTRAINT few CHECK (quantity < 100) NOT ENFORCED`, { from: 18 }),
  made(`${O} VALIDATE CONSTRAINT quantity_positive`),
  made(`${O} ADD CONSTRAINT few CHECK (quantity < 100) NOT VALID; ${O} VALIDATE CONSTRAINT few`),
  made(`${O} ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID`),
  made('ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID', { from: 18 }),
  made(`${O} ADD CONSTRAINT code_once UNIQUE USING INDEX orders_code_key`),
  made('ALTER TABLE imports ADD PRIMARY KEY USING INDEX imports_id_key'),
  made(`${O} DROP CONSTRAINT total_known`),
  made(`${O} RENAME CONSTRAINT total_known TO total_there`),
  made(`${O} ALTER COLUMN note SET DEFAULT 'x'`),
  made(`${O} ALTER COLUMN label DROP NOT NULL`),
  made(`${O} ALTER COLUMN note SET STATISTICS 500`),
  made(`${O} ALTER COLUMN note SET STORAGE EXTERNAL`),
  made(`${O} SET (fillfactor = 70)`),
  made(`${O} REPLICA IDENTITY FULL`),
  made('ALTER TABLE lines DETACH PARTITION lines_old CONCURRENTLY'),
  made("ALTER TABLE lines ATTACH PARTITION lines_checked FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')"),
  page(
    'sql-altertable',
    "CREATE TABLE lines_2029 PARTITION OF lines FOR VALUES FROM ('2029-01-01') TO ('2030-01-01')",
  ),
  page('sql-alterindex', 'ALTER INDEX orders_placed_idx RENAME TO orders_by_time'),
  page('sql-createindex', 'CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total)'),
  page('sql-createindex', 'CREATE INDEX lines_day_idx ON ONLY lines (day)'),
  page('sql-dropindex', 'DROP INDEX CONCURRENTLY orders_placed_idx'),
  page('sql-reindex', 'REINDEX TABLE CONCURRENTLY orders'),
  page('sql-reindex', 'REINDEX (CONCURRENTLY) INDEX orders_placed_idx'),
  page('sql-refreshmaterializedview', 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals'),
  page('sql-vacuum', 'VACUUM (ANALYZE) orders'),
  page('sql-analyze', 'ANALYZE orders'),
  page(
    'sql-createtable',
    'CREATE TABLE fresh (id bigint PRIMARY KEY, at timestamptz); CREATE INDEX ON fresh (at)',
  ),
  page(
    'sql-createtable',
    'CREATE TABLE fresh (id bigint PRIMARY KEY); ALTER TABLE fresh ADD COLUMN x uuid DEFAULT gen_random_uuid()',
  ),
  page('sql-createtable', 'CREATE TABLE fresh (customer_id int PRIMARY KEY REFERENCES customers)'),
  page('sql-createtableas', 'CREATE TABLE copied AS SELECT id, total FROM orders'),
  page('sql-createview', 'CREATE VIEW cheap AS SELECT id FROM orders WHERE total < 5'),
  page('sql-createview', 'CREATE OR REPLACE VIEW open_orders AS SELECT id, total, note FROM orders'),
  page(
    'sql-createtrigger',
    'CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
  ),
  page(
    'sql-createfunction',
    "CREATE OR REPLACE FUNCTION with_tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 1.3'",
  ),
  page('sql-createdomain', 'CREATE DOMAIN rating AS int CHECK (VALUE BETWEEN 1 AND 5)'),
  page('sql-alterdomain', 'ALTER DOMAIN price ADD CONSTRAINT not_negative CHECK (VALUE >= 0) NOT VALID'),
  page('sql-altertype', "ALTER TYPE mood ADD VALUE 'fair' AFTER 'sad'"),
  page('sql-createstatistics', 'CREATE STATISTICS orders_stats ON customer_id, status FROM orders'),
  page('sql-comment', "COMMENT ON TABLE orders IS 'what was bought'"),
  page('sql-grant', 'GRANT SELECT ON orders TO PUBLIC'),
  page('sql-altersequence', 'ALTER SEQUENCE invoice_numbers CACHE 20'),
  page('sql-update', "UPDATE orders SET note = 'x' WHERE id < 10"),
  page('sql-insert', "INSERT INTO drafts SELECT 1000 + i, 'd' FROM generate_series(1, 500) AS i"),
  page('sql-delete', 'DELETE FROM orders WHERE id = 5'),
  page('sql-do', "DO $$ BEGIN EXECUTE 'ALTER TABLE orders ADD COLUMN x bigint'; END $$"),
  page('sql-createextension', 'CREATE EXTENSION pg_trgm'),
];

function made(sql: string, more: More = {}): LabelledCase {
  return page('sql-altertable', sql, more);
}

function page(manual: string, sql: string, more: More = {}): LabelledCase {
  return { sql, harm: null, manual, ...more };
}
