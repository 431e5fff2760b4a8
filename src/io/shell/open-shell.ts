// Runs programs so that nothing of them outlives perfcrew and code under review sees no secret.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../core/problem.ts';
import type {
  CommandOptions,
  Conversation,
  ProcessResult,
  RunningProcess,
  Shell,
} from '../../ports/shell.ts';
import { atExit } from './at-exit.ts';
import { killTree, killTreesNow } from './kill-tree.ts';
import { converseWith } from './converse-with.ts';
import { launch, type Launch, type LaunchedProcess } from './launch.ts';
import { treeUsage, type ProcessTree } from './process-tree.ts';
import { scrubEnvironment } from './scrub-environment.ts';

export interface ShellOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Aborting kills every running program. Afterwards only perfcrew's own tools (`inherited`) start, so that it can tidy up. */
  readonly signal: AbortSignal;
}

const KEEP_BYTES = 32 * 1024 * 1024;
/** How long pipes may stay open in the hands of a process that cannot be found any more. */
const PIPES_MS = 2000;

export function openShell({ environment, signal }: ShellOptions): Shell & AsyncDisposable {
  const trees = new Set<ProcessTree>();
  const lastResort = atExit(() => killTreesNow([...trees]));
  const killAll = async () => {
    await Promise.all([...trees].map((tree) => killTree(tree)));
  };
  const onAbort = () => void killAll();
  signal.addEventListener('abort', onAbort, { once: true });

  function begin(
    command: readonly string[] | string,
    options: CommandOptions,
    { keepBytes, stdin }: Pick<Launch, 'keepBytes' | 'stdin'>,
  ): LaunchedProcess {
    if (signal.aborted && options.trust === 'scrubbed') throw interrupted();
    const launched = launch({
      command,
      directory: options.directory,
      environment: chooseEnvironment(environment, options),
      stdin,
      logFile: options.logFile ?? null,
      keepBytes,
    });
    if (launched.tree) trees.add(launched.tree);
    return launched;
  }

  /** Kills what is left of the tree and forgets it. */
  async function finish({ tree, closed }: LaunchedProcess): Promise<void> {
    if (tree) {
      await killTree(tree);
      trees.delete(tree);
    }
    await Promise.race([closed, sleep(PIPES_MS, undefined, { ref: false })]);
  }

  async function run(command: readonly string[] | string, options: CommandOptions): Promise<ProcessResult> {
    const startedAt = performance.now();
    const abortedBefore = signal.aborted;
    const launched = begin(command, options, { keepBytes: KEEP_BYTES, stdin: inputOf(options) });
    const limit = limits(launched.tree, options);
    const { exitCode } = await launched.exited;
    const durationMs = performance.now() - startedAt;
    limit.lift();
    await finish(launched);
    if (signal.aborted && !abortedBefore && exitCode === null) throw interrupted();
    return {
      exitCode,
      timedOut: limit.timedOut(),
      stdout: launched.stdout(),
      stderr: launched.stderr(),
      durationMs,
    };
  }

  async function start(
    command: readonly string[] | string,
    options: CommandOptions,
  ): Promise<RunningProcess> {
    const launched = begin(command, options, { keepBytes: 0, stdin: inputOf(options) });
    const limit = limits(launched.tree, options);
    let cpuMs = 0;
    return {
      pid: launched.tree?.pid ?? 0,
      exited: launched.exited,
      tail: () => launched.tail(),
      async usage() {
        const now = launched.tree ? treeUsage(launched.tree) : { cpuMs: 0, rssBytes: 0 };
        // Time of members that ended without being waited for is gone from the table, but was spent.
        cpuMs = Math.max(cpuMs, now.cpuMs);
        return { cpuMs, rssBytes: now.rssBytes };
      },
      async [Symbol.asyncDispose]() {
        limit.lift();
        await finish(launched);
      },
    };
  }

  async function converse(
    command: readonly string[] | string,
    options: CommandOptions,
  ): Promise<Conversation> {
    const launched = begin(command, options, { keepBytes: 0, stdin: 'open' });
    const limit = limits(launched.tree, options);
    return converseWith(launched, async () => {
      limit.lift();
      await finish(launched);
    });
  }

  return {
    run,
    start,
    converse,
    which: async (program) => findProgram(program, environment['PATH'] ?? ''),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', onAbort);
      await killAll();
      trees.clear();
      lastResort[Symbol.dispose]();
    },
  };
}

function inputOf({ stdin }: CommandOptions): Launch['stdin'] {
  return stdin === undefined ? null : { text: stdin };
}

function chooseEnvironment(environment: NodeJS.ProcessEnv, options: CommandOptions): NodeJS.ProcessEnv {
  const chosen = { ...(options.trust === 'scrubbed' ? scrubEnvironment(environment) : environment) };
  for (const [name, value] of Object.entries(options.environment ?? {})) {
    if (value === null) delete chosen[name];
    else chosen[name] = value;
  }
  return chosen;
}

/** Kills the tree when its time is over or the caller has lost interest. */
function limits(tree: ProcessTree | null, options: CommandOptions) {
  let timedOut = false;
  const kill = () => void (tree && killTree(tree));
  const onTimeout = () => {
    timedOut = true;
    kill();
  };
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(onTimeout, options.timeoutMs);
  options.signal?.addEventListener('abort', kill, { once: true });
  if (options.signal?.aborted) kill();
  return {
    timedOut: () => timedOut,
    lift() {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
    },
  };
}

function findProgram(program: string, path: string): string | null {
  const candidates = program.includes('/')
    ? [resolve(program)]
    : path
        .split(delimiter)
        .filter(Boolean)
        .map((folder) => join(folder, program));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function interrupted(): Problem {
  return new Problem('interrupted', {
    what: 'perfcrew was interrupted; every program it had started was stopped.',
    mend: 'Run it again when you are ready.',
  });
}
