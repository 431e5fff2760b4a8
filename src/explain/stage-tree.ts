// The working tree as a stage with one side: its database built from its own files, its app ready to be started there.
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { prepareDatabases } from '../measure/databases/prepare-databases.ts';
import { NotMeasurable, type Stage, type StagedSide } from '../measure/stage.ts';
import { stageApps } from '../measure/stage/stage-apps.ts';
import type { World } from '../ports/world.ts';

export interface TreeRequest {
  readonly config: Config;
  /** Absolute path of the working tree, installed and built by its owner. */
  readonly directory: string;
  readonly logsDirectory: string;
  readonly world: World;
}

/** Rejects with NotMeasurable where the database cannot be built. */
export async function stageTree({ config, directory, logsDirectory, world }: TreeRequest): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const directories = { base: directory, head: directory };
  const databases =
    config.database === null
      ? null
      : stack.use(
          await prepareDatabases({
            config: config.database,
            environment: config.app?.env ?? {},
            directories,
            world,
          }),
        );
  const apps = stack.use(
    stageApps({
      config,
      world,
      directories,
      databaseUrls:
        databases === null
          ? null
          : {
              base: databases.cluster.url(databases.base),
              head: databases.cluster.url(databases.head),
              control: databases.cluster.url(databases.control),
            },
      logsDirectory: join(logsDirectory, 'logs'),
      obstacle: null,
    }),
  );
  const owned = stack.move();
  const side = (name: 'base' | 'head'): StagedSide => ({
    side: name,
    sha: 'working tree',
    directory,
    database: databases?.[name] ?? null,
    // There is only one side: whatever stands in the way is not a change's doing.
    startApp: (options) => apps.start('base', options),
  });
  return {
    base: side('base'),
    head: side('head'),
    cluster: databases?.cluster ?? null,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** What keeps queries from being explained, said for a working tree. */
export function noDatabase(): NotMeasurable {
  return new NotMeasurable('base', {
    reason:
      'There is no database to ask: .github/perfcrew.yml has no `database`, and DATABASE_URL is not set.',
    mend: 'Add `database:` with its `schema`, `migrations` and `seed` to .github/perfcrew.yml, or set DATABASE_URL (it is only read).',
  });
}
