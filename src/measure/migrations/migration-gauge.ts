// The migration gauge: what is new on head is done on a copy of base, and judged by what it locks, rewrites and breaks.
import type { DatabaseConfig } from '../../config/config.ts';
import { continuation, readHistory, type DatabaseHistory } from '../databases/database-history.ts';
import type { SqlScript } from '../databases/sql-script.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Observation, Outcome } from '../measurement.ts';
import { NotMeasurable, type Stage } from '../stage.ts';
import { asHindrance } from '../unmeasured.ts';
import { wrapping } from './in-transaction.ts';
import { observeMigration } from './observe-migrations.ts';
import { traceMigrations } from './trace-migrations.ts';

export const migrationGauge: Gauge = {
  gate: 'migration',
  needs: ['database'],
  timed: false,
  measure: measureMigrations,
};

const COPY = 'perfcrew_migrations';
/** A database cannot be dropped from within. */
const MAINTENANCE_DATABASE = 'postgres';

async function measureMigrations(context: GaugeContext): Promise<readonly Measurement[]> {
  const startedAt = context.world.clock.elapsed();
  const outcome = await judge(context);
  const postgres = context.stage.cluster?.version;
  return [
    {
      document: 'measurement',
      version: 1,
      gate: 'migration',
      target: 'migration',
      environment: postgres === undefined ? context.environment : { ...context.environment, postgres },
      durationMs: context.world.clock.elapsed() - startedAt,
      outcome,
      artifacts: [],
    },
  ];
}

async function judge(context: GaugeContext): Promise<Outcome> {
  try {
    return { status: 'measured', series: [], observations: await observe(context) };
  } catch (error) {
    const hindrance = asHindrance(error);
    if (hindrance === null) throw error;
    return { status: 'unmeasured', ...hindrance };
  }
}

async function observe({ config, stage, world }: GaugeContext): Promise<readonly Observation[]> {
  const { database } = config;
  if (database === null) throw noDatabase();
  const history = async (side: 'base' | 'head'): Promise<DatabaseHistory> =>
    readHistory(world.files, database, { side, directory: stage[side].directory });
  const [base, head] = await Promise.all([history('base'), history('head')]);
  const known = new Map(base.migrations.map(({ path, text }) => [path, text]));
  const added = head.migrations.filter(({ path }) => !known.has(path));
  const changed = head.migrations.filter(({ path, text }) => known.has(path) && known.get(path) !== text);
  const next = continuation(base, head);
  if (!next.linear) world.log.debug(`migration: ${next.reason}; what is new is done on a copy of base.`);
  const findings = added.length === 0 ? [] : await traceOnCopy(added, database, stage);
  return [...changed.map(observeChanged), ...findings];
}

async function traceOnCopy(
  added: readonly SqlScript[],
  { migration_checks: checks }: DatabaseConfig,
  stage: Stage,
): Promise<readonly Observation[]> {
  const { cluster, base, obstacles } = stage;
  if (cluster === null || base.database === null) throw obstacles?.database ?? noDatabase();
  await cluster.clone(base.database, COPY);
  try {
    await using session = await cluster.connect(COPY);
    const { findings } = await traceMigrations(session, {
      files: added.map(({ path, text }) => ({
        path,
        text,
        wrapping: wrapping(path, text, checks.transaction),
      })),
      givenRows: new Map(Object.entries(checks.rows)),
      preferences: checks.prefer,
      lockTimeoutGiven: checks.lock_timeout,
    });
    return findings.map(observeMigration);
  } finally {
    await using session = await cluster.connect(MAINTENANCE_DATABASE);
    await session.query(`DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
  }
}

function observeChanged({ path }: SqlScript): Observation {
  return {
    kind: 'applied-migration-changed',
    side: 'head',
    severity: 'warning',
    title: `${path}, which base has already, is changed: databases that have run it will not run it again`,
    detail:
      'Put the change into a new migration. Where no database has run this one yet, nothing needs to be done.',
    evidence: { base: null, head: null },
    clues: [path],
    location: { path, line: 1, endLine: 1, side: 'head' },
  };
}

function noDatabase(): NotMeasurable {
  return new NotMeasurable('base', {
    reason: 'New migrations are to be judged, but there is no database to do them on.',
    mend: 'Add `database:` with its `schema`, `migrations` and `seed` to .github/perfcrew.yml.',
  });
}
