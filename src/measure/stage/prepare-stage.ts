// Sets the stage: base and head checked out, installed, built, each with its database, ready to be started.
import type { PullRequest } from '../../change/pull-request.ts';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { NotMeasurable, type Stage, type StagedSide } from '../stage.ts';
import { buildBoth, buildObstacle } from './build-both.ts';
import { installBoth } from './install-both.ts';
import { stageDatabases } from './stage-databases.ts';
import { stageApps } from './stage-apps.ts';

export interface StageRequest {
  readonly config: Config;
  readonly pullRequest: PullRequest;
  readonly world: World;
  readonly needs: {
    readonly app: boolean;
    readonly database: boolean;
    readonly install: boolean;
    readonly build: boolean;
  };
  readonly logsDirectory: string;
  /** Where installs are kept between runs; none by default. */
  readonly cacheDirectory?: string | null;
}

/** Rejects with NotMeasurable where the dependencies cannot be installed; later failures stand in `obstacles`. */
export async function prepareStage(request: StageRequest): Promise<Stage> {
  const { config, pullRequest, world, needs, logsDirectory, cacheDirectory = null } = request;
  const { setup } = config;
  await using stack = new AsyncDisposableStack();

  const directories = await phase(world, 'Check out base and head', async () => ({
    base: stack.use(await world.git.worktree(pullRequest.base.sha)).directory,
    head: stack.use(await world.git.worktree(pullRequest.head.sha)).directory,
  }));
  if (needs.install) {
    await phase(world, 'Install dependencies', () =>
      installBoth({ directories, setup, world, logsDirectory, cacheDirectory }),
    );
  }
  const builds =
    needs.build && setup.build !== null
      ? await phase(world, 'Build', () => buildBoth({ directories, setup, world, logsDirectory }))
      : { base: null, head: null };
  const prepared = needs.database
    ? await phase(world, 'Prepare databases', () => stageDatabases(config, directories, world))
    : null;
  const databases = prepared instanceof NotMeasurable ? null : prepared;
  if (databases) stack.use(databases);
  const database = prepared instanceof NotMeasurable ? prepared : null;
  const databaseUrls = databases && {
    base: databases.cluster.url(databases.base),
    head: databases.cluster.url(databases.head),
  };
  const obstacle = buildObstacle(builds, setup) ?? database;
  const apps = stack.use(stageApps({ config, world, directories, databaseUrls, logsDirectory, obstacle }));

  const owned = stack.move();
  const stagedSide = (side: Side): StagedSide => ({
    side,
    sha: pullRequest[side].sha,
    directory: directories[side],
    database: databases?.[side] ?? null,
    build: builds[side],
    startApp: (options) => apps.start(side, options),
  });
  return {
    base: stagedSide('base'),
    head: stagedSide('head'),
    cluster: databases?.cluster ?? null,
    obstacles: { app: obstacle, database },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function phase<Value>(world: World, name: string, action: () => Promise<Value>): Promise<Value> {
  if (world.signal.aborted) {
    throw new Problem('interrupted', {
      what: `perfcrew was interrupted before it could ${name.toLowerCase()}.`,
      mend: 'Run it again when you are ready.',
    });
  }
  const end = world.log.phase(name);
  try {
    return await action();
  } finally {
    end();
  }
}
