// Databases of both sides, built by real Postgres from real files.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { configSchema, type DatabaseConfig } from '../../../src/config/config.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import type { Row } from '../../../src/ports/databases.ts';
import { realWorld, type RealWorld } from './real-world.ts';

let world: RealWorld;
beforeAll(() => {
  world = realWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const FILES = {
  'db/schema.sql':
    "-- made by a dump\n\\restrict x\nSELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.t (id int PRIMARY KEY, kind text);",
  'db/migrations/1_view.sql': 'CREATE VIEW v AS SELECT id FROM t;',
  'db/seed.sql': "INSERT INTO t SELECT i, 'a;b' FROM generate_series(1, 40000) AS i;",
};

function configOf(more: Partial<Record<keyof DatabaseConfig, unknown>> = {}): DatabaseConfig {
  const database = {
    schema: ['db/schema.sql'],
    migrations: ['db/migrations/*.sql'],
    seed: ['db/seed.sql'],
    ...more,
  };
  return configSchema.parse({ database }).database as DatabaseConfig;
}

async function prepare(
  head: Readonly<Record<string, string>>,
  {
    base = FILES,
    config = configOf(),
  }: { base?: Readonly<Record<string, string>>; config?: DatabaseConfig } = {},
): Promise<PreparedDatabases> {
  const directories = { base: await world.folder(base), head: await world.folder(head) };
  return prepareDatabases({ config, directories, world });
}

async function ask(prepared: PreparedDatabases, side: 'base' | 'head', sql: string): Promise<readonly Row[]> {
  await using session = await prepared.cluster.connect(prepared[side]);
  return await session.query(sql);
}

const STATISTICS = `SELECT tablename || '.' || attname AS part, n_distinct, most_common_vals::text AS common, histogram_bounds::text AS bounds
  FROM pg_stats WHERE schemaname = 'public' ORDER BY 1`;
const VISIBLE = "SELECT relpages = relallvisible AS all_visible FROM pg_class WHERE relname = 't'";

describe('prepareDatabases', () => {
  test('a dump as pg_dump writes it is schema and rows, whatever they hold', async () => {
    const dump = await readFile(join(import.meta.dirname, 'fixtures/pg-dump-15.sql'), 'utf8');
    const files = { 'db/dump.sql': dump };
    const config = configOf({ schema: ['db/dump.sql'], migrations: [], seed: [] });
    await using prepared = await prepare(files, { base: files, config });
    const rows = await ask(
      prepared,
      'head',
      `SELECT id, note, tags::text, data::text, raw::text, extract(epoch FROM at)::text AS at, twice, "order"::text FROM things ORDER BY id`,
    );
    expect(rows).toEqual([
      {
        id: 1,
        note: "tab\there, line\nbreak, back\\slash, 'quote'",
        tags: '{"a,b","c\\"d",NULL}',
        data: '{"k": "v\\\\n"}',
        raw: '\\xdeadbeef',
        at: '1767323045.000000',
        twice: 82,
        order: '1.50',
      },
      { id: 2, note: '', tags: '{}', data: 'null', raw: '\\x', at: null, twice: 0, order: null },
      { id: 3, note: null, tags: null, data: null, raw: null, at: null, twice: null, order: 'NaN' },
      { id: 4, note: 'é😀 \\N \\. end', tags: null, data: '[]', raw: null, at: null, twice: 24, order: '0' },
    ]);
    // The sequence goes on where it was.
    expect(await ask(prepared, 'head', "INSERT INTO things (note) VALUES ('x') RETURNING id")).toEqual([
      { id: 5 },
    ]);
  });

  test("head is base's copy with its new migrations; tables they leave alone keep their very statistics", async () => {
    await using prepared = await prepare({
      ...FILES,
      'db/migrations/2_index.sql': 'CREATE INDEX CONCURRENTLY t_kind_idx ON t (kind);',
      'db/migrations/3_new.sql': 'CREATE TABLE fresh AS SELECT generate_series(1, 500) AS n;',
    });
    const base = await ask(prepared, 'base', STATISTICS);
    expect(base.map(({ part }) => part)).toEqual(['t.id', 't.kind']);
    expect(await ask(prepared, 'head', `${STATISTICS} OFFSET 1`)).toEqual(base);
    expect((await ask(prepared, 'head', STATISTICS))[0]).toMatchObject({ part: 'fresh.n', n_distinct: -1 });
    expect(await ask(prepared, 'base', VISIBLE)).toEqual([{ all_visible: true }]);
    expect(await ask(prepared, 'head', VISIBLE)).toEqual([{ all_visible: true }]);
    const indexes = "SELECT indexname FROM pg_indexes WHERE tablename = 't' ORDER BY 1";
    expect(await ask(prepared, 'base', indexes)).toEqual([{ indexname: 't_pkey' }]);
    expect(await ask(prepared, 'head', indexes)).toEqual([
      { indexname: 't_kind_idx' },
      { indexname: 't_pkey' },
    ]);
    expect(world.log.lines).toContain(
      "end Building head's database: a copy of base's and db/migrations/2_index.sql, db/migrations/3_new.sql",
    );
  });

  test('rows that a migration touches are vacuumed and sampled again', async () => {
    await using prepared = await prepare({
      ...FILES,
      'db/migrations/2_rows.sql': "UPDATE t SET kind = 'c'; DELETE FROM t WHERE id > 39000;",
    });
    expect(await ask(prepared, 'head', VISIBLE)).toEqual([{ all_visible: true }]);
    expect(
      await ask(
        prepared,
        'head',
        "SELECT most_common_vals::text AS common FROM pg_stats WHERE attname = 'kind'",
      ),
    ).toEqual([{ common: '{c}' }]);
  });

  test('a changed seed builds head from the start, and says so', async () => {
    await using prepared = await prepare({ ...FILES, 'db/seed.sql': "INSERT INTO t VALUES (1, 'one');" });
    expect(await ask(prepared, 'base', 'SELECT count(*)::int AS rows FROM t')).toEqual([{ rows: 40000 }]);
    expect(await ask(prepared, 'head', 'SELECT count(*)::int AS rows FROM t')).toEqual([{ rows: 1 }]);
    expect(world.log.lines).toContain(
      "info Head's database is built from the start, apart from base's: db/seed.sql is not on head as it is on base.",
    );
  });

  test("commands run in their side's checkout and are told its database; seeds are not run on a copy", async () => {
    const config = configOf({
      url_env: 'SHOP_DB',
      seed: [],
      migrate: 'echo "$SHOP_DB" > migrated; echo "$CLIENT $PGDATABASE" > told',
      seed_command: 'echo "$SHOP_DB" > seeded',
    });
    const directories = { base: await world.folder(FILES), head: await world.folder(FILES) };
    const environment = { CLIENT: 'pg', SHOP_DB: 'not this one' };
    await using prepared = await prepareDatabases({ config, environment, directories, world });
    const url = { base: prepared.cluster.url(prepared.base), head: prepared.cluster.url(prepared.head) };
    expect(url.base).not.toBe(url.head);
    expect(await world.files.readText(`${directories.base}/migrated`)).toBe(`${url.base}\n`);
    expect(await world.files.readText(`${directories.head}/migrated`)).toBe(`${url.head}\n`);
    expect(await world.files.readText(`${directories.base}/seeded`)).toBe(`${url.base}\n`);
    expect(await world.files.readText(`${directories.head}/told`)).toBe(`pg ${prepared.head}\n`);
    expect(await world.files.readText(`${directories.head}/seeded`)).toBe(null);
  });

  test('seeds that both sides begin with are run once and copied', async () => {
    const config = configOf({ seed: ['db/seed.sql', 'db/more.sql'] });
    const more = (kind: string) => ({ 'db/more.sql': `INSERT INTO t VALUES (0, '${kind}');` });
    await using prepared = await prepare(
      { ...FILES, ...more('new') },
      { base: { ...FILES, ...more('old') }, config },
    );
    const rows =
      "SELECT kind, count(*)::int AS count FROM t WHERE id = 0 OR kind = 'a;b' GROUP BY 1 ORDER BY 1";
    expect(await ask(prepared, 'base', rows)).toEqual([
      { kind: 'a;b', count: 40_000 },
      { kind: 'old', count: 1 },
    ]);
    expect(await ask(prepared, 'head', rows)).toEqual([
      { kind: 'a;b', count: 40_000 },
      { kind: 'new', count: 1 },
    ]);
    const databases = "SELECT datname FROM pg_database WHERE datname LIKE 'app%' ORDER BY 1";
    expect((await ask(prepared, 'base', databases)).map(({ datname }) => datname)).toEqual([
      'app_base',
      'app_head',
      'app_template',
    ]);
  });

  test('plain SQL does not wait for the build; what the build writes is taken up all the same', async () => {
    const directories = { base: await world.folder(FILES), head: await world.folder(FILES) };
    const { promise: built, resolve: endBuild } = Promise.withResolvers<void>();
    const filled = `end Building head's database: a copy of base's`;
    const before = world.log.lines.filter((line) => line === filled).length;
    const preparing = prepareDatabases({ config: configOf(), directories, world, built, control: true });
    await vi.waitFor(
      () => expect(world.log.lines.filter((line) => line === filled)).toHaveLength(before + 1),
      60_000,
    );
    await world.files.writeText(`${directories.head}/db/migrations/2_made.sql`, 'CREATE TABLE made ();');
    endBuild();
    await using prepared = await preparing;
    const tables = "SELECT count(*)::int AS count FROM pg_tables WHERE tablename = 'made'";
    expect(await ask(prepared, 'base', tables)).toEqual([{ count: 0 }]);
    expect(await ask(prepared, 'head', tables)).toEqual([{ count: 1 }]);
    await using control = await prepared.cluster.connect(prepared.control);
    await control.query('DELETE FROM t');
    expect(await ask(prepared, 'base', 'SELECT count(*)::int AS count FROM t')).toEqual([{ count: 40_000 }]);
  });

  test.each([
    [
      'a statement of head',
      'head',
      { 'db/migrations/2_bad.sql': '-- é comment\nSELECT 1;\n\nALTER TABLE t\n  ADD COLUMN kind text;' },
      {},
      /^db\/migrations\/2_bad\.sql:4 failed on head: column "kind" of relation "t" already exists, in `ALTER TABLE t`$/,
    ],
    [
      'a syntax error on the third line of a statement',
      'head',
      { 'db/migrations/2_bad.sql': "SELECT '😀',\n  2\n  FORM t;" },
      {},
      /^db\/migrations\/2_bad\.sql:3 failed on head: syntax error at or near "t"/,
    ],
    [
      'a file for psql',
      'head',
      { 'db/migrations/2_copy.sql': '\nCOPY t FROM stdin (FORMAT csv);\n1,a\n\\.\n' },
      {},
      /^db\/migrations\/2_copy\.sql:2: `COPY t FROM stdin \(FORMAT csv\)` is meant for psql/,
    ],
    [
      'a row of a dump that does not fit',
      'head',
      {
        'db/migrations/2_rows.sql': '\nCOPY public.t (id, kind) FROM stdin;\n50000\ta\n1\tb\n\\.\nSELECT 1;',
      },
      {},
      /^db\/migrations\/2_rows\.sql:2 failed on head: duplicate key value/,
    ],
    [
      'a command of base',
      'base',
      {},
      { migrate: 'echo no such table; exit 3' },
      /^`echo no such table; exit 3` ended with exit code 3 on base:\nno such table$/,
    ],
  ] as const)(
    '%s that fails makes only that side unmeasurable, with its place',
    async (_, side, head, config, reason) => {
      const failure = await prepare({ ...FILES, ...head }, { config: configOf(config) }).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ name: 'NotMeasurable', side, message: expect.stringMatching(reason) });
    },
  );
});

describe('what is kept between runs', () => {
  /** Large enough to be worth keeping, and never the same in two runs of this test. */
  const slow = (mark: string) => ({
    ...FILES,
    'db/seed.sql': `SELECT pg_sleep(3.2); INSERT INTO t SELECT i, '${mark}' FROM generate_series(1, 2000) AS i;`,
  });
  const linesOf = async (files: Readonly<Record<string, string>>) => {
    await using own = realWorld();
    const directories = { base: await own.folder(files), head: await own.folder(files) };
    const input = { config: configOf(), directories, world: own, built: Promise.resolve() };
    await using prepared = await prepareDatabases(input);
    const rows = await ask(prepared, 'head', 'SELECT count(*)::int AS rows, min(kind) AS kind FROM t');
    return { rows, lines: own.log.lines };
  };
  const KEPT = /an earlier run has kept/;

  test('base’s database, under the hash of what fills it; other content is built anew', async () => {
    const mark = `mark ${process.pid} ${performance.now()}`;
    const first = await linesOf(slow(mark));
    expect(first.lines).toContain("end Keeping base's database for later runs");
    expect(first.lines.some((line) => KEPT.test(line))).toBe(false);
    const again = await linesOf(slow(mark));
    expect(again.lines.some((line) => KEPT.test(line))).toBe(true);
    expect(again.lines.some((line) => line.includes("Building base's database"))).toBe(false);
    expect(again.rows).toEqual(first.rows);
    const other = await linesOf({
      ...slow(mark),
      'db/migrations/1_view.sql': 'CREATE VIEW v AS SELECT kind FROM t;',
    });
    expect(other.lines.some((line) => KEPT.test(line))).toBe(false);
    expect(again.rows).toEqual([{ rows: 2000, kind: mark }]);
  });

  test('not where a crash would empty a table', async () => {
    const files = {
      ...slow('unlogged'),
      'db/schema.sql': 'CREATE UNLOGGED TABLE t (id int PRIMARY KEY, kind text);',
    };
    const { lines } = await linesOf(files);
    expect(lines.some((line) => line.includes('Keeping'))).toBe(false);
  });
});
