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

/** Its exit code; null where a signal ended it. Its progress goes where ours goes, what it prints goes nowhere. */
export async function runZone(zone: ZoneProcess): Promise<number | null> {
  const [program, ...rest] = zone.command;
  const child = spawn(program, rest, {
    cwd: zone.directory,
    env: { ...zone.environment, [ZONE_MARK]: '1' },
    stdio: ['pipe', 'ignore', 'inherit'],
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
    const [exitCode] = await once(child, 'exit');
    return typeof exitCode === 'number' ? exitCode : null;
  } finally {
    zone.signal.removeEventListener('abort', stop);
    child.stdin.destroy();
  }
}
