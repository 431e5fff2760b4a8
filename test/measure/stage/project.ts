// A small project with a base and a head commit, in a world of real git, programs, files and sockets.
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseGitDiff } from '../../../src/change/parse-git-diff.ts';
import type { Diff } from '../../../src/change/diff.ts';
import type { PullRequest } from '../../../src/change/pull-request.ts';
import { configSchema, type Config } from '../../../src/config/config.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { openGit } from '../../../src/io/git/open-git.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';
import { openSqlCapture } from '../../../src/io/sql-capture/open-sql-capture.ts';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import type { Environment } from '../../../src/measure/environment.ts';
import type { World } from '../../../src/ports/world.ts';
import { fakeLog, type FakeLog } from '../../fakes/fake-log.ts';
import { gitRepository, type GitRepository, type Tree } from '../../kit/git-repository.ts';

const SQL_PRELOAD = join(import.meta.dirname, '../../../src/io/sql-capture/preload/sql-preload.mjs');

export interface Project extends AsyncDisposable {
  readonly world: World & { readonly log: FakeLog };
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly config: Config;
  /** An empty folder for logs, caches and documents. */
  readonly scratch: string;
  interrupt(): void;
  /** Checkouts that git still knows besides the repository itself. */
  worktrees(): readonly string[];
  logs(): readonly string[];
}

export interface ProjectOptions {
  readonly base: Tree;
  /** Changes on top of base. */
  readonly head?: Tree;
  readonly change?: (repository: GitRepository) => Promise<unknown>;
  readonly config?: z.input<typeof configSchema>;
  readonly environment?: NodeJS.ProcessEnv;
}

export async function openProject({
  base,
  head = {},
  change,
  config = {},
  environment,
}: ProjectOptions): Promise<Project> {
  await using stack = new AsyncDisposableStack();
  const repository = stack.use(await gitRepository(base));
  const baseSha = repository.sha();
  await repository.commit(head);
  await change?.(repository);
  const headSha = repository.sha();
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'perfcrew-test-scratch-')));
  stack.defer(() => rmSync(scratch, { recursive: true, force: true }));
  const interruption = new AbortController();
  const { signal } = interruption;
  const git = await openGit(repository.directory, signal);
  const shell = stack.use(openShell({ environment: { ...process.env, ...environment }, signal }));
  const files = stack.use(openFiles());
  const log = fakeLog();
  const refuse = () => Promise.reject(new Error('This test needs no database and no fetched tool.'));
  const world = {
    git,
    shell,
    files,
    log,
    signal,
    clock: systemClock(),
    network: loopbackNetwork(),
    databases: { start: refuse, attach: refuse },
    sqlCapture: openSqlCapture({ preload: () => SQL_PRELOAD }),
    toolbox: { driver: () => [], preload: () => '', fetched: refuse, chrome: refuse, machine: refuse },
  };
  const owned = stack.move();
  return {
    world,
    pullRequest: {
      document: 'pull-request',
      version: 1,
      repository: null,
      number: null,
      title: 'Change',
      body: '',
      author: null,
      labels: [],
      fromFork: false,
      base: { sha: baseSha, ref: 'main' },
      head: { sha: headSha, ref: 'change' },
    },
    diff: parseGitDiff(await git.diff(baseSha, headSha)),
    config: configSchema.parse(config),
    scratch,
    interrupt: () => interruption.abort(),
    worktrees: () =>
      repository
        .git('worktree', 'list', '--porcelain')
        .match(/^worktree .*$/gm)
        ?.slice(1) ?? [],
    logs: () => (existsSync(join(scratch, 'logs')) ? readdirSync(join(scratch, 'logs')).sort() : []),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export const ENVIRONMENT: Environment = {
  cpuModel: 'test',
  cpuCount: 2,
  memoryBytes: 1,
  kernel: 'test',
  image: 'test',
  node: 'v24',
  chrome: null,
  postgres: null,
  perfcrew: '0',
};

/** An HTTP server on PORT that answers with the text. */
export function server(text: string): string {
  return `require('node:http').createServer((_, response) => response.end(${JSON.stringify(text)})).listen(process.env.PORT, '127.0.0.1');\n`;
}
