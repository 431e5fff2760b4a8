import { describe, expect, test } from 'vitest';
import { configSchema, type DatabaseConfig } from '../../../src/config/config.ts';
import { continuation, readHistory } from '../../../src/measure/databases/database-history.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';

const config = configSchema.parse({
  database: { schema: ['db/schema.sql'], migrations: ['db/migrations/**/*.sql'], seed: ['db/seed/*.sql'] },
}).database as DatabaseConfig;

const BASE = {
  'db/schema.sql': 'CREATE TABLE t (\n  i int);',
  'db/migrations/2_second.sql': 'SELECT 2;',
  'db/migrations/10_tenth.sql': 'SELECT 10;',
  'db/seed/rows.sql': 'INSERT INTO t VALUES (1);',
};

async function history(files: Readonly<Record<string, string>>) {
  const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/head/${path}`, text]));
  return readHistory(fakeFiles(placed), config, { side: 'head', directory: '/head' });
}

describe('readHistory', () => {
  test('orders migrations as people number them and leaves out what undoes them', async () => {
    const { migrations } = await history({
      ...BASE,
      'db/migrations/11_eleventh.up.sql': 'SELECT 11;',
      'db/migrations/11_eleventh.down.sql': 'DROP TABLE t;',
      'db/migrations/2025_diesel/up.sql': 'SELECT 2025;',
      'db/migrations/2025_diesel/down.sql': 'DROP TABLE t;',
    });
    expect(migrations.map(({ path }) => path)).toEqual([
      'db/migrations/2_second.sql',
      'db/migrations/10_tenth.sql',
      'db/migrations/11_eleventh.up.sql',
      'db/migrations/2025_diesel/up.sql',
    ]);
  });

  test.each(['-- migrate:down', '-- +goose Down', '-- +migrate Down', '-- Down Migration', '--migrate:down'])(
    'cuts a migration at `%s`',
    async (marker) => {
      const { migrations } = await history({
        ...BASE,
        'db/migrations/2_second.sql': `SELECT 2;\n${marker}\nDROP TABLE t;`,
      });
      expect(migrations[0]?.text).toBe('SELECT 2;\n');
    },
  );

  test('tells which side lacks a file that is named', async () => {
    const { 'db/schema.sql': _, ...others } = BASE;
    await expect(history(others)).rejects.toMatchObject({
      name: 'NotMeasurable',
      side: 'head',
      message: 'db/schema.sql, named under `database` in .github/perfcrew.yml, does not exist on head.',
    });
  });
});

describe('continuation', () => {
  test.each([
    ['the same files', {}, { linear: true, added: [] }],
    [
      'line ends of Windows',
      { 'db/schema.sql': 'CREATE TABLE t (\r\n  i int);' },
      { linear: true, added: [] },
    ],
    [
      'a new migration after the others',
      { 'db/migrations/11_new.sql': 'SELECT 11;' },
      { linear: true, added: [{ path: 'db/migrations/11_new.sql', text: 'SELECT 11;' }] },
    ],
    [
      'a new migration before one that base has run',
      { 'db/migrations/3_late.sql': 'SELECT 3;' },
      { linear: false, reason: 'db/migrations/10_tenth.sql is not on head as it is on base' },
    ],
    [
      'a migration that was edited',
      { 'db/migrations/2_second.sql': 'SELECT 3;' },
      { linear: false, reason: 'db/migrations/2_second.sql is not on head as it is on base' },
    ],
    [
      'another seed',
      { 'db/seed/rows.sql': '' },
      { linear: false, reason: 'db/seed/rows.sql is not on head as it is on base' },
    ],
    [
      'one more seed',
      { 'db/seed/more.sql': '' },
      { linear: false, reason: 'db/seed/rows.sql is not on head as it is on base' },
    ],
  ])('%s', async (_, changed, expected) => {
    expect(continuation(await history(BASE), await history({ ...BASE, ...changed }))).toEqual(expected);
  });

  test('a migration that head no longer has', async () => {
    const { 'db/migrations/10_tenth.sql': _, ...fewer } = BASE;
    expect(continuation(await history(BASE), await history(fewer))).toEqual({
      linear: false,
      reason: 'db/migrations/10_tenth.sql is not on head as it is on base',
    });
  });
});
