// The ports that `init` and `doctor` use, where nothing happens unless the test says what.
import { Problem } from '../../src/core/problem.ts';
import type { ProcessResult } from '../../src/ports/shell.ts';
import type { DoctorWorld } from '../../src/setup/doctor/check.ts';
import { memoryFiles } from './memory-files.ts';

export interface IdleWorldOptions {
  readonly tree?: Record<string, string>;
  /** What is committed; by default nothing. */
  readonly committed?: Readonly<Record<string, string>>;
  /** Answers to `git …` by the joined command; other commands fail. */
  readonly git?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly chrome?: { readonly path: string; readonly version: string } | null;
  readonly postgres?: string | null;
}

export function idleWorld(options: IdleWorldOptions): DoctorWorld {
  const absent = (): Promise<never> => Promise.reject(new Error('not expected here'));
  return {
    files: memoryFiles(options.tree ?? {}),
    git: {
      root: '/repository',
      resolve: () =>
        options.committed === undefined
          ? Promise.reject(new Problem('ref-not-found', { what: 'There is no HEAD.', mend: 'Commit.' }))
          : Promise.resolve('a'.repeat(40)),
      show: (_, path) => Promise.resolve(options.committed?.[path] ?? null),
      mergeBase: absent,
      diff: absent,
      worktree: absent,
    },
    shell: {
      run: (command) => {
        const stdout = options.git?.[typeof command === 'string' ? command : command.slice(0, 3).join(' ')];
        const result: ProcessResult = {
          exitCode: stdout === undefined ? 128 : 0,
          timedOut: false,
          stdout: stdout ?? '',
          stderr: stdout === undefined ? 'fatal: not a git repository' : '',
          durationMs: 1,
        };
        return Promise.resolve(result);
      },
      converse: async () => {
        throw new Error('Nothing is started here.');
      },
      start: absent,
      which: () => Promise.resolve(null),
    },
    toolbox: {
      driver: () => [],
      preload: () => '',
      fetched: absent,
      chrome: () =>
        options.chrome
          ? Promise.resolve({ ...options.chrome, environment: {} })
          : Promise.reject(
              new Problem('no-chrome', { what: 'No Chrome was found.', mend: 'Install Chrome' }),
            ),
      machine: () =>
        Promise.resolve({
          cpuModel: 'x',
          cpuCount: 2,
          memoryBytes: 1,
          kernel: 'x',
          image: 'x',
          node: options.node ?? 'v24.0.0',
          perfcrew: '0.1.0',
        }),
    },
    databases: {
      start: () =>
        options.postgres
          ? Promise.resolve({
              version: options.postgres,
              url: () => '',
              create: absent,
              clone: absent,
              connect: absent,
              [Symbol.asyncDispose]: () => Promise.resolve(),
            })
          : Promise.reject(
              new Problem('no-database', { what: 'Postgres did not start.', mend: 'Free the disk' }),
            ),
      attach: absent,
    },
  };
}
