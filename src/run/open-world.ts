// The world as it really is: git, processes, files, browser and databases of this machine, all gone when the run ends.
import { isProblem } from '../core/problem.ts';
import { systemClock } from '../io/clock.ts';
import { openFiles } from '../io/files/open-files.ts';
import { openGit } from '../io/git/open-git.ts';
import { loopbackNetwork } from '../io/network.ts';
import { openDatabases } from '../io/postgres/open-databases.ts';
import { openShell } from '../io/shell/open-shell.ts';
import { openSqlCapture } from '../io/sql-capture/open-sql-capture.ts';
import { openToolbox } from '../io/toolbox/open-toolbox.ts';
import type { Log } from '../ports/log.ts';
import type { Git } from '../ports/git.ts';
import type { World } from '../ports/world.ts';
import { noRepository } from './no-repository.ts';

export interface WorldOptions {
  /** Absolute path of the repository under review, or a folder below it. */
  readonly directory: string;
  /** `optional`: without one, only what asks for something in it meets the Problem. By default it is needed. */
  readonly repository?: 'needed' | 'optional';
  readonly environment: NodeJS.ProcessEnv;
  /** Where fetched tools and installs are kept between runs. Absolute. */
  readonly cacheDirectory: string;
  /** Folder of perfcrew's own programs: `src/io/drivers` or `dist`. */
  readonly programsDirectory: string;
  readonly version: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export async function openWorld(options: WorldOptions): Promise<World & AsyncDisposable> {
  const { environment, signal, log } = options;
  await using stack = new AsyncDisposableStack();
  const git = await openRepository(options);
  const shell = stack.use(openShell({ environment, signal }));
  const files = stack.use(openFiles());
  const toolbox = stack.use(
    openToolbox({
      environment,
      cacheDirectory: options.cacheDirectory,
      signal,
      log,
      version: options.version,
      programsDirectory: options.programsDirectory,
    }),
  );
  const databases = stack.use(openDatabases({ toolbox, signal, log }));
  const owned = stack.move();
  return {
    git,
    shell,
    files,
    clock: systemClock(),
    network: loopbackNetwork(),
    databases,
    sqlCapture: openSqlCapture(toolbox),
    toolbox,
    log,
    signal,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openRepository({ directory, signal, repository = 'needed' }: WorldOptions): Promise<Git> {
  try {
    return await openGit(directory, signal);
  } catch (error) {
    if (repository === 'optional' && isProblem(error) && error.code === 'not-a-repository') {
      return noRepository(directory, error);
    }
    throw error;
  }
}
