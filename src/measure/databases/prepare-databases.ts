// Builds the database of each side on one throw-away server, while the checkouts are still being installed and built where
// plain SQL is all it takes.
import type { DatabaseConfig } from '../../config/config.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { DatabaseCluster } from '../../ports/databases.ts';
import type { World } from '../../ports/world.ts';
import { NotMeasurable } from '../stage.ts';
import type { Timekeeper } from '../timekeeper.ts';
import { buildDatabases, type BuildRequest, type DatabaseNames, type Histories } from './build-databases.ts';
import { continuation, readHistory } from './database-history.ts';
import { templateKey } from './template-key.ts';

export interface DatabasesInput {
  readonly config: DatabaseConfig;
  /** Variables for `migrate` and `seed_command`; those of the app. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Absolute checkouts. */
  readonly directories: Readonly<Record<Side, string>>;
  readonly world: World;
  /** Settles when both checkouts are installed and built; absent where they are. */
  readonly built?: Promise<unknown>;
  /** Whether a second process of base will run. */
  readonly control?: boolean;
  readonly timekeeper?: Timekeeper | undefined;
}

export interface PreparedDatabases extends AsyncDisposable {
  readonly cluster: DatabaseCluster;
  /** Names of the databases in the cluster. */
  readonly base: string;
  readonly head: string;
  /** A copy of base's for its second process; base's own where none was asked for. */
  readonly control: string;
}

const NAMES = namesWith('');
const NAMES_AGAIN = namesWith('_2');

function namesWith(ending: string): DatabaseNames {
  return {
    base: `app_base${ending}`,
    head: `app_head${ending}`,
    control: `app_control${ending}`,
    template: `app_template${ending}`,
  };
}

/** Rejects with NotMeasurable, naming the side, where a file or command fails. */
export async function prepareDatabases(input: DatabasesInput): Promise<PreparedDatabases> {
  const { config, built } = input;
  const needsBuild = config.migrate !== null || config.seed_command !== null;
  const before = built === undefined || needsBuild ? null : await historiesOrNull(input);

  await using steps = new AsyncDisposableStack();
  const key = before === null ? null : await templateKey(before);
  const cluster = steps.use(await startServer(input, key));
  const build = async (names: DatabaseNames, histories: Histories): Promise<void> => {
    const request = requestOf(input, cluster, names);
    const baseIsThere = cluster.restored === true && names === NAMES;
    await buildDatabases({ ...request, baseIsThere, keepsBase: key !== null && names === NAMES }, histories);
    if (input.control !== true) return;
    await request.doing("Copying base's database for its second process", () =>
      cluster.clone(names.base, names.control),
    );
  };
  // A failure now counts only if the files are still the same when the build is done.
  const failure = before && (await failureOf(() => build(NAMES, before)));
  await built;

  const histories = await readHistories(input);
  const isCurrent = before !== null && SIDES.every((side) => isSame(before, histories, side));
  if (isCurrent && failure !== null) throw failure;
  const names = before === null || isCurrent ? NAMES : NAMES_AGAIN;
  if (!isCurrent) await build(names, histories);

  const owned = steps.move();
  const { base, head } = names;
  const control = input.control === true ? names.control : base;
  return { cluster, base, head, control, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function startServer(
  { config, world, timekeeper }: DatabasesInput,
  key: string | null,
): Promise<DatabaseCluster> {
  const end = timekeeper?.begin(PHASE, 'starting the server');
  const kept = key === null ? undefined : { key };
  return world.databases.start(config.postgres, kept).finally(() => end?.());
}

async function readHistories({ world, config, directories }: DatabasesInput): Promise<Histories> {
  return {
    base: await readHistory(world.files, config, { side: 'base', directory: directories.base }),
    head: await readHistory(world.files, config, { side: 'head', directory: directories.head }),
  };
}

/** Null where a file is not there yet: the build may make it. */
async function historiesOrNull(input: DatabasesInput): Promise<Histories | null> {
  try {
    return await readHistories(input);
  } catch (error) {
    if (error instanceof NotMeasurable) return null;
    throw error;
  }
}

/** What kept the work from being done; null where nothing did. */
async function failureOf(work: () => Promise<void>): Promise<NotMeasurable | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof NotMeasurable) return error;
    throw error;
  }
}

function isSame(before: Histories, after: Histories, side: Side): boolean {
  const next = continuation(before[side], after[side]);
  return next.linear && next.added.length === 0;
}

const PHASE = 'Prepare databases';

function requestOf(input: DatabasesInput, cluster: DatabaseCluster, names: DatabaseNames): BuildRequest {
  const { config, environment = {}, directories, world, timekeeper } = input;
  return {
    cluster,
    names,
    config,
    environment,
    directories,
    world,
    async doing(name, work) {
      const endOnScreen = world.log.phase(name);
      const endInReport = timekeeper?.begin(PHASE, 'filling them');
      let outcome: string | void = 'failed';
      try {
        outcome = await work();
      } finally {
        endInReport?.();
        endOnScreen(outcome ?? undefined);
      }
    },
  };
}
