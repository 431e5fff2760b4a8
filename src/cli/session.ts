// What most verbs need before they begin: the world, the folder of the run, the change and its configuration.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { terminalLog } from '../io/log-terminal.ts';
import type { Config } from '../config/config.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { World } from '../ports/world.ts';
import { localPullRequest } from '../run/local-pull-request.ts';
import { openWorld } from '../run/open-world.ts';
import { readConfig } from '../run/read-config.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import { levelRequest } from '../run/level-request.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import { countOption } from './options.ts';
import type { VerbContext } from './verb.ts';

export interface Session extends AsyncDisposable {
  readonly world: World;
  readonly folder: RunFolder;
  readonly seed: number;
  readonly cacheDirectory: string;
  /** What --level asks for. */
  readonly request: LevelRequest | null;
  /** The change named by --base and --head. */
  pullRequest(): Promise<PullRequest>;
  /** The configuration that governs it, with --minutes applied. */
  config(pullRequest: PullRequest): Promise<Config>;
}

export async function openSession(context: VerbContext): Promise<Session> {
  const { terminal, options, version } = context;
  const { directory, environment } = terminal;
  const inCi = environment['CI'] !== undefined && environment['CI'] !== 'false';
  const stack = new AsyncDisposableStack();
  const log = stack.use(
    terminalLog({
      output: terminal.stderr,
      interactive: terminal.stderr.isTTY === true,
      quiet: options.quiet ?? (inCi || options.json === true),
      verbose: options.verbose ?? false,
    }),
  );
  const world = stack.use(
    await openWorld({
      directory,
      environment,
      cacheDirectory: cacheDirectory(environment),
      programsDirectory: terminal.programsDirectory,
      version,
      log,
      signal: terminal.signal,
    }),
  );
  const minutes = countOption('minutes', options.minutes);
  return {
    world,
    folder: openRunFolder(resolve(directory, options['run-directory'] ?? '.perfcrew'), world.files),
    cacheDirectory: cacheDirectory(environment),
    seed: countOption('seed', options.seed) ?? 1,
    pullRequest: () =>
      localPullRequest({ base: options.base, head: options.head, title: options.title }, world.git),
    request: levelRequest(options.level, '--level'),
    async config(pullRequest) {
      const source = {
        file: options.config === undefined ? null : resolve(directory, options.config),
        workingTree: inCi ? null : world.git.root,
      };
      const config = await readConfig(pullRequest, source, world);
      return minutes === undefined ? config : { ...config, budget: { ...config.budget, minutes } };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Fetched tools and installs live here between runs. */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  return (
    environment['PERFCREW_CACHE'] ??
    join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'perfcrew')
  );
}
