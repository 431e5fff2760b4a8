// `perfcrew optimize` as a process that is killed at the n-th thing it does in its folders, and what it left by then.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch, type FSWatcher } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { taskManifestSchema, type TaskEntry } from '../../src/runtime/store/task-manifest.ts';

/** All of the shipped crew: named, so that nothing but the crew runs. */
const AGENTS = 'performance-profiler,cache-architect,code-optimizer,bottleneck-analyst';

export interface Place {
  /** Absolute path of cli.js. */
  readonly program: string;
  readonly repository: string;
  readonly runDirectory: string;
  /** TMPDIR, to see what stays there. */
  readonly temporary: string;
}

export interface Attempt {
  /** Null where it was killed. */
  readonly exitCode: number | null;
  /** `<run>` for its folder. */
  readonly stdout: string;
  readonly stderr: string;
  /** Things it was seen to do before it ended. */
  readonly events: number;
}

/** Killed with all it started at the `kill`-th thing it is seen to do; `tasks` is the folder below `.tasks` it will use. */
export async function optimizeUntil(
  { program, repository, runDirectory, temporary }: Place,
  seen: { readonly tasks: string; readonly kill: number } | null = null,
): Promise<Attempt> {
  if (seen !== null) await mkdir(seen.tasks, { recursive: true });
  const words = ['optimize', '--base', 'origin/good', '--head', 'slow', '--quiet', '--agents', AGENTS];
  const child = spawn(process.execPath, [program, ...words, '--run-directory', runDirectory], {
    cwd: repository,
    env: { PATH: process.env['PATH'], HOME: temporary, TMPDIR: temporary, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that no helper of it lives on.
    detached: true,
    timeout: 100_000,
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text));
  let events = 0;
  const watchers: FSWatcher[] = [];
  const follow = (folder: string): void => {
    const heard = (name: string | null): void => {
      events += 1;
      if (events === seen?.kill && child.exitCode === null && child.pid !== undefined)
        process.kill(-child.pid, 'SIGKILL');
      // It is made anew, and whoever watched the old one hears nothing of the new.
      if (folder === runDirectory && name === 'crew' && existsSync(join(folder, name)))
        follow(join(folder, name));
    };
    watchers.push(watch(folder, (_, name) => heard(name)).on('error', () => undefined));
  };
  if (seen !== null) for (const folder of [runDirectory, seen.tasks]) follow(folder);
  await once(child, 'close');
  for (const watcher of watchers) watcher.close();
  const stdout = said.stdout.replaceAll(runDirectory, '<run>');
  return { exitCode: child.exitCode, stdout, stderr: said.stderr, events };
}

/** Every file below, by path; none where there is no folder. */
export async function textsBelow(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    paths.toSorted().map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
  );
  return Object.fromEntries(texts);
}

/** Null before the manifest is there. */
export async function tasksIn(runFolder: string): Promise<readonly TaskEntry[] | null> {
  const text = await readFile(join(runFolder, 'manifest.json'), 'utf8').catch(() => null);
  return text === null ? null : taskManifestSchema.parse(JSON.parse(text)).tasks;
}
