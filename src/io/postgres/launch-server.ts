// Starts the server program on a free port and waits until it answers.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../shell/at-exit.ts';
import { connectSession } from './connect-session.ts';
import { startProgram } from './run-program.ts';
import { serverSettings } from './server-settings.ts';
import type { ServerUser } from './server-user.ts';
import { watchServer } from './watch-server.ts';

export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  readonly password: string;
  /** Folder of the socket, on which perfcrew itself is trusted. */
  readonly socketDirectory: string;
}

export interface PlacedServer {
  readonly major: number;
  readonly native: string;
  /** Private folder of this server; all below goes when it ends. */
  readonly folder: string;
  readonly dataDirectory: string;
  readonly socketDirectory: string;
  readonly user: ServerUser | null;
}

/** What the server printed last, where it did not get ready. */
export interface FailedStart {
  readonly output: string;
}

const READY_MS = 60_000;

export async function launchServer(
  placed: PlacedServer,
  signal: AbortSignal,
): Promise<RunningServer | FailedStart> {
  const { native, folder, dataDirectory, socketDirectory, user, major } = placed;
  const port = await freePort();
  const settings = [...serverSettings(major), `port=${port}`, `unix_socket_directories=${socketDirectory}`];
  const command = [join(native, 'bin', 'postgres'), '-D', dataDirectory];
  const program = startProgram([...command, ...settings.flatMap((setting) => ['-c', setting])], user);
  const { child } = program;
  const life = { over: false };
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      life.over = true;
      resolve();
    };
    child.once('error', end);
    child.once('exit', end);
  });
  const watch = child.pid === undefined ? null : watchServer(child.pid, folder);
  const lastResort = atExit(() => child.kill('SIGQUIT'));

  async function stop(): Promise<void> {
    // Immediate shutdown: what is in memory will be deleted anyway.
    child.kill('SIGQUIT');
    await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await ended;
    lastResort[Symbol.dispose]();
    watch?.release();
  }

  const password = randomBytes(18).toString('base64url');
  const until = Date.now() + READY_MS;
  while (!life.over && !signal.aborted && Date.now() < until) {
    if (await answers({ port, socketDirectory, password })) {
      return { port, password, socketDirectory, [Symbol.asyncDispose]: stop };
    }
    await sleep(15);
  }
  await stop();
  return { output: program.tail() };
}

/** The first connection also sets what the app will log in with. */
async function answers(server: Omit<RunningServer, keyof AsyncDisposable>): Promise<boolean> {
  try {
    const at = { host: server.socketDirectory, port: server.port, user: 'postgres', database: 'postgres' };
    await using session = await connectSession(at);
    await session.query(`ALTER ROLE postgres PASSWORD '${server.password}'`);
    await session.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
