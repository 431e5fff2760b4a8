// Whether the migration gate tells what a running app notices and is silent on the rest, on every major version of Postgres and
// beside squawk: labelled migrations, each watched by a second session. `node bench/sql-migrations.ts`; `--majors 14,18` asks some.
import { parseArgs } from 'node:util';
import { traceMigrations } from '../src/measure/migrations/trace-migrations.ts';
import type { DatabaseCluster } from '../src/ports/databases.ts';
import { openBenchDatabases } from './kit/bench-databases.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { HARMFUL } from './sql/migrations/harmful-cases.ts';
import { HARMLESS } from './sql/migrations/harmless-cases.ts';
import { agrees, describeSight } from './sql/migrations/judge-sight.ts';
import type { LabelledCase } from './sql/migrations/labelled-case.ts';
import { renderSqlMigrations } from './sql/migrations/render.ts';
import { foldMajors, type MigrationTrial, sqlMigrationsSchema } from './sql/migrations/result.ts';
import { SCHEMA } from './sql/migrations/shop.ts';
import { openSquawk, SQUAWK_EXCLUDED } from './sql/migrations/squawk.ts';
import { witness } from './sql/migrations/witness.ts';

const { values } = parseArgs({
  options: {
    majors: { type: 'string', default: '14,15,16,17,18' },
    /** Only migrations whose text holds this. */
    only: { type: 'string', default: '' },
    results: { type: 'string', default: RESULTS_DIRECTORY },
  },
});

await using opened = await openBenchDatabases();
const { databases, toolbox } = opened;
await using squawk = await openSquawk();

const trials: MigrationTrial[] = [];
const servers: { major: number; version: string }[] = [];
for (const major of values.majors.split(',').map(Number)) {
  await using cluster = await databases.start(major);
  servers.push({ major, version: cluster.version });
  await cluster.create('shop');
  {
    await using session = await cluster.connect('shop');
    await session.query(SCHEMA);
    await session.query('VACUUM (ANALYZE)');
  }
  const cases = [...HARMFUL, ...HARMLESS].filter(
    ({ from = 14, until = 99, sql }) => from <= major && major <= until && sql.includes(values.only),
  );
  const verdicts = await squawk.judge(cases, major);
  for (const [index, labelled] of cases.entries()) {
    const perfcrew = await onCopy(cluster, labelled, (database) => told(cluster, database, labelled));
    const sight = await onCopy(cluster, labelled, (database) => witness(cluster, database, labelled));
    const { sql, before = null, wrapped = false, harm, manual } = labelled;
    const seen = describeSight(sight);
    const trial = {
      sql,
      before,
      wrapped,
      majors: [major],
      harm,
      manual,
      seen,
      agrees: agrees(labelled, sight),
      perfcrew,
    };
    trials.push({ ...trial, squawk: [...(verdicts[index] ?? [])] });
    if (!trial.agrees)
      console.error(`${major}: \`${sql}\` is labelled ${harm ?? 'harmless'}, but seen: ${seen}`);
    if ((harm !== null) !== perfcrew.length > 0) {
      console.error(
        `${major}: \`${sql}\` is ${harm ?? 'harmless'}; perfcrew tells ${perfcrew.join(', ') || 'nothing'}`,
      );
    }
  }
}
const result = {
  command: 'node bench/sql-migrations.ts',
  finishedAt: new Date().toISOString(),
  environment: { ...(await toolbox.machine()), chrome: null, postgres: servers.at(-1)?.version ?? null },
  squawk: squawk.version,
  squawkExcluded: [...SQUAWK_EXCLUDED],
  servers,
  trials: foldMajors(trials),
};
resultFile('sql-migrations', sqlMigrationsSchema, values.results).write(result);
console.log(renderSqlMigrations(result));
if (trials.some((trial) => !trial.agrees)) process.exitCode = 1;

async function onCopy<Result>(
  cluster: DatabaseCluster,
  { before }: LabelledCase,
  use: (database: string) => Promise<Result>,
): Promise<Result> {
  const database = 'copy';
  await cluster.clone('shop', database);
  try {
    if (before !== undefined) {
      await using session = await cluster.connect(database);
      await session.query(before);
    }
    return await use(database);
  } finally {
    await using session = await cluster.connect('postgres');
    await session.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
}

async function told(cluster: DatabaseCluster, database: string, labelled: LabelledCase): Promise<string[]> {
  await using session = await cluster.connect(database);
  const { findings } = await traceMigrations(session, {
    files: [{ path: 'migration.sql', text: labelled.sql, wrapping: labelled.wrapped ? 'always' : 'never' }],
    lockTimeoutGiven: true,
  });
  return [
    ...new Set(findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule)),
  ].toSorted();
}
