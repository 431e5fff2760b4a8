// Starts one Postgres server in a private folder and takes every trace of it away again.
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';
import { explainDiskError } from '../files/disk-errors.ts';
import { initializeData } from './initialize-data.ts';
import { launchServer, type PlacedServer, type RunningServer } from './launch-server.ts';
import { locateServer, othersCanReach, reachableServer } from './locate-server.ts';
import { serverUser, type ServerUser } from './server-user.ts';
import { FOLDER_PREFIX, sweepFolders } from './sweep-folders.ts';

export interface ServerOptions {
  readonly major: number;
  /** Folder of the fetched tool. */
  readonly toolDirectory: string;
  readonly temporaryDirectory: string | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Content that an earlier run may have kept; null where nothing is to be kept. */
  readonly template: string | null;
}

const PORT_TRIES = 5;
/** Unix sockets cannot have longer names on macOS. */
const MAX_SOCKET_PATH = 103;

export interface StartedServer extends RunningServer {
  /** Whether it holds what was kept. */
  readonly restored: boolean;
  readonly dataDirectory: string;
}

export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const user = await serverUser();
  const folder = await makeFolder(options.temporaryDirectory ?? tmpdir(), user);
  await using steps = new AsyncDisposableStack();
  steps.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  try {
    const placed = await place(folder, user, options);
    const server = await launchOnFreePort(placed, options.signal);
    steps.use(server);
    const owned = steps.move();
    const { restored, dataDirectory } = placed;
    return { ...server, restored, dataDirectory, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

async function makeFolder(wanted: string, user: ServerUser | null): Promise<string> {
  const parent = (await suits(wanted, user)) ? wanted : '/tmp';
  await sweepFolders(parent);
  try {
    return await mkdtemp(join(parent, `${FOLDER_PREFIX}${process.pid}-`));
  } catch (error) {
    throw explainDiskError(error, parent);
  }
}

/** Sockets need a short path, and the server's user must be able to get there. */
async function suits(parent: string, user: ServerUser | null): Promise<boolean> {
  const longest = join(parent, `${FOLDER_PREFIX}1234567-abcdef`, 's', '.s.PGSQL.65535');
  if (longest.length > MAX_SOCKET_PATH) return false;
  return user === null || othersCanReach(parent);
}

async function place(
  folder: string,
  user: ServerUser | null,
  { major, toolDirectory, log, template }: ServerOptions,
): Promise<PlacedServer & { readonly restored: boolean }> {
  const installed = await locateServer(toolDirectory, major);
  // Others may pass through but not look around: the server's user has to reach what is its own.
  if (user) await chmod(folder, 0o711);
  const native = user ? await reachableServer(installed, folder) : installed;
  const dataDirectory = join(folder, 'd');
  const socketDirectory = join(folder, 's');
  for (const own of [dataDirectory, socketDirectory]) {
    await mkdir(own, { mode: 0o700 });
    if (user) await chown(own, user.uid, user.gid);
  }
  const data = { native, major, cacheDirectory: toolDirectory, dataDirectory, user, log };
  const restored = await initializeData({ ...data, template });
  return { major, native, folder, dataDirectory, socketDirectory, user, restored };
}

/** Between finding a free port and taking it, somebody else may have taken it. */
async function launchOnFreePort(placed: PlacedServer, signal: AbortSignal): Promise<RunningServer> {
  let output = '';
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const server = await launchServer(placed, signal);
    if (!('output' in server)) return server;
    if (signal.aborted) throw interrupted();
    output = server.output;
    if (!/could not bind|Address already in use/.test(output)) break;
  }
  throw new Problem('no-database', {
    what: `PostgreSQL ${placed.major} did not start: ${lastComplaint(output)}`,
    mend: 'Mend what the server complains of; to measure without a database, remove `database` from .github/perfcrew.yml.',
  });
}

function lastComplaint(output: string): string {
  const lines = output.trim().split('\n');
  const complaint = lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line)) ?? lines.at(-1);
  return complaint || 'it said nothing.';
}

export function interrupted(): Problem {
  return new Problem('interrupted', {
    what: 'perfcrew was interrupted while Postgres started; the server was stopped.',
    mend: 'Run it again when you are ready.',
  });
}
