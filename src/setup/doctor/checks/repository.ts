// Is this a git repository, and does its history reach back far enough to compare?
import type { Check } from '../check.ts';

const id = 'repository';
/** git must not be led elsewhere by variables of a hook that runs doctor. */
const CLEAN = { GIT_DIR: null, GIT_WORK_TREE: null, GIT_INDEX_FILE: null } as const;

export const repositoryCheck: Check = {
  id,
  async run({ directory, world }) {
    const options = { directory, trust: 'inherited', environment: CLEAN, timeoutMs: 20_000 } as const;
    const shallow = await world.shell.run(['git', 'rev-parse', '--is-shallow-repository'], options);
    if (shallow.exitCode !== 0) {
      return [
        {
          check: id,
          status: 'failure',
          message: `${directory} is not a git repository: ${shallow.stderr.trim().split('\n')[0] ?? ''}`,
          mend: 'Run doctor in a clone, or run `git init` and commit',
        },
      ];
    }
    if (shallow.stdout.trim() === 'true') {
      return [
        {
          check: id,
          status: 'failure',
          message: 'The clone is shallow: the commit that base and head have in common may be missing',
          mend: 'Run `git fetch --unshallow`; in a workflow set `fetch-depth: 0` on actions/checkout',
        },
      ];
    }
    const commit = await world.shell.run(
      ['git', 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'],
      options,
    );
    if (commit.exitCode !== 0) {
      return [
        {
          check: id,
          status: 'failure',
          message: 'The repository has no commit yet',
          mend: 'Commit something: perfcrew compares commits',
        },
      ];
    }
    return [{ check: id, status: 'ok', message: 'A git repository with whole history', mend: null }];
  },
};
