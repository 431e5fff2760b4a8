// One file of each migration tool, as it writes them, that says something else when its markers are read wrongly.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../../../src/measure/databases/sql-script.ts';
import { wrapping } from '../../../src/measure/migrations/in-transaction.ts';
import { traceMigrations } from '../../../src/measure/migrations/trace-migrations.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';
import { openShop, type Shop } from './migrated-shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

async function told(path: string, file: string): Promise<readonly string[]> {
  const scripts = await readMigrations(
    fakeFiles({ [`/head/${path}`]: file }),
    { side: 'head', directory: '/head' },
    ['**/*.sql'],
  );
  await using session = await shop.cluster.connect(await shop.copy());
  const { findings } = await traceMigrations(session, {
    lockTimeoutGiven: true,
    files: scripts.map((script) => ({ ...script, wrapping: wrapping(script.path, script.text, 'auto') })),
  });
  return findings.map(({ line, rule, acceptedBecause }) =>
    acceptedBecause === null ? `${line} ${rule}` : `${line} ${rule} (${acceptedBecause})`,
  );
}

const CHECKED = 'ALTER TABLE "orders" ADD CONSTRAINT "few" CHECK (quantity < 100) NOT VALID;';
const VALIDATED = 'ALTER TABLE "orders" VALIDATE CONSTRAINT "few";';
const CONCURRENT = 'CREATE INDEX CONCURRENTLY "i" ON "orders" ("total");';

describe('drizzle', () => {
  test('does all statements in one transaction, whatever stands between them', async () => {
    const file = `${CHECKED}--> statement-breakpoint\n${VALIDATED}`;
    expect(await told('drizzle/0001_few.sql', file)).toEqual(['2 lock-held']);
    expect(await told('db/0001_few.sql', file.replace('--> statement-breakpoint', ''))).toEqual([]);
  });

  test('does so too where a single statement needs no marker', async () => {
    expect(await told('drizzle/0002_index.sql', CONCURRENT)).toEqual(['1 concurrent-in-transaction']);
  });
});

describe('prisma', () => {
  const path = 'prisma/migrations/20260101_x/migration.sql';

  test('sends a file at once: alone, a statement is in no transaction', async () => {
    expect(await told(path, `-- CreateIndex\n${CONCURRENT}\n`)).toEqual([]);
    expect(await told(path, `-- CreateIndex\n${CONCURRENT}\n\n-- AlterTable\n${CHECKED}\n`)).toEqual([
      '2 concurrent-in-transaction',
    ]);
  });

  test('writes a comment above each statement, beside which an acceptance is read', async () => {
    const drop = '-- AlterTable\nALTER TABLE "orders" DROP COLUMN "note";\n';
    const allow = '-- perfcrew: allow drop-column because unread since 2.4\n';
    const warning = '/*\n  Warnings:\n\n  - You are about to drop the column `note`.\n\n*/\n';
    const accepted = 'drop-column (unread since 2.4)';
    expect(await told(path, `${warning}${allow}${drop}`)).toEqual([`9 ${accepted}`]);
    expect(await told(path, `${warning}${drop.replace('\n', `\n${allow}`)}`)).toEqual([`9 ${accepted}`]);
    expect(await told(path, `${allow}${warning}${drop}`)).toEqual([`9 ${accepted}`]);
  });
});

test('dbmate: in a transaction unless the marker says otherwise; what undoes it is not done', async () => {
  const down = '\n-- migrate:down\nDROP TABLE orders;\n';
  expect(await told('db/1.sql', `-- migrate:up\n${CHECKED}\n${VALIDATED}${down}`)).toEqual(['3 lock-held']);
  expect(await told('db/1.sql', `-- migrate:up transaction:false\n${CONCURRENT}${down}`)).toEqual([]);
});

test('goose: the same, and a body between its markers is one statement', async () => {
  const body =
    'CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1;\n  RETURN 2;\nEND $$;';
  const down = '\n-- +goose Down\nDROP TABLE orders;\n';
  const made = `-- +goose StatementBegin\n${body}\n-- +goose StatementEnd\n`;
  expect(await told('db/1.sql', `-- +goose Up\n${made}${CHECKED}\n${VALIDATED}${down}`)).toEqual([
    '10 lock-held',
  ]);
  expect(
    await told('db/1.sql', `-- +goose NO TRANSACTION\n-- +goose Up\n${made}${CONCURRENT}${down}`),
  ).toEqual([]);
});
