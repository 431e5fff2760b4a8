// perfcrew as a user has it: dist/ alone, in a folder with no node_modules near, started as a process with a TMPDIR of its own.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const DIST = process.env['PERFCREW_TEST_DIST'] ?? join(ROOT, 'dist');
/** Chromium and Postgres are fetched into it once, for all tests. */
const CACHE = join(ROOT, '.cache');

export interface RunOptions {
  readonly directory: string;
  /** On top of a plain environment; null takes a name out. */
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly stdin?: string;
}

export interface Ended {
  readonly exitCode: number | null;
  /** As it was printed. */
  readonly stdout: string;
  /** Folders, durations, ports and commit ids are replaced, so that it can be held against a snapshot. */
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  /** What was printed on stderr until now. */
  said(): string;
  readonly ended: Promise<Ended>;
}

/** Paragraphs on one line each: where a line is broken depends on how long the paths of this machine are. */
export function unwrapped(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' '))
    .join('\n');
}

export interface InstalledPerfcrew extends AsyncDisposable {
  /** Absolute path of cli.js. */
  readonly program: string;
  run(words: readonly string[], options: RunOptions): Promise<Ended>;
  start(words: readonly string[], options: RunOptions): Running;
  /** Everything its runs put into the temporary folder and did not take away. */
  leftFolders(): Promise<readonly string[]>;
  /** Command lines of living processes that its runs started: apps, browsers, databases. */
  leftProcesses(): Promise<readonly string[]>;
  plain(text: string, directory: string): string;
}

export async function installedPerfcrew(): Promise<InstalledPerfcrew> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'pc-')));
  // The user Postgres runs as must be able to pass.
  await chmod(home, 0o711);
  const temporary = await mkdtemp(join(home, 't-'));
  await chmod(temporary, 0o711);
  await cp(DIST, join(home, 'dist'), { recursive: true });
  const program = join(home, 'dist/cli.js');

  const running = new Set<Running>();

  function start(words: readonly string[], options: RunOptions): Running {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: options.directory,
      env: environmentOf(temporary, options.environment ?? {}),
      stdio: 'pipe',
      // A process group of its own, as a shell gives its jobs, so that a test can send what Ctrl-C sends.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (stderr += chunk));
    child.stdin.on('error', () => undefined).end(options.stdin);
    const ended = once(child, 'close').then(([exitCode]): Ended => ({
      exitCode: typeof exitCode === 'number' ? exitCode : null,
      stdout,
      stderr: plain(stderr, options.directory),
    }));
    const started = { process: child, said: () => stderr, ended };
    running.add(started);
    void ended.finally(() => running.delete(started));
    return started;
  }

  function plain(text: string, directory: string): string {
    return text
      .replaceAll(directory, '<repository>')
      .replaceAll(temporary, '<temporary>')
      .replaceAll(home, '<home>')
      .replaceAll(/\b[0-9a-f]{40}\b/g, '<commit>')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
      .replaceAll(/\(\d+(\.\d+)? s\)/g, '(… s)');
  }

  return {
    program,
    start,
    run: (words, options) => start(words, options).ended,
    // npm and Chrome keep caches of their own there.
    leftFolders: async () => (await readdir(temporary)).filter((name) => name.startsWith('perfcrew')).sort(),
    leftProcesses: () => processesNaming(temporary),
    plain,
    async [Symbol.asyncDispose]() {
      for (const { process: child } of running) child.kill();
      await Promise.all([...running].map(({ ended }) => ended));
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function environmentOf(
  temporary: string,
  changes: Readonly<Record<string, string | null>>,
): NodeJS.ProcessEnv {
  const { PATH, HOME, CHROME_PATH } = process.env;
  const registry = Object.entries(process.env).filter(([name]) =>
    /^npm_config_(registry|cafile)$/i.test(name),
  );
  const all = {
    PATH,
    HOME,
    CHROME_PATH,
    ...Object.fromEntries(registry),
    TMPDIR: temporary,
    PERFCREW_CACHE: CACHE,
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => typeof value === 'string'));
}

/** The folder stands in the environment of apps and on the command line of browsers and servers; their children may hide it. */
async function processesNaming(folder: string): Promise<readonly string[]> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const table = await Promise.all(
    pids.map(async (pid) => {
      const command = (await read(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ').trim();
      const named = command.includes(folder) || (await read(`/proc/${pid}/environ`)).includes(folder);
      const parent = /^PPid:\s*(\d+)$/m.exec(await read(`/proc/${pid}/status`))?.[1] ?? '';
      return { pid, parent, command, named };
    }),
  );
  const ours = new Set(table.filter(({ named }) => named).map(({ pid }) => pid));
  for (let size = -1; size !== ours.size;) {
    size = ours.size;
    for (const { pid, parent } of table) if (ours.has(parent)) ours.add(pid);
  }
  // Without a command line it has ended and only waits to be collected.
  return table.filter(({ pid, command }) => ours.has(pid) && command !== '').map(({ command }) => command);
}
