// Sets the stage: base and head checked out, installed, built, each with its database, ready to be started. Nothing is timed
// yet, so whatever does not wait for something else goes on at the same time.
import type { PullRequest } from '../../change/pull-request.ts';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import type { PreparedDatabases } from '../databases/prepare-databases.ts';
import { NotMeasurable, type Stage, type StagedSide } from '../stage.ts';
import type { StageNeeds } from '../stage-needs.ts';
import { asPhase, type Timekeeper } from '../timekeeper.ts';
import { buildBoth, buildObstacle, type Builds } from './build-both.ts';
import { installBoth } from './install-both.ts';
import { allOrFirstFailure } from './all-or-first-failure.ts';
import { stageDatabases } from './stage-databases.ts';
import { stageApps, type DatabaseUrls } from './stage-apps.ts';

export interface StageRequest {
  readonly config: Config;
  readonly pullRequest: PullRequest;
  readonly world: World;
  readonly needs: StageNeeds;
  readonly logsDirectory: string;
  /** Where installs are kept between runs; none by default. */
  readonly cacheDirectory?: string | null;
  readonly timekeeper?: Timekeeper | undefined;
}

type Directories = Readonly<Record<Side, string>>;

/** Rejects with NotMeasurable where the dependencies cannot be installed; later failures stand in `obstacles`. */
export async function prepareStage(request: StageRequest): Promise<Stage> {
  const { config, pullRequest, world, needs, logsDirectory } = request;
  await using stack = new AsyncDisposableStack();

  // One after the other: git stumbles over the entry of a worktree that is just being added.
  const directories = await phase(request, 'Check out base and head', async () => ({
    base: stack.use(await world.git.worktree(pullRequest.base.sha)).directory,
    head: stack.use(await world.git.worktree(pullRequest.head.sha)).directory,
  }));
  const building = installAndBuild(request, directories);
  const [builds, prepared] = await allOrFirstFailure([
    building,
    needs.database ? stageDatabases({ ...request, directories, built: building, stack }) : null,
  ]);
  const databases = prepared instanceof NotMeasurable ? null : prepared;
  const database = prepared instanceof NotMeasurable ? prepared : null;
  const obstacle = buildObstacle(builds, config.setup) ?? database;
  const databaseUrls = databases && urlsOf(databases);
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

async function installAndBuild(request: StageRequest, directories: Directories): Promise<Builds> {
  const { config, world, needs, logsDirectory, cacheDirectory = null } = request;
  const { setup } = config;
  if (needs.install) {
    await phase(request, 'Install dependencies', () =>
      installBoth({ directories, setup, world, logsDirectory, cacheDirectory }),
    );
  }
  if (!needs.build || setup.build === null) return { base: null, head: null };
  return phase(request, 'Build', () => buildBoth({ directories, setup, world, logsDirectory }));
}

function urlsOf({ cluster, base, head, control }: PreparedDatabases): DatabaseUrls {
  return { base: cluster.url(base), head: cluster.url(head), control: cluster.url(control) };
}

async function phase<Value>(
  { world, timekeeper }: StageRequest,
  name: string,
  action: () => Promise<Value>,
): Promise<Value> {
  if (world.signal.aborted) {
    throw new Problem('interrupted', {
      what: `perfcrew was interrupted before it could ${name.toLowerCase()}.`,
      mend: 'Run it again when you are ready.',
    });
  }
  return asPhase({ log: world.log, timekeeper }, name, action);
}
