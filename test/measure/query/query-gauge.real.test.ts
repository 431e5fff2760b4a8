// The query gauge on real Postgres: one pair of databases, many queries, each with its own story.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, type Config } from '../../../src/config/config.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import type { GaugeContext } from '../../../src/measure/gauge.ts';
import { measurementSchema, type Measured, type Measurement } from '../../../src/measure/measurement.ts';
import { queryGauge } from '../../../src/measure/query/query-gauge.ts';
import { NotMeasurable, type Stage } from '../../../src/measure/stage.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';
import { TEST_ENVIRONMENT } from '../test-environment.ts';

const SCHEMA = `
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, placed_on date NOT NULL, note text NOT NULL);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, code text NOT NULL);
CREATE INDEX orders_customer_idx ON orders (customer_id, placed_on);
CREATE INDEX items_order_idx ON items (order_id);
CREATE INDEX items_code_idx ON items (code);`;
const SEED = `
INSERT INTO orders SELECT i, i % 2000, date '2025-01-01' + i % 300, repeat('n', 80) FROM generate_series(1, 20000) AS i;
INSERT INTO items SELECT i, 1 + i % 20000, 'c' || i FROM generate_series(1, 40000) AS i;`;
const COMMON = {
  'db/schema.sql': SCHEMA,
  'db/seed.sql': SEED,
  'q/removed.sql': 'SELECT 1',
  'q/typo.sql': 'SELECT id\nFORM orders',
  'q/cast.sql': 'SELECT id FROM items\nWHERE order_id = 77;',
  'q/join.sql': 'SELECT note FROM orders WHERE id = 5',
  'q/sort.sql': 'SELECT repeat(code, 20) AS long FROM items ORDER BY long',
  'q/column.sql': 'SELECT note\nFROM orders WHERE id = 5',
  'q/renamed.sql': 'SELECT placed_on FROM orders WHERE id = 5',
};
const HEAD = {
  ...COMMON,
  'db/migrations/1_change.sql':
    'DROP INDEX orders_customer_idx;\nALTER TABLE orders RENAME COLUMN placed_on TO placed_at;',
  'q/new.sql': "SELECT id FROM items WHERE code LIKE '%7'",
  'q/new-scan.sql': "SELECT id FROM orders WHERE note LIKE '%gift%'",
  'q/new-cast.sql': "SELECT id FROM items WHERE order_id::text = '77'",
  'q/cast.sql': "SELECT id FROM items\nWHERE order_id::text = '77';",
  'q/join.sql': 'SELECT note FROM orders JOIN items ON items.id + 0 = orders.id WHERE orders.id = 5',
  'q/sort.sql': 'SELECT repeat(code, 20) AS long FROM items ORDER BY id % 7, code',
  'q/column.sql': '-- 😀\nSELECT note, placed_on\nFROM orders WHERE id = 5',
};
const QUERIES: Config['targets']['queries'] = [
  { name: 'of a customer', sql: 'SELECT id FROM orders WHERE customer_id = $1', parameters: [7] },
  { name: 'by key', sql: 'SELECT code FROM items WHERE order_id = $1 ORDER BY code;', parameters: [7] },
  { name: 'add', sql: "INSERT INTO items VALUES (0, 1, 'new') RETURNING id", parameters: [] },
  { name: 'two statements', sql: 'SELECT 1; DELETE FROM items', parameters: [] },
  { name: 'nowhere', file: 'q/nowhere.sql', parameters: [] },
  ...['removed', 'typo', 'new', 'new-scan', 'new-cast', 'cast', 'join', 'sort', 'column', 'renamed'].map(
    (name) => ({
      name,
      file: `q/${name}.sql`,
      parameters: [],
    }),
  ),
];

let world: RealWorld;
let prepared: PreparedDatabases;
let directories: { base: string; head: string };
let runDirectory: string;
let measured: ReadonlyMap<string, Measurement>;

beforeAll(async () => {
  world = realWorld();
  const { 'q/removed.sql': _, ...head } = HEAD;
  directories = { base: await world.folder(COMMON), head: await world.folder(head) };
  runDirectory = await world.folder({});
  const { database } = configOf();
  if (database === null) throw new Error('no database');
  prepared = await prepareDatabases({ config: database, directories, world });
  measured = await measure(contextOf());
});
afterAll(async () => {
  await prepared[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

function configOf(database: object = {}): Config {
  return configSchema.parse({
    database: {
      schema: ['db/schema.sql'],
      migrations: ['db/migrations/*.sql'],
      seed: ['db/seed.sql'],
      ...database,
    },
    targets: { queries: QUERIES },
  });
}

function contextOf(more: Partial<GaugeContext> = {}): GaugeContext {
  return {
    gate: {
      gate: 'query',
      subset: 'all',
      targets: QUERIES.map(({ name }) => name),
      required: true,
      reason: 'a test',
      estimatedMinutes: 1,
    },
    level: 'standard',
    config: configOf(),
    diff: { document: 'diff', version: 1, files: [], truncated: null },
    stage: stageOf(prepared),
    world,
    environment: TEST_ENVIRONMENT,
    seed: 1,
    budgetMs: 2000,
    artifactsDirectory: `${runDirectory}/artifacts`,
    runDirectory,
    ...more,
  };
}

function stageOf(databases: PreparedDatabases | null): Stage {
  const side = (name: 'base' | 'head') => ({
    side: name,
    sha: name,
    directory: directories[name],
    database: databases?.[name] ?? null,
    startApp: () => Promise.reject(new Error('no app here')),
  });
  return {
    base: side('base'),
    head: side('head'),
    cluster: databases?.cluster ?? null,
    async [Symbol.asyncDispose]() {},
  };
}

async function measure(context: GaugeContext): Promise<ReadonlyMap<string, Measurement>> {
  const measurements = await queryGauge.measure(context);
  for (const measurement of measurements) measurementSchema.parse(measurement);
  return new Map(measurements.map((measurement) => [measurement.target, measurement]));
}

function outcomeOf(name: string, of = measured): Measured {
  const outcome = of.get(name)?.outcome;
  if (outcome?.status !== 'measured') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome;
}

const values = (outcome: Measured, metric: string) =>
  outcome.series.find((series) => series.metric === metric)?.rounds;

describe('queryGauge', () => {
  test('a dropped index: error, both plans, and what became of it', () => {
    const outcome = outcomeOf('of a customer');
    const [observation, ...others] = outcome.observations;
    expect(others).toEqual([]);
    expect(observation).toMatchObject({
      kind: 'index-lost',
      severity: 'error',
      side: 'head',
      title: expect.stringMatching(
        /^Index orders_customer_idx is lost: head reads all of orders \(\d{3} blocks, base 1\d\)$/,
      ),
      clues: ['orders_customer_idx', 'orders'],
      location: null,
    });
    expect(observation?.detail).toContain('index orders_customer_idx no longer exists on head.');
    expect(observation?.detail).toContain(
      'CREATE INDEX orders_customer_idx ON public.orders USING btree (customer_id, placed_on)',
    );
    expect(observation?.detail).toContain('finds 10 rows and discards 19,990');
    expect(observation?.evidence.base).toContain('orders_customer_idx');
    expect(observation?.evidence.head).toMatch(/^Seq Scan on orders {2}\(/);
  });

  test('an unchanged query: nothing to say, the same blocks and cost to the digit, times in pairs', () => {
    const outcome = outcomeOf('by key');
    expect(outcome.observations).toEqual([]);
    for (const metric of ['buffers', 'plan-cost']) {
      const [round, ...more] = values(outcome, metric) ?? [];
      expect(more).toEqual([]);
      expect(round?.base).toBeGreaterThan(0);
      expect(round?.head).toBe(round?.base);
    }
    expect(values(outcome, 'execution-ms')?.length).toBeGreaterThan(1);
  });

  test('an index that the condition no longer fits: the place is the file', () => {
    const [observation] = outcomeOf('cast').observations;
    expect(observation).toMatchObject({
      kind: 'index-lost',
      clues: ['items_order_idx', 'items', 'q/cast.sql'],
      location: { path: 'q/cast.sql', line: 2, side: 'head' },
    });
    expect(observation?.detail).toContain(
      "index items_order_idx still exists on head, but the planner cannot use it.\nThe condition ((order_id)::text = '77'::text) casts order_id (integer), so index items_order_idx, which begins with that column, cannot serve it.\nCompare order_id as it is: give the other side the type integer.",
    );
  });

  test('a large table that is read as a whole all of a sudden', () => {
    expect(outcomeOf('join').observations[0]).toMatchObject({
      kind: 'sequential-scan-introduced',
      severity: 'error',
      clues: ['items_pkey', 'items', 'q/join.sql'],
    });
  });

  test('a sort that no longer fits in memory', () => {
    const spill = outcomeOf('sort').observations.find(({ kind }) => kind === 'spill');
    expect(spill).toMatchObject({
      severity: 'warning',
      side: 'head',
      title: expect.stringMatching(/^Sort does not fit in memory and writes [\d,]+ kB to disk$/),
    });
  });

  test('a query that head refuses: error with the line and a caret', () => {
    const outcome = outcomeOf('column');
    expect(outcome.series).toEqual([]);
    expect(outcome.observations).toMatchObject([
      {
        kind: 'query-failed',
        severity: 'error',
        side: 'head',
        title: 'column fails on head: column "placed_on" does not exist',
        clues: ['placed_on', 'q/column.sql'],
        location: { path: 'q/column.sql', line: 2, side: 'head' },
      },
    ]);
    expect(outcome.observations[0]?.detail).toBe(
      'The database refuses q/column.sql:2 on head; on base it works.\nSELECT note, placed_on\n             ^',
    );
  });

  test('a query that head refuses though its text is the same is not itself the place', () => {
    expect(outcomeOf('renamed').observations).toMatchObject([
      { kind: 'query-failed', clues: ['placed_on', 'q/renamed.sql'], location: null },
    ]);
  });

  test.each([
    [
      'typo',
      /^The database refuses q\/typo\.sql:2 on base and on head alike: syntax error at or near "orders"\.\nFORM orders\n {5}\^$/,
      'Correct the statement in q/typo.sql.',
    ],
    [
      'two statements',
      /it must hold exactly one statement/,
      'Correct the statement in `targets.queries` (two statements) of .github/perfcrew.yml.',
    ],
    [
      'nowhere',
      /^q\/nowhere\.sql exists neither on base nor on head\.$/,
      'Correct `file` of the query nowhere in .github/perfcrew.yml, or remove the query there.',
    ],
  ])('%s: what is wrong on both sides is unmeasured, with the mend', (name, reason, mend) => {
    const outcome = measured.get(name)?.outcome;
    expect(outcome).toMatchObject({
      status: 'unmeasured',
      reason: expect.stringMatching(reason),
      mend,
      causedByHead: false,
    });
  });

  test('new and removed queries are noted', () => {
    expect(outcomeOf('new').observations).toMatchObject([
      { kind: 'new-query', severity: 'note', detail: expect.stringContaining('It reads all of items') },
    ]);
    expect(values(outcomeOf('new'), 'buffers')).toMatchObject([{ base: null }]);
    expect(outcomeOf('removed').observations).toMatchObject([{ kind: 'query-removed', severity: 'note' }]);
  });

  test('a new query that no index serves, or that keeps one from serving, is warned of', () => {
    expect(outcomeOf('new-scan').observations).toMatchObject([
      {
        kind: 'new-query-unsupported',
        severity: 'warning',
        side: 'head',
        title: expect.stringMatching(
          /^new-scan is new and no index serves it: it reads all of orders \(\d{3} blocks\) for 0 rows$/,
        ),
        clues: ['orders', 'q/new-scan.sql'],
        location: { path: 'q/new-scan.sql', line: 1, side: 'head' },
      },
    ]);
    const [cast, ...more] = outcomeOf('new-cast').observations;
    expect(more).toEqual([]);
    expect(cast).toMatchObject({ kind: 'index-unusable-cast', severity: 'warning', side: 'head' });
    expect(cast?.title).toContain('new-cast is new and cannot use index items_order_idx');
    expect(cast?.detail).toContain('give the other side the type integer');
  });

  test('a query that writes is undone and not repeated for its time', async () => {
    expect(outcomeOf('add').series.map(({ metric }) => metric)).toEqual(['buffers', 'plan-cost']);
    await using session = await prepared.cluster.connect(prepared.head);
    expect(await session.query('SELECT count(*)::int AS rows FROM items')).toEqual([{ rows: 40000 }]);
  });

  test('plans are kept as artifacts, the server is named', async () => {
    const measurement = measured.get('by key');
    expect(measurement?.environment.postgres).toBe(prepared.cluster.version);
    expect(measurement?.artifacts).toMatchObject([
      { path: 'artifacts/query-2-by-key-base.json', show: 'plan', side: 'base' },
      { path: 'artifacts/query-2-by-key-head.json', show: 'plan', side: 'head' },
    ]);
    const plan: unknown = JSON.parse(
      (await world.files.readText(`${runDirectory}/artifacts/query-2-by-key-head.json`)) ?? '',
    );
    expect(plan).toMatchObject([
      {
        'Query Text': expect.stringMatching(/^select/i),
        Plan: { 'Node Type': expect.any(String) },
        Settings: expect.any(Object),
      },
    ]);
  });

  test('measuring again gives the same blocks and costs', async () => {
    const again = await measure(contextOf({ seed: 2 }));
    for (const name of ['of a customer', 'by key', 'cast', 'join', 'sort']) {
      for (const metric of ['buffers', 'plan-cost']) {
        expect(values(outcomeOf(name, again), metric), `${name} ${metric}`).toEqual(
          values(outcomeOf(name), metric),
        );
      }
    }
  });
});

describe('index advice', () => {
  test('stands with the lost index: proven figures, what it costs, and the migration in the manner of the project', async () => {
    const [observation] = outcomeOf('of a customer').observations;
    const advice = observation?.detail.slice(observation.detail.indexOf('This index serves it'));
    expect(advice?.replaceAll(/[\d.,]*\d/g, '0')).toMatchInlineSnapshot(`
      "This index serves it: CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id) INCLUDE (id);
      Built on a copy of head's database and executed: 0 → 0 blocks, 0 → 0 ms. It takes 0 MB.
      What it costs writes: inserting 0 rows touches 0 → 0 blocks; of 0 updates of customer_id, 0 → 0 need no index entry.
      As a migration (plain SQL), among the run's files: db/migrations/0_add_orders_customer_id_idx.sql
      Where whatever runs these files opens a transaction, run this one outside of it."
    `);
    const migration = measured.get('of a customer')?.artifacts.at(-1);
    expect(migration).toEqual({
      name: 'Migration db/migrations/4_add_orders_customer_id_idx.sql',
      path: 'artifacts/index-advice/db/migrations/4_add_orders_customer_id_idx.sql',
    });
    expect(await world.files.readText(`${runDirectory}/${migration?.path}`)).toBe(
      '-- Undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_customer_id_idx";\n' +
        'CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id) INCLUDE (id);\n',
    );
    const [, before, after] = /executed: ([\d,]+) → ([\d,]+) blocks/.exec(advice ?? '') ?? [];
    expect(Number(after)).toBeLessThan(Number(before) / 10);
  });

  test('says nothing where no query became worse, but at level thorough, where a large table is read as a whole', async () => {
    const queries = [
      { name: 'by code', sql: 'SELECT id FROM items WHERE lower(code) = $1', parameters: ['c77'] },
    ];
    const unchanged = (level: 'standard' | 'thorough') => {
      const context = contextOf({
        level,
        config: { ...configOf(), targets: { ...configOf().targets, queries } },
      });
      const { gate, stage } = context;
      const head = { ...stage.head, database: prepared.base };
      return { ...context, gate: { ...gate, targets: ['by code'] }, stage: { ...stage, head } };
    };
    const advised = async (level: 'standard' | 'thorough') =>
      outcomeOf('by code', await measure(unchanged(level))).observations.filter(
        ({ kind }) => kind === 'index-advice',
      );
    expect(await advised('standard')).toEqual([]);
    const [note, ...others] = await advised('thorough');
    expect(others).toEqual([]);
    expect(note).toMatchObject({
      kind: 'index-advice',
      severity: 'note',
      side: 'both',
      title: expect.stringMatching(/^An index of items would serve by code: \d+ blocks instead of \d{3}$/),
      evidence: { base: null, head: expect.stringContaining('CREATE INDEX CONCURRENTLY') },
      clues: ['items', 'items_code_idx1'],
    });
  });

  test('that takes too long is left out, and the review goes on', async () => {
    let elapsedMs = 0;
    const clock = { ...world.clock, elapsed: () => (elapsedMs += 30_000) };
    const outcomes = await measure(contextOf({ world: { ...world, clock } }));
    expect(outcomeOf('of a customer', outcomes).observations[0]?.detail).not.toContain('CONCURRENTLY');
    expect(world.log.lines.join('\n')).toContain('no indexes are advised: it took longer than 60 s.');
  });

  test('leaves no database behind', async () => {
    await using session = await prepared.cluster.connect('postgres');
    const rows = await session.query("SELECT datname FROM pg_database WHERE datname LIKE '%advice%'");
    expect(rows).toEqual([]);
  });
});

describe('a database of the user', () => {
  const external = (database: object = {}) => ({
    config: configOf({ external_url_env: 'SHOP_DATABASE_URL', ...database }),
    externalDatabaseUrl: prepared.cluster.url(prepared.base),
    stage: stageOf(null),
  });

  test('is asked for plans only; not a row of it changes', async () => {
    await using owner = await prepared.cluster.connect(prepared.base);
    const rows = 'SELECT xmin::text, xmax::text, ctid::text, id FROM items ORDER BY id';
    const before = await owner.query(rows);
    const outcomes = await measure(contextOf(external()));
    expect(outcomeOf('add', outcomes).series.map(({ metric }) => metric)).toEqual(['plan-cost']);
    expect(outcomeOf('cast', outcomes).observations[0]).toMatchObject({
      kind: 'index-lost',
      title: 'Index items_order_idx is lost: head reads all of items',
      detail: expect.not.stringContaining('CONCURRENTLY'),
    });
    expect(await owner.query(rows)).toEqual(before);
  });

  test('runs the queries where writes are allowed', async () => {
    const outcomes = await measure(contextOf(external({ allow_writes: true })));
    expect(outcomeOf('cast', outcomes).series.map(({ metric }) => metric)).toEqual([
      'buffers',
      'plan-cost',
      'execution-ms',
    ]);
  });

  test('that cannot be reached leaves every query unmeasured, with the mend and without the password', async () => {
    const outcomes = await measure(
      contextOf({ ...external(), externalDatabaseUrl: 'postgres://u:s3cret@127.0.0.1:1/x' }),
    );
    expect(outcomes.size).toBe(QUERIES.length);
    for (const { outcome } of outcomes.values()) {
      expect(outcome).toMatchObject({
        status: 'unmeasured',
        reason: expect.stringContaining('127.0.0.1:1/x'),
        mend: expect.stringContaining('external_url_env'),
      });
      expect(JSON.stringify(outcome)).not.toContain('s3cret');
    }
  });
});

describe('no database', () => {
  test('none configured', async () => {
    const outcomes = await measure(contextOf({ stage: stageOf(null) }));
    expect([...outcomes.values()][0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: 'Queries are configured, but no database.',
      causedByHead: false,
    });
  });

  test('head could not be migrated: that is the change, not a gap', async () => {
    const database = new NotMeasurable('head', { reason: '1.sql:3 failed', mend: 'Correct it.' });
    const outcomes = await measure(
      contextOf({ stage: { ...stageOf(null), obstacles: { app: null, database } } }),
    );
    expect([...outcomes.values()][0]?.outcome).toEqual({
      status: 'unmeasured',
      reason: '1.sql:3 failed',
      mend: 'Correct it.',
      causedByHead: true,
    });
  });
});
