// Runs one program of a step in a process group of its own, with exactly the environment it is given.
import { spawn } from 'node:child_process';

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** Exit code; null when it was killed. The whole group ends when the signal fires. */
export async function runProcess(request: ProcessRequest): Promise<number | null> {
  const child = spawn(request.command, [...request.args], {
    cwd: request.directory,
    env: request.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  if (request.signal.aborted) kill();
  request.signal.addEventListener('abort', kill);
  const lines = [lineReader(request.onLine), lineReader(request.onLine)] as const;
  child.stdout.on('data', (chunk: Buffer) => lines[0].add(chunk));
  child.stderr.on('data', (chunk: Buffer) => lines[1].add(chunk));
  try {
    return await new Promise<number | null>((resolve) => {
      child.on('error', (error) => {
        request.onLine(`##[error]${error.message}`);
        resolve(127);
      });
      // A grandchild may hold the pipes open for ever, so what counts is the exit, as on a runner.
      child.on('exit', (code) => {
        const settle = (): void => resolve(code);
        const late = setTimeout(settle, 2000);
        child.on('close', () => {
          clearTimeout(late);
          settle();
        });
      });
    });
  } finally {
    for (const reader of lines) reader.end();
    request.signal.removeEventListener('abort', kill);
    kill(); // runners clean up orphans too
  }
}

function lineReader(onLine: (line: string) => void): { add(chunk: Buffer): void; end(): void } {
  let rest = Buffer.alloc(0);
  return {
    add: (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        onLine(rest.subarray(0, end).toString().replace(/\r$/, ''));
        rest = rest.subarray(end + 1);
      }
    },
    end: () => {
      if (rest.length > 0) onLine(rest.toString());
      rest = Buffer.alloc(0);
    },
  };
}
