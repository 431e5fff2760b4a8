// Runs one trust zone as a process of its own: just the environment it was given, and no longer alive than we are.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { atExit } from '../shell/at-exit.ts';

export interface ZoneProcess {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Everything it sees; nothing is added. */
  readonly environment: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly directory: string;
  /** The first line of its input, where no other process can read it afterwards; null for none. */
  readonly secret: string | null;
  /** Aborting asks it to end in order, and waits for that. */
  readonly signal: AbortSignal;
}

/** Set for every zone: its input ends with us, and it ends with its input. */
export const ZONE_MARK = 'PERFCREW_ZONE';

export interface ZoneEnd {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** On stdout, for us alone; empty where it was too much. */
  readonly printed: string;
}

/** No document that a zone prints is larger. */
const MOST_PRINTED_BYTES = 64 * 1024 * 1024;

/** Its progress goes where ours goes. */
export async function runZone(zone: ZoneProcess): Promise<ZoneEnd> {
  const [program, ...rest] = zone.command;
  const child = spawn(program, rest, {
    cwd: zone.directory,
    env: { ...zone.environment, [ZONE_MARK]: '1' },
    // Node makes sockets of them, which no other process can open by their name in /proc.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_PRINTED_BYTES) chunks.push(chunk);
  });
  // It may end without reading.
  child.stdin.on('error', () => undefined);
  if (zone.secret !== null) child.stdin.write(`${zone.secret}\n`);
  const stop = (): void => {
    child.stdin.end();
  };
  using _ = atExit(() => child.kill('SIGKILL'));
  zone.signal.addEventListener('abort', stop, { once: true });
  if (zone.signal.aborted) stop();
  try {
    const [exitCode] = await once(child, 'close');
    return {
      exitCode: typeof exitCode === 'number' ? exitCode : null,
      printed: bytes > MOST_PRINTED_BYTES ? '' : Buffer.concat(chunks).toString('utf8'),
    };
  } finally {
    zone.signal.removeEventListener('abort', stop);
    child.stdin.destroy();
  }
}
