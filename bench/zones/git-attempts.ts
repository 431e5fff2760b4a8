// Settings of git that run programs: those a commit brings along, and those that code under review leaves in the repository.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRepository } from '../../test/kit/git-repository.ts';
import { openGit } from '../../src/io/git/open-git.ts';
import { watchSettings } from '../../src/io/git/watch-settings.ts';
import { tried, type Tried } from './tried.ts';

export async function tryGitSettings(): Promise<readonly Tried[]> {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-git-'));
  const marker = join(folder, 'ran');
  const program = join(folder, 'program');
  await writeFile(program, `#!/bin/sh\ntouch ${marker}\ncat\n`, { mode: 0o755 });
  const { signal } = new AbortController();
  const attempt = async (
    name: string,
    stoppedBy: string,
    prepare: (repository: Awaited<ReturnType<typeof gitRepository>>) => Promise<void> | void,
  ): Promise<Tried> => {
    await rm(marker, { force: true });
    await using repository = await gitRepository({ a: '1\n' });
    await repository.commit({
      '.gitattributes': '* filter=evil diff=evil\n',
      '.gitconfig': `[filter "evil"]\n smudge = ${program}\n`,
      a: '2\n',
    });
    await prepare(repository);
    await rm(marker, { force: true });
    const git = await openGit(repository.directory, signal);
    await git.diff('HEAD^', 'HEAD');
    await git.show('HEAD', 'a');
    await (await git.worktree('HEAD'))[Symbol.asyncDispose]();
    return tried(name, {
      zone: 'think',
      stoppedBy,
      through: existsSync(marker),
      seen: existsSync(marker) ? 'the program ran' : 'the program did not run',
    });
  };
  try {
    return [
      await attempt(
        'a .gitattributes and .gitconfig of head that name a filter',
        'git reads no settings from a commit',
        () => {},
      ),
      await attempt(
        'core.fsmonitor in the settings of the repository',
        'it is off in every call',
        (repository) => {
          repository.git('config', 'core.fsmonitor', program);
        },
      ),
      await attempt(
        'textconv and an external diff in the settings of the repository',
        'they are off in every call',
        (repository) => {
          repository.git('config', 'diff.evil.textconv', program);
          repository.git('config', 'diff.external', program);
        },
      ),
      await attempt('a hook in the repository', 'hooks are looked for nowhere', async (repository) => {
        await repository.write({
          '.git/hooks/post-checkout': { executable: `#!/bin/sh\ntouch ${marker}\n` },
        });
      }),
      await noticed('a test that leaves a smudge filter in .git/config', (repository) => {
        repository.git('config', 'filter.evil.smudge', program);
      }),
      await noticed('a test that leaves a hook in .git/hooks', async (repository) => {
        await repository.write({ '.git/hooks/pre-push': { executable: '#!/bin/sh\n' } });
      }),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nothing keeps the same user from writing there: it must not go unnoticed. */
async function noticed(
  name: string,
  change: (repository: Awaited<ReturnType<typeof gitRepository>>) => Promise<void> | void,
): Promise<Tried> {
  await using repository = await gitRepository({ a: '1\n' });
  const watch = await watchSettings(repository.directory);
  await change(repository);
  const told = await watch.check().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return tried(name, {
    zone: 'machine',
    stoppedBy: "it is noticed: git's settings are compared before and after, and the run ends with a Problem",
    through: told === null,
    seen: (told ?? 'nobody noticed').replace(repository.directory, '…'),
  });
}
