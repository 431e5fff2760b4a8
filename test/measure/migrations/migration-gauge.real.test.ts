// The migration gauge on a real server: base's rows, head's new files, and nothing left behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, type Config } from '../../../src/config/config.ts';
import {
  prepareDatabases,
  type PreparedDatabases,
} from '../../../src/measure/databases/prepare-databases.ts';
import type { GaugeContext } from '../../../src/measure/gauge.ts';
import { measurementSchema, type Observation } from '../../../src/measure/measurement.ts';
import { migrationGauge } from '../../../src/measure/migrations/migration-gauge.ts';
import { NotMeasurable, type Stage } from '../../../src/measure/stage.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';
import { TEST_ENVIRONMENT } from '../test-environment.ts';

const BASE = {
  'db/schema.sql': 'CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, note varchar(40));',
  'db/seed.sql': "INSERT INTO orders SELECT i, i % 500, 'n' || i FROM generate_series(1, 12000) AS i;",
  'db/migrations/1_first.sql': 'ALTER TABLE orders ADD COLUMN placed_on date;',
};
const HEAD = {
  ...BASE,
  'db/migrations/2_index.sql': '-- for the list\nCREATE INDEX orders_customer_idx ON orders (customer_id);',
};

let world: RealWorld;
let prepared: PreparedDatabases;
let base: string;
let head: string;

beforeAll(async () => {
  world = realWorld();
  [base, head] = [await world.folder(BASE), await world.folder(HEAD)];
  const { database } = configOf();
  if (database === null) throw new Error('no database');
  prepared = await prepareDatabases({ config: database, directories: { base, head }, world });
});
afterAll(async () => {
  await prepared[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

function configOf(checks: object = {}): Config {
  return configSchema.parse({
    database: {
      schema: ['db/schema.sql'],
      migrations: ['db/migrations/*.sql'],
      seed: ['db/seed.sql'],
      migration_checks: checks,
    },
  });
}

function stageOf(headDirectory: string, more: Partial<Stage> = {}): Stage {
  const startApp = () => Promise.reject(new Error('no app here'));
  return {
    base: { side: 'base', sha: 'b', directory: base, database: prepared.base, startApp },
    head: { side: 'head', sha: 'h', directory: headDirectory, database: prepared.head, startApp },
    cluster: prepared.cluster,
    async [Symbol.asyncDispose]() {},
    ...more,
  };
}

async function outcomeOf(stage: Stage, config: Config = configOf()) {
  const context: GaugeContext = {
    gate: {
      gate: 'migration',
      subset: 'all',
      targets: [],
      required: true,
      reason: 'a test',
      estimatedMinutes: 1,
    },
    level: 'standard',
    config,
    diff: { document: 'diff', version: 1, files: [], truncated: null },
    stage,
    world,
    environment: TEST_ENVIRONMENT,
    seed: 1,
    budgetMs: 2000,
    artifactsDirectory: '/nowhere/artifacts',
    runDirectory: '/nowhere',
  };
  const [measurement] = await migrationGauge.measure(context);
  return measurementSchema.parse(measurement).outcome;
}

async function observed(stage: Stage, config?: Config): Promise<readonly Observation[]> {
  const outcome = await outcomeOf(stage, config);
  if (outcome.status !== 'measured') throw new Error(outcome.reason);
  return outcome.observations;
}

const told = (observations: readonly Observation[]) =>
  observations.map(
    ({ kind, severity, location }) => `${location?.path}:${location?.line} ${kind} ${severity}`,
  );

describe('the migration gauge', () => {
  test('judges the files only head has, with the rows base has', async () => {
    const observations = await observed(stageOf(head));
    expect(told(observations)).toEqual([
      'db/migrations/2_index.sql:2 create-index-blocks error',
      'db/migrations/2_index.sql:2 missing-lock-timeout warning',
    ]);
    expect(observations[0]?.evidence.head).toContain('CREATE INDEX CONCURRENTLY');
  });

  test('believes what the configuration says of production', async () => {
    const config = configOf({ rows: { orders: 900 }, lock_timeout: true, prefer: ['prefer-robust'] });
    expect(told(await observed(stageOf(head), config))).toEqual([
      'db/migrations/2_index.sql:2 create-index-blocks note',
      'db/migrations/2_index.sql:2 prefer-robust note',
    ]);
  });

  test('tells where a migration that base has run is changed, and does what is new between old ones', async () => {
    const other = await world.folder({
      ...BASE,
      'db/migrations/0_zero.sql': "SET lock_timeout = '2s';\nDROP TABLE orders;",
      'db/migrations/1_first.sql': 'ALTER TABLE orders ADD COLUMN placed_on timestamp;',
    });
    expect(told(await observed(stageOf(other)))).toEqual([
      'db/migrations/1_first.sql:1 applied-migration-changed warning',
      'db/migrations/0_zero.sql:2 drop-table warning',
    ]);
  });

  test('leaves no database behind', async () => {
    await observed(stageOf(head));
    await using session = await prepared.cluster.connect('postgres');
    const rows = await session.query("SELECT datname FROM pg_database WHERE datname LIKE 'perfcrew%'");
    expect(rows).toEqual([]);
  });

  test('says what stood in the way of the database', async () => {
    const obstacle = new NotMeasurable('head', {
      reason: 'db/migrations/2_index.sql fails',
      mend: 'Mend it.',
    });
    const stage = stageOf(head, { cluster: null, obstacles: { app: null, database: obstacle } });
    expect(await outcomeOf(stage)).toEqual({
      status: 'unmeasured',
      reason: 'db/migrations/2_index.sql fails',
      mend: 'Mend it.',
      causedByHead: true,
    });
  });
});
