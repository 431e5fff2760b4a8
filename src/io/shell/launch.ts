// Starts one program in a session of its own and collects what it prints.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { boundedText } from './bounded-text.ts';
import { openLogFile, type LogFile } from './log-file.ts';
import { processTree, TREE_MARK, type ProcessTree } from './process-tree.ts';

export interface Launch {
  readonly command: readonly string[] | string;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Text that is written and then closed; null for none; `open` where more is to come. */
  readonly stdin: { readonly text: string } | 'open' | null;
  readonly logFile: string | null;
  /** How much of stdout and stderr is kept, each. */
  readonly keepBytes: number;
}

export interface LaunchedProcess {
  /** Null where the program could not be started. */
  readonly tree: ProcessTree | null;
  /** The program itself has ended. */
  readonly exited: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>;
  /** Nobody holds its pipes any more: everything printed has arrived. */
  readonly closed: Promise<void>;
  /** Ends of its pipes that stay in our hands; null where it could not be started. */
  readonly pipes: { readonly stdin: Writable | null; readonly stdout: Readable } | null;
  stdout(): string;
  stderr(): string;
  tail(): string;
}

const TAIL_BYTES = 16 * 1024;

export function launch(options: Launch): LaunchedProcess {
  const mark = randomUUID();
  const [program, ...rest] =
    typeof options.command === 'string' ? ['sh', '-c', options.command] : options.command;
  const log = options.logFile === null ? null : openLogFile(options.logFile);
  const stdout = boundedText(options.keepBytes);
  const stderr = boundedText(options.keepBytes);
  const tail = boundedText(TAIL_BYTES);
  const texts = { stdout: () => stdout.text(), stderr: () => stderr.text(), tail: () => tail.text() };

  const child = trySpawn(() =>
    spawn(program ?? '', rest, {
      cwd: options.directory,
      env: { ...options.environment, [TREE_MARK]: mark },
      stdio: [options.stdin === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: true,
    }),
  );
  if (child instanceof Error || child.pid === undefined) {
    return notStarted(options, {
      child,
      texts,
      log,
      print: (chunk) => [stderr, tail].forEach((text) => text.append(chunk)),
    });
  }

  for (const [stream, kept] of [
    [child.stdout, stdout],
    [child.stderr, stderr],
  ] as const) {
    stream?.on('data', (chunk: Buffer) => {
      kept.append(chunk);
      tail.append(chunk);
      log?.write(chunk);
    });
  }
  // A program may end without reading its input; that is no failure of ours.
  child.stdin?.on('error', () => {});
  if (options.stdin !== null && options.stdin !== 'open') child.stdin?.end(options.stdin.text);

  return {
    tree: processTree(child.pid, mark),
    pipes: child.stdout && { stdin: child.stdin, stdout: child.stdout },
    exited: new Promise((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    }),
    closed: new Promise((resolve) => {
      child.once('close', () => {
        log?.close();
        resolve();
      });
    }),
    ...texts,
  };
}

/** Some failures are thrown (an argument list too long), others come as an event. */
function trySpawn(start: () => ChildProcess): ChildProcess | Error {
  try {
    return start();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function notStarted(
  options: Launch,
  failed: {
    readonly child: ChildProcess | Error;
    readonly texts: Pick<LaunchedProcess, 'stdout' | 'stderr' | 'tail'>;
    readonly log: LogFile | null;
    readonly print: (chunk: Buffer) => void;
  },
): LaunchedProcess {
  const said = new Promise<void>((resolve) => {
    const say = (error: Error) => {
      const chunk = Buffer.from(`${explain(options, error)}\n`);
      failed.print(chunk);
      failed.log?.write(chunk);
      failed.log?.close();
      resolve();
    };
    if (failed.child instanceof Error) say(failed.child);
    else failed.child.once('error', say);
  });
  return {
    tree: null,
    pipes: null,
    exited: said.then(() => ({ exitCode: 127, signal: null })),
    closed: said,
    ...failed.texts,
  };
}

function explain({ command, directory }: Launch, error: Error): string {
  const program = typeof command === 'string' ? 'sh' : (command[0] ?? '');
  if (!existsSync(directory)) return `Cannot start ${program}: the folder ${directory} does not exist.`;
  if ('code' in error && error.code === 'ENOENT') return `Cannot start ${program}: no such program on PATH.`;
  return `Cannot start ${program}: ${error.message}.`;
}
