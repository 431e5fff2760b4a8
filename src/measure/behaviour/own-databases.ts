// Requests that write must not change what the other gates measure, nor what another process is asked about: each process
// gets a copy of its side's database, which is gone afterwards.
import type { DatabaseCluster } from '../../ports/databases.ts';
import { DatabaseError } from '../../ports/databases.ts';
import { databaseEnvironment } from '../databases/database-environment.ts';
import type { GaugeContext } from '../gauge.ts';
import type { StartOptions } from '../stage.ts';
import type { Party } from './visit.ts';

export interface OwnDatabases extends AsyncDisposable {
  /** How each process is told its copy; empty where all share the database of their side. */
  readonly options: Readonly<Partial<Record<Party, StartOptions>>>;
}

const SHARED: OwnDatabases = { options: {}, async [Symbol.asyncDispose]() {} };
/** A database cannot be dropped from within. */
const MAINTENANCE_DATABASE = 'postgres';

export async function ownDatabases(
  { config, stage, world }: GaugeContext,
  visit: number,
): Promise<OwnDatabases> {
  const { cluster, base, head } = stage;
  if (cluster === null || base.database === null || head.database === null || config.database === null)
    return SHARED;
  // The project names a database of its own.
  if (config.app?.env[config.database.url_env] !== undefined) return SHARED;
  const sources = [
    ['base', base.database],
    ['control', base.database],
    ['head', head.database],
  ] as const;
  await using stack = new AsyncDisposableStack();
  const options: Partial<Record<Party, StartOptions>> = {};
  try {
    for (const [party, source] of sources) {
      const name = `behaviour_${party}_${visit}`;
      await cluster.clone(source, name);
      stack.defer(() => drop(cluster, name));
      options[party] = { environment: databaseEnvironment(config.database, cluster.url(name)) };
    }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    world.log.warn(
      `behaviour: the databases could not be copied, so requests write to them: ${error.message}`,
    );
    return SHARED;
  }
  const owned = stack.move();
  return { options, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function drop(cluster: DatabaseCluster, name: string): Promise<void> {
  await using session = await cluster.connect(MAINTENANCE_DATABASE);
  await session.query(`drop database if exists ${name} with (force)`);
}
