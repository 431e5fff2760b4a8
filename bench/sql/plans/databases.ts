// Databases of a schema, small and large, and copies of them with a head's migration, made as the query gate makes them.
import {
  refreshAll,
  refreshChanged,
  tablePrints,
} from '../../../src/measure/databases/refresh-statistics.ts';
import type { QuerySessions } from '../../../src/measure/query/open-query-sessions.ts';
import { PLANNER_SETTINGS } from '../../../src/measure/query/planner-settings.ts';
import type { DatabaseCluster } from '../../../src/ports/databases.ts';
import type { PlanSchema } from './plan-case.ts';

export async function buildDatabase(
  cluster: DatabaseCluster,
  { name, tables, rows }: PlanSchema,
  scale: number,
): Promise<string> {
  const database = `${name}_${scale}`;
  await cluster.create(database);
  {
    await using session = await cluster.connect(database);
    await session.query(tables);
    await session.query(rows(scale));
  }
  await refreshAll(cluster, database);
  return database;
}

/** A copy with the migration run on it; null for none, and then it is base's own database. */
export async function withHead<Result>(
  cluster: DatabaseCluster,
  { base, migration }: { readonly base: string; readonly migration: string | null },
  work: (sessions: QuerySessions) => Promise<Result>,
): Promise<Result> {
  const head = migration === null ? base : `${base}_head`;
  if (migration !== null) {
    const prints = await tablePrints(cluster, base);
    await cluster.clone(base, head);
    {
      await using session = await cluster.connect(head);
      await session.query(migration);
    }
    await refreshChanged(cluster, head, prints);
  }
  const result = await withSessions(cluster, { base, head }, work);
  if (migration !== null) await drop(cluster, head);
  return result;
}

async function drop(cluster: DatabaseCluster, database: string): Promise<void> {
  await using session = await cluster.connect('postgres');
  await session.query(`DROP DATABASE ${database} WITH (FORCE)`);
}

async function withSessions<Result>(
  cluster: DatabaseCluster,
  databases: { readonly base: string; readonly head: string },
  work: (sessions: QuerySessions) => Promise<Result>,
): Promise<Result> {
  await using base = await cluster.connect(databases.base);
  await using head = await cluster.connect(databases.head);
  for (const session of [base, head]) await session.query(PLANNER_SETTINGS);
  const noop = () => Promise.resolve();
  return await work({ base, head, mode: 'run', postgres: cluster.version, [Symbol.asyncDispose]: noop });
}
