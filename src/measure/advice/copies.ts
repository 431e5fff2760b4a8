// Databases that exist only while advice is sought: copies of the seeded one, dropped at the end.
import type { DatabaseCluster } from '../../ports/databases.ts';
import { quoteName } from './catalog.ts';
import type { Connections } from './guard-cluster.ts';

/** Drops the copy when disposed, whoever is still connected to it. */
export async function copyDatabase(
  cluster: DatabaseCluster,
  from: string,
  to: string,
): Promise<AsyncDisposable> {
  await cluster.clone(from, to);
  return {
    async [Symbol.asyncDispose]() {
      await using session = await cluster.connect('postgres');
      await session.query(`DROP DATABASE IF EXISTS ${quoteName(to)} WITH (FORCE)`);
    },
  };
}

/** Statistics and visibility as after autovacuum: plans that read only an index are priced by them. */
export async function settleDatabase(cluster: Connections, database: string): Promise<void> {
  await using session = await cluster.connect(database);
  await session.query('VACUUM (ANALYZE)');
}
