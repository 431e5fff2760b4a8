// What most verbs need before they begin: the world, the folder of the run, the change and its configuration.
import { resolve } from 'node:path';
import { terminalLog } from '../io/log-terminal.ts';
import type { Config } from '../config/config.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { World } from '../ports/world.ts';
import { localPullRequest } from '../run/local-pull-request.ts';
import { openWorld } from '../run/open-world.ts';
import { readConfig, readTreeConfig } from '../run/read-config.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import { levelRequest } from '../run/level-request.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import { amountOption, countOption } from './options.ts';
import { cacheDirectory, isCi } from './surroundings.ts';
import type { VerbContext } from './verb.ts';

export interface Session extends AsyncDisposable {
  readonly world: World;
  readonly folder: RunFolder;
  readonly seed: number;
  readonly cacheDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What --minutes says. */
  readonly minutes: number | undefined;
  /** What --level asks for. */
  readonly request: LevelRequest | null;
  /** The change named by --base and --head. */
  pullRequest(): Promise<PullRequest>;
  /** The configuration of the working tree, where there is no change to govern. */
  treeConfig(): Promise<Config>;
  /** The configuration that governs it, with --minutes applied. */
  config(pullRequest: PullRequest): Promise<Config>;
}

/** `repository`: whether the verb can do without one. */
export async function openSession(
  context: VerbContext,
  repository: 'needed' | 'optional' = 'needed',
): Promise<Session> {
  const { terminal, options, version } = context;
  const { directory, environment } = terminal;
  const inCi = isCi(environment);
  const minutes = amountOption('minutes', options.minutes);
  const seed = countOption('seed', options.seed) ?? 1;
  const request = levelRequest(options.level, '--level');
  const cache = cacheDirectory(environment, directory);
  await using stack = new AsyncDisposableStack();
  const log = stack.use(
    terminalLog({
      output: terminal.stderr,
      interactive: terminal.stderr.isTTY === true,
      quiet: options.quiet ?? (options.verbose !== true && (inCi || options.json === true)),
      verbose: options.verbose ?? false,
    }),
  );
  const world = stack.use(
    await openWorld({
      directory,
      repository,
      environment,
      cacheDirectory: cache,
      programsDirectory: terminal.programsDirectory,
      version,
      log,
      signal: terminal.signal,
    }),
  );
  // At the root, so that steps in different subfolders find each other's documents.
  const named = options['run-directory'];
  const runDirectory = named === undefined ? resolve(world.git.root, '.perfcrew') : resolve(directory, named);
  const owned = stack.move();
  return {
    world,
    folder: openRunFolder(runDirectory, world.files),
    cacheDirectory: cache,
    environment,
    minutes,
    seed,
    pullRequest: () =>
      localPullRequest({ base: options.base, head: options.head, title: options.title }, world.git),
    request,
    treeConfig: () => readTreeConfig(world.git.root, fileOf(options.config, directory), world),
    async config(pullRequest) {
      const source = {
        file: fileOf(options.config, directory),
        workingTree: inCi ? null : world.git.root,
      };
      const config = await readConfig(pullRequest, source, world);
      return minutes === undefined ? config : { ...config, budget: { ...config.budget, minutes } };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function fileOf(option: string | undefined, directory: string): string | null {
  return option === undefined ? null : resolve(directory, option);
}
