// A Postgres server for benches that time nothing: the binaries come from perfcrew's own toolbox, and Ctrl-C leaves nothing behind.
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { terminalLog } from '../../src/io/log-terminal.ts';
import { openDatabases } from '../../src/io/postgres/open-databases.ts';
import { openToolbox } from '../../src/io/toolbox/open-toolbox.ts';
import type { Databases } from '../../src/ports/databases.ts';
import type { Toolbox } from '../../src/ports/toolbox.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface BenchDatabases extends AsyncDisposable {
  readonly databases: Databases;
  readonly toolbox: Toolbox;
}

export async function openBenchDatabases(): Promise<BenchDatabases> {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort());
  const { signal } = interruption;
  await using stack = new AsyncDisposableStack();
  const log = stack.use(
    terminalLog({ output: process.stderr, interactive: false, quiet: true, verbose: false }),
  );
  const toolbox = stack.use(
    openToolbox({
      environment: process.env,
      cacheDirectory: join(ROOT, '.cache'),
      programsDirectory: join(ROOT, 'src/io/drivers'),
      version: packageJson.version,
      signal,
      log,
    }),
  );
  const databases = stack.use(openDatabases({ toolbox, signal, log }));
  const owned = stack.move();
  return { databases, toolbox, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
