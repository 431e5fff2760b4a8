// Fetches a heavy tool once: exactly what its committed lock file names, checked by integrity, without running any of its scripts.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchedTool } from '../../ports/toolbox.ts';
import { explainDiskError, hasCode } from '../files/disk-errors.ts';
import { openShell } from '../shell/open-shell.ts';

export interface FetchOptions {
  /** Holds a folder with package.json and package-lock.json for each tool. */
  readonly locksDirectory: string;
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const MANIFESTS = ['package.json', 'package-lock.json'] as const;
/** Written last: a folder without it was left by an installation that did not end well. */
const COMPLETE = '.complete';
const TIMEOUT_MS = 10 * 60_000;

const platformList = z.array(z.string()).optional();
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ os: platformList, cpu: platformList })),
});

/** The folder that holds the tool's node_modules. */
export async function fetchTool(tool: FetchedTool, options: FetchOptions): Promise<string> {
  const locks = join(options.locksDirectory, tool);
  const lock = await readFile(join(locks, 'package-lock.json'));
  const id = `${tool}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`;
  const folder = join(options.cacheDirectory, 'tools', id);
  if (existsSync(join(folder, COMPLETE))) return folder;

  const done = options.log.phase(`Fetching ${tool} from the npm registry`);
  const attempt = join(options.cacheDirectory, 'tools', `.${id}-${randomUUID()}`);
  try {
    await mkdir(attempt, { recursive: true });
    for (const manifest of MANIFESTS) await copyFile(join(locks, manifest), join(attempt, manifest));
    await install(tool, attempt, options.signal);
    requirePackages(tool, attempt, lock.toString());
    await writeFile(join(attempt, COMPLETE), '');
    await moveInto(folder, attempt);
    return folder;
  } catch (error) {
    throw explainDiskError(error, folder);
  } finally {
    await rm(attempt, { recursive: true, force: true });
    done();
  }
}

async function install(tool: FetchedTool, directory: string, signal: AbortSignal): Promise<void> {
  await using shell = openShell({ environment: environmentOfNpm(process.env), signal });
  const words = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=optional',
    '--loglevel=error',
  ];
  const { exitCode, timedOut, stdout, stderr } = await shell.run([...npm(), ...words], {
    directory,
    trust: 'inherited',
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (exitCode === 0) return;
  if (signal.aborted) throw interrupted();
  const slow = `npm did not end within ${TIMEOUT_MS / 60_000} minutes`;
  throw notFetched(tool, timedOut ? slow : lastWords(stderr || stdout));
}

/** npm leaves out an optional package that it could not get, and calls that a success. */
function requirePackages(tool: FetchedTool, directory: string, lock: string): void {
  const { packages } = lockSchema.parse(JSON.parse(lock));
  for (const [path, { os, cpu }] of Object.entries(packages)) {
    const isMeant = (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
    if (path === '' || !isMeant || existsSync(join(directory, path, 'package.json'))) continue;
    throw notFetched(tool, `npm could not get ${path.replace(/^.*node_modules\//, '')}`);
  }
}

function notFetched(tool: FetchedTool, reason: string): Problem {
  return new Problem('tool-not-fetched', {
    what: `${tool} could not be fetched from the npm registry: ${reason.replace(/\.$/, '')}.`,
    mend: 'Check that npm is installed and its registry can be reached (`npm ping`), then run perfcrew again.',
  });
}

/** npm as it lies beside the running Node, else the one on PATH. */
function npm(): readonly string[] {
  const cli = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return existsSync(cli) ? [process.execPath, cli] : ['npm'];
}

/** Without what an npm above us (`npm run demo`) says of its own project; where the registry is must stay. */
function environmentOfNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign =
    /^npm_(?!config_)|^npm_config_(local_prefix|prefix|global|workspace|omit|only|production|dry_run)/i;
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !foreign.test(name) && name !== 'NODE_ENV'),
  );
}

/** The line that says why; after it npm prints stacks and where its log is. */
function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !/complete log of this run|^code |^errno |^syscall /.test(line));
  return lines[0] ?? 'npm said nothing';
}

/** Another process may have been quicker: then its folder stays. */
async function moveInto(folder: string, attempt: string): Promise<void> {
  try {
    await rename(attempt, folder);
  } catch (error) {
    if (!hasCode(error, ['ENOTEMPTY', 'EEXIST'])) throw error;
    if (existsSync(join(folder, COMPLETE))) return;
    await rename(folder, `${attempt}-broken`);
    await rm(`${attempt}-broken`, { recursive: true, force: true });
    await rename(attempt, folder);
  }
}

function interrupted(): Problem {
  return new Problem('interrupted', {
    what: 'perfcrew was interrupted while it fetched a tool.',
    mend: 'Run it again when you are ready.',
  });
}
