// Runs one of the server's own programs, as the server's user, with an environment that cannot mislead it.
import { spawn, type ChildProcess } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

export interface ProgramResult {
  readonly exitCode: number | null;
  readonly output: string;
}

export function runProgram(command: readonly string[], user: ServerUser | null): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const program = startProgram(command, user);
    program.child.once('error', (error) => resolve({ exitCode: null, output: error.message }));
    program.child.once('close', (exitCode) => resolve({ exitCode, output: program.tail() }));
  });
}

/** In a session of its own, so that Ctrl-C on the terminal reaches perfcrew alone, which then ends it in order. */
export function startProgram(
  [program = '', ...words]: readonly string[],
  user: ServerUser | null,
): { readonly child: ChildProcess; tail(): string } {
  let output = '';
  const child = spawn(program, words, {
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-16_384);
    });
  }
  return { child, tail: () => output };
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|TMPDIR|PERFCREW_TREE)$/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
