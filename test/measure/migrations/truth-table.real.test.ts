// What statements of every kind lock, rewrite and scan on a real server, and what is said of them.
// PERFCREW_TEST_POSTGRES=14 npx vitest run --project real test/measure/migrations/truth-table asks another major version.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalog, type Catalog } from '../../../src/measure/migrations/catalog.ts';
import { judgeRun } from '../../../src/measure/migrations/judge-run.ts';
import { freshSettings } from '../../../src/measure/migrations/local-settings.ts';
import { readStatements } from '../../../src/measure/migrations/read-statements.ts';
import { traceStatement } from '../../../src/measure/migrations/trace-statement.ts';
import type { DatabaseSession } from '../../../src/ports/databases.ts';
import { MAJOR, openShop, type Shop } from './migrated-shop.ts';

let shop: Shop;
let session: DatabaseSession;
let base: Catalog;
beforeAll(async () => {
  shop = await openShop();
  session = await shop.cluster.connect('shop');
  await freshSettings(session);
  base = await readCatalog(session);
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

interface Truth {
  /** Strongest lock of each table, without indexes and weaker than what blocks others' DDL: `orders AccessExclusive`. */
  readonly locks: string;
  readonly rewrites?: string;
  readonly builds?: string;
  /** Tables read as a whole, with the rows read. */
  readonly scans?: string;
  /** Rules, in order of their names. */
  readonly says?: string;
  /** First major version that knows the statement. */
  readonly from?: number;
}

const EXCLUSIVE = 'orders AccessExclusive';

const TRUTHS: readonly (readonly [string, Truth])[] = [
  ['ALTER TABLE orders ADD COLUMN x int', { locks: EXCLUSIVE }],
  ['ALTER TABLE orders ADD COLUMN x int DEFAULT 7', { locks: EXCLUSIVE }],
  ['ALTER TABLE orders ADD COLUMN x int NOT NULL DEFAULT 7', { locks: EXCLUSIVE }],
  ['ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT now()', { locks: EXCLUSIVE }],
  [
    'ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT clock_timestamp()',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'volatile-default',
    },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'volatile-default',
    },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x bigserial',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'serial-column',
    },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'serial-column',
    },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x numeric GENERATED ALWAYS AS (total * 2) STORED',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'generated-column',
    },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x numeric GENERATED ALWAYS AS (total * 2) VIRTUAL',
    { locks: EXCLUSIVE, from: 18 },
  ],
  ['ALTER TABLE orders ADD COLUMN x json', { locks: EXCLUSIVE, says: 'json-column' }],
  [
    'ALTER TABLE orders ADD COLUMN x int CHECK (x > 0)',
    { locks: EXCLUSIVE, scans: 'orders 20000', says: 'check-validated' },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x int REFERENCES customers',
    { locks: 'customers ShareRowExclusive orders AccessExclusive' },
  ],
  [
    'ALTER TABLE orders ADD COLUMN x int UNIQUE',
    { locks: EXCLUSIVE, builds: 'orders_x_key', scans: 'orders 20000', says: 'unique-constraint' },
  ],
  ['ALTER TABLE orders DROP COLUMN note', { locks: EXCLUSIVE, says: 'drop-column' }],
  ['ALTER TABLE orders RENAME COLUMN note TO remark', { locks: EXCLUSIVE, says: 'rename-column' }],
  ['ALTER TABLE orders RENAME TO purchases', { locks: EXCLUSIVE, says: 'rename-table' }],
  ['ALTER TABLE orders ALTER COLUMN code TYPE text', { locks: EXCLUSIVE }],
  ['ALTER TABLE orders ALTER COLUMN code TYPE varchar(200)', { locks: EXCLUSIVE }],
  [
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(20)',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'column-type',
    },
  ],
  [
    'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'column-type',
    },
  ],
  [
    'ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'column-type',
    },
  ],
  [
    'ALTER TABLE orders ALTER COLUMN code TYPE text COLLATE "C"',
    { locks: EXCLUSIVE, builds: 'orders_code_key', scans: 'orders 20000', says: 'column-type' },
  ],
  ["ALTER TABLE customers ALTER COLUMN name SET DEFAULT 'x'", { locks: 'customers AccessExclusive' }],
  ['ALTER TABLE customers ALTER COLUMN name SET STATISTICS 500', { locks: 'customers ShareUpdateExclusive' }],
  [
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL',
    { locks: EXCLUSIVE, scans: 'orders 20000', says: 'set-not-null' },
  ],
  ['ALTER TABLE orders ALTER COLUMN total SET NOT NULL', { locks: EXCLUSIVE }],
  ['ALTER TABLE orders ALTER COLUMN label DROP NOT NULL', { locks: EXCLUSIVE, says: 'drop-not-null' }],
  [
    'ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity < 100)',
    { locks: EXCLUSIVE, scans: 'orders 20000', says: 'check-validated' },
  ],
  ['ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity < 100) NOT VALID', { locks: EXCLUSIVE }],
  [
    'ALTER TABLE orders VALIDATE CONSTRAINT quantity_positive',
    { locks: 'orders ShareUpdateExclusive', scans: 'orders 20000' },
  ],
  [
    'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers',
    {
      locks: 'customers ShareRowExclusive orders ShareRowExclusive',
      scans: 'customers 2000 orders 20000',
      says: 'foreign-key-validated',
    },
  ],
  [
    'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID',
    { locks: 'customers ShareRowExclusive orders ShareRowExclusive' },
  ],
  [
    'ALTER TABLE customers ADD UNIQUE (email)',
    {
      locks: 'customers AccessExclusive',
      builds: 'customers_email_key',
      scans: 'customers 2000',
      says: 'unique-constraint',
    },
  ],
  ['ALTER TABLE orders ADD CONSTRAINT k UNIQUE USING INDEX orders_code_key', { locks: EXCLUSIVE }],
  [
    'ALTER TABLE lines_new ADD PRIMARY KEY (id)',
    {
      locks: 'lines_new AccessExclusive',
      builds: 'lines_new_pkey',
      scans: 'lines_new 3000',
      says: 'primary-key',
    },
  ],
  [
    'ALTER TABLE orders ADD EXCLUDE USING btree (note WITH =)',
    { locks: EXCLUSIVE, builds: 'orders_note_excl', scans: 'orders 40000', says: 'exclusion-constraint' },
  ],
  ['ALTER TABLE orders DROP CONSTRAINT total_known', { locks: EXCLUSIVE }],
  ['ALTER TABLE orders SET (fillfactor = 70)', { locks: 'orders ShareUpdateExclusive' }],
  [
    'ALTER TABLE orders SET UNLOGGED',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'table-rewrite',
    },
  ],
  ['ALTER TABLE orders DISABLE TRIGGER USER', { locks: 'orders ShareRowExclusive' }],
  ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY', { locks: EXCLUSIVE }],
  [
    "ALTER TABLE lines ATTACH PARTITION lines_new FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    {
      locks: 'lines ShareUpdateExclusive lines_new AccessExclusive',
      scans: 'lines_new 3000',
      says: 'scan-under-lock',
    },
  ],
  [
    'ALTER TABLE lines DETACH PARTITION lines_old',
    { locks: 'lines AccessExclusive lines_old AccessExclusive', says: 'detach-blocks' },
  ],
  [
    'CREATE INDEX i ON orders (total)',
    { locks: 'orders Share', builds: 'i', scans: 'orders 20000', says: 'create-index-blocks' },
  ],
  [
    'CREATE UNIQUE INDEX i ON customers (email)',
    { locks: 'customers Share', builds: 'i', scans: 'customers 2000', says: 'create-index-blocks' },
  ],
  ['DROP INDEX orders_placed_idx', { locks: EXCLUSIVE, says: 'drop-index-blocks' }],
  ['ALTER INDEX orders_placed_idx RENAME TO i', { locks: '' }],
  [
    'REINDEX TABLE orders',
    {
      locks: 'orders Share',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 60000',
      says: 'reindex-blocks',
    },
  ],
  [
    'CREATE TABLE fresh (id int PRIMARY KEY, customer_id int REFERENCES customers)',
    { locks: 'customers ShareRowExclusive' },
  ],
  ['CREATE VIEW v AS SELECT id FROM orders', { locks: '' }],
  [
    'CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    { locks: 'orders ShareRowExclusive' },
  ],
  ['DROP VIEW open_orders', { locks: 'open_orders AccessExclusive', says: 'drop-table' }],
  ['DROP TABLE customers', { locks: 'customers AccessExclusive', says: 'drop-table' }],
  [
    'REFRESH MATERIALIZED VIEW totals',
    {
      locks: 'totals AccessExclusive',
      rewrites: 'totals',
      builds: 'totals_customer_id_idx',
      scans: 'orders 20000 totals 2000',
      says: 'refresh-blocks',
    },
  ],
  [
    'CLUSTER orders USING orders_placed_idx',
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 60000',
      says: 'table-rewrite',
    },
  ],
  ['TRUNCATE customers', { locks: 'customers AccessExclusive', scans: 'customers 0' }],
  [
    'TRUNCATE customers CASCADE',
    { locks: 'customers AccessExclusive', scans: 'customers 0', says: 'truncate-cascade' },
  ],
  [
    "UPDATE orders SET note = 'x'",
    { locks: 'orders RowExclusive', scans: 'orders 20000', says: 'rows-changed-at-once' },
  ],
  ["UPDATE customers SET name = 'x' WHERE id < 10", { locks: 'customers RowExclusive' }],
  ["COMMENT ON TABLE orders IS 'x'", { locks: 'orders ShareUpdateExclusive' }],
  ["ALTER TYPE mood ADD VALUE 'fair'", { locks: '' }],
  ['LOCK TABLE orders IN EXCLUSIVE MODE', { locks: 'orders Exclusive' }],
  [
    "DO $$ BEGIN EXECUTE 'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint'; END $$",
    {
      locks: EXCLUSIVE,
      rewrites: 'orders',
      builds: 'orders_code_key orders_pkey orders_placed_idx',
      scans: 'orders 80000',
      says: 'column-type',
    },
  ],
];

const known = TRUTHS.filter(([, { from = 14 }]) => from <= MAJOR);

describe(`on Postgres ${MAJOR}`, () => {
  test.each(known)('%s', async (sql, { from: since = 14, ...truth }) => {
    expect(since).toBeLessThanOrEqual(MAJOR);
    const [statement] = await readStatements(sql);
    if (statement === undefined) throw new Error(sql);
    const trace = await traceStatement(session, statement.text, base);
    const place = { transaction: null, undone: false, drafts: [] };
    const drafts = judgeRun({ statement, trace, place }, { givenRows: new Map(), preferences: new Set() });
    const { rewritten, built } = trace.changes;
    const joined = (words: readonly string[]) => words.toSorted().join(' ');
    expect({
      locks: joined(
        trace.locks
          .filter(({ relation, mode }) => relation.table === null && !/^(AccessShare|RowShare)/.test(mode))
          .map(({ relation, mode }) => `${relation.name} ${mode.replace('Lock', '')}`),
      ),
      rewrites: joined(rewritten.map(({ name }) => name)),
      builds: joined(built.map(({ name }) => name)),
      scans: joined(
        trace.work
          .filter(({ scans }) => scans > 0)
          .map(({ table, tuplesScanned }) => `${table.name} ${tuplesScanned}`),
      ),
      says: joined(drafts.map(({ rule }) => rule)),
    }).toEqual({
      rewrites: '',
      builds: '',
      scans: '',
      says: '',
      ...truth,
    });
  });

  test('nothing of it stays', async () => {
    const names = ({ relations }: Catalog) =>
      [...relations.values()].map(({ name, file, columns }) => ({ name, file, columns }));
    const now = await readCatalog(session);
    expect(names(now)).toEqual(names(base));
    expect(now.constraints).toEqual(base.constraints);
  });
});
