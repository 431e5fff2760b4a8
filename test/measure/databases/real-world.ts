// A world with real files, programs and Postgres, for the rooms that build and ask databases.
import { systemClock } from '../../../src/io/clock.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import type { World } from '../../../src/ports/world.ts';
import { fakeLog, type FakeLog } from '../../fakes/fake-log.ts';
import { realDatabases } from '../../io/postgres/real-databases.ts';

export interface RealWorld extends World, AsyncDisposable {
  readonly log: FakeLog;
  /** A folder with these files; gone when the world is disposed. */
  folder(files: Readonly<Record<string, string>>): Promise<string>;
}

const unused = (): never => {
  throw new Error('This part of the world is not needed here.');
};

export function realWorld(): RealWorld {
  const { signal } = new AbortController();
  const steps = new AsyncDisposableStack();
  const files = steps.use(openFiles());
  const shell = steps.use(openShell({ environment: process.env, signal }));
  const databases = steps.use(realDatabases());
  return {
    files,
    shell,
    databases,
    clock: systemClock(),
    log: fakeLog(),
    signal,
    git: { root: '/', resolve: unused, mergeBase: unused, diff: unused, show: unused, worktree: unused },
    network: { freePort: unused, request: unused },
    sqlCapture: { hook: unused, takeHook: unused, watchWire: unused },
    toolbox: { driver: unused, preload: unused, fetched: unused, chrome: unused, machine: unused },
    async folder(content) {
      const { directory } = await files.temporaryFolder('checkout');
      for (const [path, text] of Object.entries(content)) await files.writeText(`${directory}/${path}`, text);
      return directory;
    },
    [Symbol.asyncDispose]: () => steps.disposeAsync(),
  };
}
