// Which tools open a transaction around a migration file.
import { describe, expect, test } from 'vitest';
import { wrapping } from '../../../src/measure/migrations/in-transaction.ts';

describe('wrapping', () => {
  test.each([
    ['plain file', 'db/2.sql', 'SELECT 1;', 'never'],
    ['dbmate', 'db/2.sql', '-- migrate:up\nSELECT 1;', 'always'],
    ['dbmate without', 'db/2.sql', '-- migrate:up transaction:false\nSELECT 1;', 'never'],
    ['goose', 'db/2.sql', '-- +goose Up\nSELECT 1;', 'always'],
    ['goose without', 'db/2.sql', '-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;', 'never'],
    ['sql-migrate', 'db/2.sql', '-- +migrate Up\nSELECT 1;', 'always'],
    ['sql-migrate without', 'db/2.sql', '-- +migrate Up notransaction\nSELECT 1;', 'never'],
    ['node-pg-migrate', 'migrations/2.sql', '-- Up Migration\nSELECT 1;', 'always'],
    ['drizzle', 'drizzle/0001.sql', 'SELECT 1;\n--> statement-breakpoint\nSELECT 2;', 'always'],
    ['prisma', 'prisma/migrations/2_x/migration.sql', 'SELECT 1;', 'several'],
    ['golang-migrate', 'migrations/2_x.up.sql', 'SELECT 1;', 'several'],
  ] as const)('%s', (_tool, path, text, expected) => {
    expect(wrapping(path, text, 'auto')).toBe(expected);
  });

  test('what the configuration says counts more', () => {
    expect(wrapping('db/2.sql', 'SELECT 1;', 'always')).toBe('always');
    expect(wrapping('db/2.sql', '-- migrate:up\nSELECT 1;', 'never')).toBe('never');
  });
});
