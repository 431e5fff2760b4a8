// Runs one git command: no shell, no prompt, no variable or setting of the caller's that could change what it prints.
import { spawn, type ChildProcess } from 'node:child_process';
import { isProblem, Problem } from '../../core/problem.ts';

export interface GitCommand {
  readonly directory: string;
  /** Left out where the command must finish even after Ctrl-C (cleaning up). */
  readonly signal?: AbortSignal;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longest output that still fits one string with room to spare. */
const MAX_OUTPUT_BYTES = 400 * 1024 * 1024;

/** Settings that would run programs of the repository or change names in the output. */
const NEUTRAL = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=false',
  '-c',
  'advice.detachedHead=false',
  '--no-pager',
] as const;

/** Runs to the end and gives the exit code, whatever it is. Problem where git is missing or was interrupted. */
export async function runGit(args: readonly string[], command: GitCommand): Promise<GitAnswer> {
  throwIfInterrupted(command.signal);
  const child = spawn('git', [...NEUTRAL, ...args], {
    cwd: command.directory,
    env: { ...gitEnvironment(process.env), ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Waits for git to end after the signal too: it would go on writing into folders that are being removed.
  const stop = (): void => {
    child.kill();
  };
  command.signal?.addEventListener('abort', stop, { once: true });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_OUTPUT_BYTES) stdout.push(chunk);
    else child.kill();
  });
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const exitCode = await endOf(child, command.directory);
  command.signal?.removeEventListener('abort', stop);
  throwIfInterrupted(command.signal);
  if (bytes > MAX_OUTPUT_BYTES) {
    throw new Problem('input-invalid', {
      what: `\`git ${args[0] ?? ''}\` printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MB.`,
      mend: 'Mark generated files as binary in .gitattributes (`path -diff`), or review fewer commits at once.',
    });
  }
  return {
    exitCode,
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
  };
}

async function endOf(child: ChildProcess, directory: string): Promise<number> {
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve(code ?? 128);
      });
    });
  } catch (error) {
    throw new Problem('not-a-repository', {
      what: `git could not be started in ${directory}.`,
      mend: 'Install git 2.30 or newer, put it on PATH, and name a folder that exists.',
      cause: error,
    });
  }
}

/** As runGit, for commands that have no reason to fail. */
export async function gitOutput(args: readonly string[], command: GitCommand): Promise<string> {
  const answer = await runGit(args, command);
  if (answer.exitCode === 0) return answer.stdout;
  const said = answer.stderr.trim();
  if (/No space left on device|Disk quota exceeded/i.test(said)) {
    throw new Problem('disk-full', {
      what: `git could not write: ${said}`,
      mend: 'Free some space on the disk that holds the repository and the temporary folder.',
    });
  }
  throw new Error(`git ${args.join(' ')} ended with ${answer.exitCode} in ${command.directory}: ${said}`);
}

/** Variables like GIT_DIR leak in from hooks and would point git at another repository. */
function gitEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => !name.startsWith('GIT_') || TRANSPORT.has(name));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}

/** How git reaches a remote (blobs of a partial clone); they say nothing about which repository is meant. */
const TRANSPORT: ReadonlySet<string> = new Set([
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSL_CAINFO',
  'GIT_ASKPASS',
]);

function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  if (isProblem(signal.reason)) throw signal.reason;
  throw new Problem('interrupted', {
    what: 'git was interrupted.',
    mend: 'Start the review again.',
    cause: signal.reason,
  });
}
