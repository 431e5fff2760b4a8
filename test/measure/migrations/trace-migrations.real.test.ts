// Whole migration files on a real server: findings stand on their lines, broken statements do not hide the others.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wrapping } from '../../../src/measure/migrations/in-transaction.ts';
import type { MigrationFinding } from '../../../src/measure/migrations/migration-finding.ts';
import { observeMigration } from '../../../src/measure/migrations/observe-migrations.ts';
import {
  traceMigrations,
  type MigrationReport,
  type MigrationsRequest,
} from '../../../src/measure/migrations/trace-migrations.ts';
import { openShop, type Shop } from './migrated-shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

type Options = Omit<MigrationsRequest, 'files'> & { readonly wrapping?: Wrapping };

async function migrate(
  texts: string | readonly string[],
  { wrapping = 'never', ...options }: Options = {},
): Promise<MigrationReport> {
  await using session = await shop.cluster.connect(await shop.copy());
  const files = [texts].flat().map((text, index) => ({ path: `${index + 1}.sql`, text, wrapping }));
  return await traceMigrations(session, { lockTimeoutGiven: true, files, ...options });
}

function told({ findings }: MigrationReport): readonly string[] {
  return findings.map(({ path, line, rule, severity }) => `${path}:${line} ${rule} ${severity}`);
}

async function only(text: string, options: Options = {}): Promise<MigrationFinding> {
  const { findings } = await migrate(text, options);
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error(JSON.stringify(findings));
  return finding;
}

describe('what is told', () => {
  test('the lock, how long it lasts and the safe way, as an observation on the line', async () => {
    const finding = await only('\n-- é\nALTER TABLE orders\n  ALTER COLUMN quantity TYPE bigint;\n', {
      givenRows: new Map([['orders', 1_200_000]]),
    });
    expect(finding.what).toBe('locks orders against reads and writes while it rewrites 1.2 million rows');
    expect(observeMigration(finding)).toMatchObject({
      kind: 'column-type',
      severity: 'error',
      side: 'head',
      title: '`ALTER TABLE orders` locks orders against reads and writes while it rewrites 1.2 million rows',
      location: { path: '1.sql', line: 3, endLine: 4, side: 'head' },
      clues: expect.arrayContaining(['orders', '1.sql']),
    });
  });

  test('severity follows the size of the table', async () => {
    const sql = 'CREATE INDEX i ON customers (name)';
    expect((await only(sql)).severity).toBe('warning');
    expect((await only(sql, { givenRows: new Map([['customers', 500]]) })).severity).toBe('note');
    expect((await only(sql, { givenRows: new Map([['public.customers', 1e6]]) })).severity).toBe('error');
  });

  test("tables that are new, here or in a file before, are nobody's yet", async () => {
    const made = 'CREATE TABLE fresh (id int, at timestamp); INSERT INTO fresh VALUES (1, now());';
    const report = await migrate([
      `${made} CREATE INDEX ON fresh (at);`,
      'ALTER TABLE fresh ALTER at TYPE timestamptz; ALTER TABLE fresh RENAME at TO made; DROP TABLE fresh;',
    ]);
    expect(told(report)).toEqual([]);
  });

  test('functions and DO blocks are seen by what they do', async () => {
    const report = await migrate(`
      CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
        ALTER TABLE orders DROP COLUMN note; CREATE INDEX made_inside ON orders (total); END $$;
      SELECT tidy();
      DO $$ BEGIN IF true THEN EXECUTE 'ALTER TABLE customers RENAME TO clients'; END IF; END $$;`);
    expect(told(report)).toEqual([
      '1.sql:4 create-index-blocks error',
      '1.sql:4 drop-column warning',
      '1.sql:5 rename-table error',
    ]);
  });

  test('what CASCADE drops is named', async () => {
    const { findings } = await migrate('DROP TABLE orders CASCADE');
    expect(findings.find(({ rule }) => rule === 'drop-cascade')?.what).toContain('view open_orders');
  });

  test('a foreign key without an index is told, unless a later file brings the index', async () => {
    const key = 'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;';
    expect(told(await migrate(key))).toEqual(['1.sql:1 foreign-key-without-index warning']);
    expect(told(await migrate([key, 'CREATE INDEX CONCURRENTLY ON orders (customer_id, id);']))).toEqual([]);
  });

  test('a required column and one with too long a name', async () => {
    const long = 'n'.repeat(64);
    const report = await migrate(`CREATE TABLE t (a int); ALTER TABLE orders ADD COLUMN ${long} int;`);
    expect(told(report)).toEqual(['1.sql:1 identifier-too-long warning']);
    const required = 'DELETE FROM lines_new; ALTER TABLE lines_new ADD COLUMN due date NOT NULL';
    expect(told(await migrate(required))).toContain('1.sql:1 required-column error');
    const refused = await only('ALTER TABLE orders ADD COLUMN due date NOT NULL');
    expect(refused).toMatchObject({ rule: 'required-column', severity: 'error' });
    expect(refused.safe).toContain('ALTER TABLE orders ADD COLUMN due date;');
  });
});

describe('names that running code uses', () => {
  test.each([
    ['DROP FUNCTION double(int);', ['1 drop-object']],
    ['ALTER FUNCTION double(int) RENAME TO twice;', ['1 rename-object']],
    ["ALTER TYPE mood RENAME VALUE 'sad' TO 'low';", ['1 rename-object']],
    ['ALTER TYPE mood RENAME TO feeling;', ['1 rename-object']],
    ["DO $$ BEGIN EXECUTE 'DROP FUNCTION double(int)'; END $$;", ['1 drop-object']],
    ['DROP FUNCTION double(int); CREATE FUNCTION double(a int) RETURNS text RETURN a::text;', []],
    ['CREATE FUNCTION one() RETURNS int RETURN 1; DROP FUNCTION one();', []],
    ['ALTER TABLE orders ALTER COLUMN label DROP DEFAULT;', ['1 required-column']],
    ['ALTER TABLE orders ALTER COLUMN label SET DEFAULT 1;', []],
  ] as const)('%s', async (text, expected) => {
    const { findings } = await migrate(text);
    expect(findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual(expected);
  });
});

describe('the safe way', () => {
  const unsafe = [
    'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint',
    'ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()',
    'ALTER TABLE orders ADD COLUMN x bigserial',
    'ALTER TABLE orders ADD COLUMN x numeric GENERATED ALWAYS AS (total * 2) STORED',
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL',
    'ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity < 100)',
    'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers',
    'ALTER TABLE customers ADD UNIQUE (email)',
    'ALTER TABLE lines_new ADD PRIMARY KEY (id)',
    'CREATE INDEX i ON orders (total)',
    'DROP INDEX orders_placed_idx',
    'REINDEX TABLE orders',
    'REFRESH MATERIALIZED VIEW totals',
    'ALTER TABLE lines DETACH PARTITION lines_old',
  ];

  test.each(unsafe)('of %s runs, and locks nobody out for long', async (sql) => {
    const { findings } = await migrate(sql);
    const safe =
      findings.find((finding) => finding.safe !== null && finding.rule !== 'foreign-key-without-index')
        ?.safe ?? '';
    expect(safe).not.toBe('');
    const again = await migrate(safe);
    const lasting = again.findings.filter(
      ({ rule }) => !['foreign-key-without-index', 'rows-changed-at-once', 'drop-column'].includes(rule),
    );
    expect(lasting.map(({ rule, line, what }) => `${line} ${rule} ${what}`)).toEqual([]);
  });
});

describe('acceptance', () => {
  test('with a reason is listed as accepted', async () => {
    const finding = await only(
      '-- perfcrew: allow drop-column because nothing reads it since 2.4\nALTER TABLE orders DROP COLUMN note;',
    );
    expect(finding).toMatchObject({
      rule: 'drop-column',
      line: 2,
      acceptedBecause: 'nothing reads it since 2.4',
    });
    expect(observeMigration(finding)).toMatchObject({
      severity: 'note',
      title: expect.stringContaining('(accepted: nothing reads it since 2.4)'),
    });
  });

  test('without a reason, of no rule, or of nothing is a finding itself', async () => {
    const report = await migrate(`SELECT 1;
      -- perfcrew: allow drop-column
      -- perfcrew: allow drop-colum because typo
      -- perfcrew: allow set-not-null, drop-table because both
      -- perfcrew: ignore everything
      ALTER TABLE orders DROP COLUMN note;`);
    expect(told(report)).toEqual([
      '1.sql:2 acceptance-without-reason warning',
      '1.sql:3 acceptance-unknown-rule warning',
      '1.sql:5 acceptance-unknown-rule warning',
      '1.sql:4 acceptance-unused note',
      '1.sql:4 acceptance-unused note',
      '1.sql:6 drop-column warning',
    ]);
    expect(report.findings.every(({ acceptedBecause }) => acceptedBecause === null)).toBe(true);
  });

  test('holds for the statement below it only', async () => {
    const { findings } = await migrate(`
      -- perfcrew: allow drop-column because unused
      ALTER TABLE orders DROP COLUMN note; -- perfcrew is not spoken to here
      ALTER TABLE orders DROP COLUMN label;`);
    expect(findings.map(({ acceptedBecause }) => acceptedBecause)).toEqual(['unused', null]);
  });
});

describe('broken files', () => {
  test('a syntax error stands on its line, and the rest goes on', async () => {
    const report = await migrate(
      'SELECT 1;\nALTER TABLE orders\n  ADD COLUM x y z;\nALTER TABLE orders DROP COLUMN note;',
    );
    expect(told(report)).toEqual(['1.sql:3 syntax-error error', '1.sql:4 drop-column warning']);
    expect(report.findings[0]?.what).toContain('syntax error at or near');
  });

  test('so does what the server refuses', async () => {
    const report = await migrate(
      'ALTER TABLE\n missing ADD x int;\nSELECT é,\n nope FROM orders;\nDROP VIEW open_orders;',
    );
    expect(told(report)).toEqual([
      '1.sql:1 statement-failed error',
      '1.sql:3 statement-failed error',
      '1.sql:5 drop-table warning',
    ]);
    expect(report.findings[0]?.what).toBe(
      'fails on a copy of base: relation "missing" does not exist (SQLSTATE 42P01)',
    );
  });

  test('an empty file, comments alone and lines for psql say nothing', async () => {
    expect(told(await migrate(['', '-- nothing\n/* at all */', '\\set x 1\nSELECT 1;\n']))).toEqual([]);
  });
});

describe('transactions of the file', () => {
  test('a lock is held while later statements of the same transaction work', async () => {
    const text = "ALTER TABLE customers ADD x int;\nUPDATE orders SET note = 'a' WHERE id < 10;";
    expect(told(await migrate(text))).toEqual([]);
    expect(told(await migrate(`BEGIN;\n${text}\nCOMMIT;`))).toEqual(['1.sql:3 lock-held warning']);
    expect(told(await migrate(text, { wrapping: 'always' }))).toEqual(['1.sql:2 lock-held warning']);
  });

  test('a constraint that is validated where it was added keeps the lock all the while', async () => {
    const text =
      'ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity < 9) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT c;';
    expect(told(await migrate(text))).toEqual([]);
    const { what } = await only(text, { wrapping: 'always' });
    expect(what).toBe(
      'reads all of orders while orders, locked since line 1, stays locked until the transaction ends',
    );
  });

  test('CONCURRENTLY cannot be inside, and is done all the same so that the rest can be traced', async () => {
    const report = await migrate(
      'BEGIN;\nCREATE INDEX CONCURRENTLY i ON orders (total);\nCOMMIT;\nDROP INDEX CONCURRENTLY i;',
    );
    expect(told(report)).toEqual(['1.sql:2 concurrent-in-transaction error']);
  });

  test("VACUUM FULL and other servers' business", async () => {
    const report = await migrate(
      "VACUUM FULL customers;\nALTER SYSTEM SET work_mem = '1GB';\nDROP DATABASE x;\nREINDEX SCHEMA public;",
    );
    expect(told(report)).toEqual([
      '1.sql:1 vacuum-full error',
      '1.sql:2 server-wide note',
      '1.sql:3 drop-database error',
      '1.sql:4 reindex-blocks error',
    ]);
  });

  test('nesting, ends without a beginning and beginnings without an end', async () => {
    expect(told(await migrate('COMMIT;\nBEGIN;\nBEGIN;\nSELECT 1;'))).toEqual([
      '1.sql:1 transaction-nesting warning',
      '1.sql:2 uncommitted-transaction error',
      '1.sql:3 transaction-nesting warning',
    ]);
    expect(told(await migrate('BEGIN; COMMIT;', { wrapping: 'always' }))).toEqual([
      '1.sql:1 transaction-nesting warning',
      '1.sql:1 transaction-nesting warning',
    ]);
  });

  test('a file that is sent at once is one transaction where it holds several statements', async () => {
    const index = 'CREATE INDEX CONCURRENTLY i ON orders (total);';
    expect(told(await migrate(index, { wrapping: 'several' }))).toEqual([]);
    expect(told(await migrate(`SELECT 1;\n${index}`, { wrapping: 'several' }))).toEqual([
      '1.sql:2 concurrent-in-transaction error',
    ]);
  });

  test('what the file undoes itself is not judged', async () => {
    expect(told(await migrate('BEGIN; DROP VIEW open_orders; ROLLBACK; DROP VIEW open_orders;'))).toEqual([
      '1.sql:1 drop-table warning',
    ]);
  });

  test('a new enum value cannot be used before it is committed', async () => {
    const text = "ALTER TYPE mood ADD VALUE 'fair';\nSELECT 'fair'::mood;";
    expect(told(await migrate(text))).toEqual([]);
    expect(told(await migrate(text, { wrapping: 'always' }))).toEqual(['1.sql:2 enum-value-used error']);
  });

  test('a limit to waiting for locks is asked for once, and counts where it is set', async () => {
    const alter = 'ALTER TABLE orders ADD x int; ALTER TABLE orders ADD y int;';
    const untold = { lockTimeoutGiven: false };
    expect(told(await migrate(alter, untold))).toEqual(['1.sql:1 missing-lock-timeout warning']);
    expect(told(await migrate(`SET lock_timeout = '5s'; ${alter}`, untold))).toEqual([]);
    expect(told(await migrate(`BEGIN; SET LOCAL lock_timeout = '5s'; ${alter} COMMIT;`, untold))).toEqual([]);
    expect(told(await migrate(`SET LOCAL lock_timeout = '5s'; ${alter}`, untold))).toHaveLength(1);
    const after = `BEGIN; SET LOCAL lock_timeout = '5s'; COMMIT;\n${alter}`;
    expect(told(await migrate(after, untold))).toEqual(['1.sql:2 missing-lock-timeout warning']);
  });

  test('in UTC a timestamp becomes a timestamptz without a rewrite, if the file says so; its index is built anew', async () => {
    const text = 'ALTER TABLE orders ALTER placed TYPE timestamptz;';
    expect((await only(text)).what).toContain('while it rewrites 20,000 rows');
    const { what } = await only(`SET TimeZone = 'UTC'; ${text}`);
    expect(what).toContain('while it rebuilds orders_placed_idx from 20,000 rows');
    expect(
      told(await migrate(`SET TimeZone = 'UTC'; DROP INDEX CONCURRENTLY orders_placed_idx; ${text}`)),
    ).toEqual([]);
  });
});

test('preferences are silent until they are asked for', async () => {
  const text = `CREATE TABLE t (a serial, b varchar(9), c timestamp, d int);
    CREATE TYPE e AS ENUM ('a');
    ALTER TYPE e ADD VALUE 'b';
    ALTER TABLE orders ADD x bigint;
    ALTER TABLE orders ADD y bigint;`;
  expect(told(await migrate(text))).toEqual([]);
  const { findings } = await migrate(text, {
    preferences: [
      'prefer-bigint',
      'prefer-text',
      'prefer-timestamptz',
      'prefer-identity',
      'prefer-robust',
      'prefer-schema-name',
      'missing-statement-timeout',
      'several-alters',
      'enum-type',
      'enum-value-order',
    ],
  });
  expect(findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
    '1 prefer-bigint',
    '1 prefer-identity',
    '1 prefer-text',
    '1 prefer-timestamptz',
    '1 prefer-bigint',
    '1 prefer-robust',
    '1 prefer-schema-name',
    '2 enum-type',
    '3 enum-value-order',
    '4 prefer-schema-name',
    '4 missing-statement-timeout',
    '5 prefer-schema-name',
    '5 several-alters',
  ]);
});
