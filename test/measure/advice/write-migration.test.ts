// The advised index as a file of each migration tool: its marks, its name after the last one, its undo.
import { assert, integer, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextNumber, numberingOf } from '../../../src/measure/advice/next-migration-name.ts';
import { writeMigrations } from '../../../src/measure/advice/write-migration.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 17, 45, 9);
const create = 'CREATE INDEX CONCURRENTLY idx_orders_day ON public.orders (day);';
const drop = 'DROP INDEX CONCURRENTLY IF EXISTS "public"."idx_orders_day";';
const INDEX = { name: 'idx_orders_day', create, drop };

function write(path: string | null, text = '', command: string | null = null) {
  const files = path === null ? [] : [{ path, text }];
  const [written] = writeMigrations([INDEX], { files, command }, NOW_MS);
  if (written === undefined) throw new Error('nothing written');
  return written;
}

describe('the text is that of the tool', () => {
  test.each([
    [
      'dbmate',
      'db/migrations/20260101000000_a.sql',
      '-- migrate:up\nSELECT 1;',
      'db/migrations/20261121174509_add_idx_orders_day.sql',
      `-- migrate:up transaction:false\n${create}\n\n-- migrate:down transaction:false\n${drop}\n`,
    ],
    [
      'goose',
      'migrations/00007_a.sql',
      '-- +goose Up\nSELECT 1;',
      'migrations/00008_add_idx_orders_day.sql',
      `-- +goose NO TRANSACTION\n-- +goose Up\n${create}\n\n-- +goose Down\n${drop}\n`,
    ],
    [
      'sql-migrate',
      'migrations/3-a.sql',
      '-- +migrate Up\nSELECT 1;',
      'migrations/4-add-idx-orders-day.sql',
      `-- +migrate Up notransaction\n${create}\n\n-- +migrate Down notransaction\n${drop}\n`,
    ],
    [
      'Prisma',
      'prisma/migrations/20260101000000_init/migration.sql',
      'SELECT 1;',
      'prisma/migrations/20261121174509_add_idx_orders_day/migration.sql',
      `-- Undo: ${drop}\n${create}\n`,
    ],
    [
      'node-pg-migrate',
      'migrations/1700000000000_a.js',
      'exports.up = (pgm) => pgm.dropTable("a");',
      'migrations/1795283109000_add_idx_orders_day.js',
      `exports.up = (pgm) => {\n  pgm.noTransaction();\n  pgm.sql(\`${create}\`);\n};\n\nexports.down = (pgm) => {\n  pgm.noTransaction();\n  pgm.sql(\`${drop}\`);\n};\n`,
    ],
    [
      'node-pg-migrate',
      'migrations/1700000000000_a.sql',
      '-- Up Migration\nSELECT 1;',
      'migrations/1795283109000_add_idx_orders_day.cjs',
      `exports.up = (pgm) => {\n  pgm.noTransaction();\n  pgm.sql(\`${create}\`);\n};\n\nexports.down = (pgm) => {\n  pgm.noTransaction();\n  pgm.sql(\`${drop}\`);\n};\n`,
    ],
    [
      'knex',
      'src/migrations/20260101000000_a.js',
      'exports.up = (knex) => knex.schema.dropTable("a");',
      'src/migrations/20261121174509_add_idx_orders_day.js',
      `exports.config = { transaction: false };\n\nexports.up = (knex) => knex.raw(\`${create}\`);\n\nexports.down = (knex) => knex.raw(\`${drop}\`);\n`,
    ],
    [
      'knex',
      'src/migrations/20260101000000_a.ts',
      "import type { Knex } from 'knex';\nexport async function up(knex: Knex) {}",
      'src/migrations/20261121174509_add_idx_orders_day.ts',
      `import type { Knex } from 'knex';\n\nexport const config = { transaction: false };\n\nexport const up = (knex: Knex) => knex.raw(\`${create}\`);\n\nexport const down = (knex: Knex) => knex.raw(\`${drop}\`);\n`,
    ],
    [
      'plain SQL',
      'db/migrations/009_a.sql',
      'SELECT 1;',
      'db/migrations/010_add_idx_orders_day.sql',
      `-- Undo: ${drop}\n${create}\n`,
    ],
  ])('%s: %s', (tool, path, text, newPath, newText) => {
    const written = write(path, text);
    expect(written.tool).toBe(tool);
    expect(written.files).toEqual([{ path: newPath, text: newText }]);
  });

  test('golang-migrate: a pair of files with one statement each', () => {
    expect(write('migrations/000004_a.up.sql')).toMatchObject({
      tool: 'golang-migrate',
      files: [
        { path: 'migrations/000005_add_idx_orders_day.up.sql', text: `${create}\n` },
        { path: 'migrations/000005_add_idx_orders_day.down.sql', text: `${drop}\n` },
      ],
      hint: 'Run it without x-use-transaction=true.',
    });
  });

  test('Flyway: the mark stands in a file beside it', () => {
    const { tool, files } = write('sql/V12__a.sql');
    expect(tool).toBe('Flyway');
    expect(files.map(({ path }) => path)).toEqual([
      'sql/V13__add_idx_orders_day.sql',
      'sql/V13__add_idx_orders_day.sql.conf',
    ]);
    expect(files[1]?.text).toBe('executeInTransaction=false\n');
  });

  test('Drizzle always opens a transaction: how to build it before, and a migration that finds it built', () => {
    const { tool, files, hint } = write('drizzle/0003_a.sql', 'SELECT 1;\n--> statement-breakpoint');
    expect(tool).toBe('Drizzle');
    expect(files).toEqual([
      {
        path: 'drizzle/0004_add_idx_orders_day.sql',
        text: `-- Undo: ${drop}\nCREATE INDEX IF NOT EXISTS idx_orders_day ON public.orders (day);\n`,
      },
    ]);
    expect(hint).toContain(`psql "$DATABASE_URL" -c '${create}'`);
  });
});

describe('the tool, where files bear no mark', () => {
  test.each([
    ['dbmate up', 'dbmate', 'db/migrations/20261121174509_add_idx_orders_day.sql'],
    [
      'npx prisma migrate deploy',
      'Prisma',
      'prisma/migrations/20261121174509_add_idx_orders_day/migration.sql',
    ],
    ['npx knex migrate:latest', 'knex', 'migrations/20261121174509_add_idx_orders_day.cjs'],
    ['npx node-pg-migrate up', 'node-pg-migrate', 'migrations/1795283109000_add_idx_orders_day.cjs'],
    ['migrate -path db -database x up', 'golang-migrate', 'migrations/000001_add_idx_orders_day.up.sql'],
    ['npx drizzle-kit migrate', 'Drizzle', 'drizzle/0001_add_idx_orders_day.sql'],
    ['npm run migrate', 'plain SQL', 'migrations/001_add_idx_orders_day.sql'],
  ])('is the one of the command: %s', (command, tool, path) => {
    const written = write(null, '', command);
    expect(written.tool).toBe(tool);
    expect(written.files[0]?.path).toBe(path);
  });

  test('what the files say counts more than the command', () => {
    expect(write('db/1_a.sql', '-- migrate:up', 'npx prisma db seed').tool).toBe('dbmate');
  });
});

test('of several indexes each has a file and a number of its own', () => {
  const files = [{ path: 'db/migrations/20260101000000_a.sql', text: '-- migrate:up' }];
  const written = writeMigrations([INDEX, { ...INDEX, name: 'other' }], { files, command: null }, NOW_MS);
  expect(written.flatMap((one) => one.files.map(({ path }) => path))).toEqual([
    'db/migrations/20261121174509_add_idx_orders_day.sql',
    'db/migrations/20261121174510_add_other.sql',
  ]);
});

test('what SQL and JavaScript read differently is escaped', () => {
  const sql = "CREATE INDEX CONCURRENTLY i ON t (a) WHERE b ? '`${c}\\';";
  const files = [{ path: 'm/1_a.js', text: 'exports.up = (knex) => {}' }];
  const [written] = writeMigrations([{ name: 'i', create: sql, drop }], { files, command: null }, NOW_MS);
  const [, literal = ''] = /up = \(knex\) => knex\.raw\((`.*`)\);/.exec(written?.files[0]?.text ?? '') ?? [];
  expect(literal).toBe("`CREATE INDEX CONCURRENTLY i ON t (a) WHERE b \\\\? '\\`\\${c}\\\\';`");
});

describe('numbers', () => {
  test.each([
    ['001', '002'],
    ['9', '10'],
    ['0099', '0100'],
    ['20260101000000', '20261121174509'],
    ['20991231235959', '20991231235960'],
    ['20260101', '20261121'],
    ['202601010000', '202611211745'],
    ['20260101000000000', '20261121174509000'],
    ['1700000000000', '1795283109000'],
    ['1700000000', '1795283109'],
  ])('after %s comes %s', (last, next) => {
    expect(nextNumber(last, NOW_MS, 1)).toBe(next);
  });

  test.each([
    ['V12__a.sql', { before: 'V', digits: '12', separator: '__' }],
    ['V1.2__a.sql', { before: 'V1.', digits: '2', separator: '__' }],
    ['005_2fa.sql', { before: '', digits: '005', separator: '_' }],
    ['7-a.js', { before: '', digits: '7', separator: '-' }],
    ['orders2.sql', null],
  ])('%s', (name, expected) => {
    expect(numberingOf(name)).toEqual(expected);
  });

  test('a later number is always larger, and never narrower than the last', () => {
    assert(
      property(
        stringMatching(/^\d{1,18}$/),
        integer({ min: 0, max: 4e12 }),
        integer({ min: 1, max: 20 }),
        (last, nowMs, steps) => {
          const next = nextNumber(last, nowMs, steps);
          expect(BigInt(next) > BigInt(last)).toBe(true);
          expect(BigInt(nextNumber(last, nowMs, steps + 1)) > BigInt(next)).toBe(true);
          expect(next.length).toBeGreaterThanOrEqual(last.length);
        },
      ),
      { seed: 7 },
    );
  });
});
