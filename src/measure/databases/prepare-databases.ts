// Builds the database of each side on one throw-away server; head's is a copy of base's with head's new migrations, as in production.
import type { DatabaseConfig } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { DatabaseCluster } from '../../ports/databases.ts';
import type { World } from '../../ports/world.ts';
import { continuation, readHistory, type DatabaseHistory } from './database-history.ts';
import { refreshAll, refreshChanged, tablePrints } from './refresh-statistics.ts';
import { runDatabaseCommand } from './run-database-command.ts';
import { runScripts, type Building } from './run-script.ts';

export interface DatabasesInput {
  readonly config: DatabaseConfig;
  /** Absolute checkouts, installed and built. */
  readonly directories: Readonly<Record<Side, string>>;
  readonly world: World;
}

export interface PreparedDatabases extends AsyncDisposable {
  readonly cluster: DatabaseCluster;
  /** Names of the databases in the cluster. */
  readonly base: string;
  readonly head: string;
}

const NAMES = { base: 'app_base', head: 'app_head' } as const;

/** Rejects with NotMeasurable, naming the side, where a file or command fails. */
export async function prepareDatabases(input: DatabasesInput): Promise<PreparedDatabases> {
  const { config, directories, world } = input;
  const base = await readHistory(world.files, config, { side: 'base', directory: directories.base });
  const head = await readHistory(world.files, config, { side: 'head', directory: directories.head });

  await using steps = new AsyncDisposableStack();
  const cluster = steps.use(await world.databases.start(config.postgres));
  await phase(world, `Building base's database on PostgreSQL ${cluster.version}`, () =>
    buildFromStart(input, { side: 'base', cluster, database: NAMES.base }, base),
  );
  await phase(world, "Building head's database", () => buildHead(input, cluster, { base, head }));

  const owned = steps.move();
  return { cluster, ...NAMES, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function buildFromStart(
  { config, directories, world }: DatabasesInput,
  building: Building,
  history: DatabaseHistory,
): Promise<void> {
  const { cluster, database, side } = building;
  const told = { directory: directories[side], urlEnv: config.url_env };
  await cluster.create(database);
  await runScripts(building, history.schema);
  await runScripts(building, history.migrations);
  if (config.migrate !== null)
    await runDatabaseCommand(world, building, { command: config.migrate, ...told });
  await runScripts(building, history.seed);
  if (config.seed_command !== null) {
    await runDatabaseCommand(world, building, { command: config.seed_command, ...told });
  }
  await refreshAll(cluster, database);
}

async function buildHead(
  input: DatabasesInput,
  cluster: DatabaseCluster,
  histories: Readonly<Record<Side, DatabaseHistory>>,
): Promise<string> {
  const { config, directories, world } = input;
  const building: Building = { side: 'head', cluster, database: NAMES.head };
  const next = continuation(histories.base, histories.head);
  if (!next.linear) {
    world.log.info(`Head's database is built from the start, apart from base's: ${next.reason}.`);
    await buildFromStart(input, building, histories.head);
    return 'from the start';
  }
  const before = await tablePrints(cluster, NAMES.base);
  await cluster.clone(NAMES.base, NAMES.head);
  await runScripts(building, next.added);
  if (config.migrate !== null) {
    await runDatabaseCommand(world, building, {
      command: config.migrate,
      directory: directories.head,
      urlEnv: config.url_env,
    });
  }
  const refreshed = await refreshChanged(cluster, NAMES.head, before);
  if (refreshed.length > 0) world.log.debug(`Statistics taken again on head: ${refreshed.join(', ')}.`);
  if (next.added.length === 0) return "a copy of base's";
  return `a copy of base's and ${next.added.map(({ path }) => path).join(', ')}`;
}

async function phase(world: World, name: string, work: () => Promise<string | void>): Promise<void> {
  const done = world.log.phase(name);
  try {
    done((await work()) ?? undefined);
  } catch (error) {
    done('failed');
    throw error;
  }
}
