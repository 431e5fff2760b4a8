// The world as a job needs it, opened bit by bit: planning must start quickly, and publishing has no checkout at all.
import { systemClock } from '../io/clock.ts';
import { openFiles } from '../io/files/open-files.ts';
import { openGit } from '../io/git/open-git.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import type { Log } from '../ports/log.ts';
import type { World } from '../ports/world.ts';
import type { WorldOptions } from '../run/open-world.ts';

export interface Outside extends AsyncDisposable {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the job. */
  readonly environment: NodeJS.ProcessEnv;
  /** Folder of the running program. */
  readonly programsDirectory: string;
  readonly signal: AbortSignal;
  /** The repository of the checkout. */
  git(): Promise<Git>;
  /** Everything that measuring needs. */
  world(): Promise<World>;
}

export function openOutside(options: WorldOptions): Outside {
  const stack = new AsyncDisposableStack();
  let git: Promise<Git> | null = null;
  let world: Promise<World> | null = null;
  return {
    files: stack.use(openFiles()),
    clock: systemClock(),
    log: options.log,
    environment: options.environment,
    programsDirectory: options.programsDirectory,
    signal: options.signal,
    git: () => (git ??= openGit(options.directory, options.signal)),
    world: () => (world ??= openWhole()),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };

  async function openWhole(): Promise<World> {
    const { openWorld } = await import('../run/open-world.ts');
    return stack.use(await openWorld(options));
  }
}
