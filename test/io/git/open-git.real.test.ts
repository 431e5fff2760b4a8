import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseGitDiff } from '../../../src/change/parse-git-diff.ts';
import { openGit } from '../../../src/io/git/open-git.ts';
import { gitRepository, gitTestEnvironment } from '../../kit/git-repository.ts';

const signal = new AbortController().signal;

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

function leftovers(repository: { git(...args: string[]): string }): string[] {
  return repository
    .git('worktree', 'list', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('worktree ') && line.includes('perfcrew-worktree'));
}

describe('openGit', () => {
  test('a folder outside any repository is a problem that names it', async () => {
    const directory = await folder();
    await expect(openGit(directory, signal)).rejects.toMatchObject({
      code: 'not-a-repository',
      message: expect.stringContaining(directory),
      mend: expect.stringContaining('git init'),
    });
    await expect(openGit(join(directory, 'nowhere'), signal)).rejects.toMatchObject({
      code: 'not-a-repository',
    });
  });

  test.runIf(process.getuid?.() === 0)('a repository of another user is told how to be trusted', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    await chown(repository.directory, 65534, 65534);
    await expect(openGit(repository.directory, signal)).rejects.toMatchObject({
      code: 'not-a-repository',
      mend: expect.stringContaining(`safe.directory ${repository.directory}`),
    });
  });

  test('variables that leak in from a hook do not point it elsewhere', async () => {
    await using repository = await gitRepository({ a: 'here\n' });
    await using other = await gitRepository({ a: 'elsewhere\n' });
    process.env['GIT_DIR'] = join(other.directory, '.git');
    onTestFinished(() => {
      delete process.env['GIT_DIR'];
    });
    const git = await openGit(repository.directory, signal);
    expect(await git.show('HEAD', 'a')).toBe('here\n');
  });

  test('works from a folder inside, and on a bare repository', async () => {
    await using repository = await gitRepository({ 'deep/a': 'one\n', b: 'two\n' });
    const inside = await openGit(join(repository.directory, 'deep'), signal);
    expect(await inside.show('main', 'b')).toBe('two\n');
    const bare = join(await folder(), 'bare.git');
    repository.git('clone', '--quiet', '--bare', repository.directory, bare);
    const git = await openGit(bare, signal);
    expect(await git.show('main', 'deep/a')).toBe('one\n');
    await using tree = await git.worktree('main');
    expect(await readFile(join(tree.directory, 'b'), 'utf8')).toBe('two\n');
  });

  test('an interruption in the middle stops git and leaves no checkout', async () => {
    await using repository = await gitRepository(
      Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/${index}.ts`, `${index}\n`])),
    );
    const controller = new AbortController();
    const git = await openGit(repository.directory, controller.signal);
    const sha = repository.sha();
    const checkout = git.worktree(sha);
    // Long enough for git to be running, however fast it is: its entry appears before its files.
    while (!existsSync(join(repository.directory, '.git/worktrees'))) await setImmediate();
    controller.abort();
    await expect(checkout).rejects.toMatchObject({ code: 'interrupted' });
    expect(leftovers(repository)).toEqual([]);
  });

  test('an aborted signal is an interruption, not a bug', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const controller = new AbortController();
    const git = await openGit(repository.directory, controller.signal);
    controller.abort();
    await expect(git.resolve('main')).rejects.toMatchObject({ code: 'interrupted' });
  });
});

describe('resolve', () => {
  test('branches, tags, short ids and expressions become full ids', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const first = repository.sha();
    repository.git('tag', '-a', 'v1', '-m', 'v1');
    const second = await repository.commit({ a: '2\n' });
    const git = await openGit(repository.directory, signal);
    expect(await git.resolve('main')).toBe(second);
    expect(await git.resolve('v1')).toBe(first);
    expect(await git.resolve(first.slice(0, 9))).toBe(first);
    expect(await git.resolve('HEAD~1')).toBe(first);
  });

  test('a branch that only origin has is found there', async () => {
    await using origin = await gitRepository({ a: '1\n' });
    origin.branch('topic');
    const tip = await origin.commit({ a: '2\n' });
    const clone = join(await folder(), 'clone');
    origin.git('switch', '--quiet', 'main');
    origin.git('clone', '--quiet', origin.directory, clone);
    expect(await (await openGit(clone, signal)).resolve('topic')).toBe(tip);
  });

  test('an unknown name is answered with the nearest ones', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    repository.branch('feature/checkout');
    const git = await openGit(repository.directory, signal);
    await expect(git.resolve('mian')).rejects.toMatchObject({
      code: 'ref-not-found',
      message: expect.stringContaining('Nearest: `main`'),
      mend: expect.stringContaining('`main`'),
    });
    await expect(git.resolve('f'.repeat(40))).rejects.toMatchObject({ code: 'ref-not-found' });
  });

  test.each(['--output=/tmp/pwned', '-h', '', 'a\nb'])('%j is refused as a name', async (ref) => {
    await using repository = await gitRepository({ a: '1\n' });
    const git = await openGit(repository.directory, signal);
    for (const answer of [git.resolve(ref), git.diff(ref, 'HEAD'), git.worktree(ref), git.show(ref, 'a')]) {
      await expect(answer).rejects.toMatchObject({
        code: 'ref-not-found',
        message: expect.stringContaining('cannot be the name of a commit'),
      });
    }
  });

  test('a repository without a commit says so', async () => {
    await using repository = await gitRepository();
    const git = await openGit(repository.directory, signal);
    await expect(git.resolve('HEAD')).rejects.toMatchObject({
      code: 'ref-not-found',
      mend: 'Commit something first.',
    });
  });

  test('a shallow clone is told how to get its history', async () => {
    await using origin = await gitRepository({ a: '1\n' });
    const first = origin.sha();
    await origin.commit({ a: '2\n' });
    const clone = join(await folder(), 'clone');
    origin.git('clone', '--quiet', '--depth', '1', `file://${origin.directory}`, clone);
    const git = await openGit(clone, signal);
    await expect(git.resolve(first)).rejects.toMatchObject({
      code: 'shallow-clone',
      mend: expect.stringContaining('git fetch --unshallow'),
    });
  });
});

describe('mergeBase', () => {
  test('is the commit both branches come from', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const fork = repository.sha();
    repository.branch('topic');
    await repository.commit({ b: '1\n' });
    repository.git('switch', '--quiet', 'main');
    await repository.commit({ c: '1\n' });
    const git = await openGit(repository.directory, signal);
    expect(await git.mergeBase('main', 'topic')).toBe(fork);
  });

  test('unrelated histories have none; a shallow clone may have lost it', async () => {
    await using origin = await gitRepository({ a: '1\n' });
    origin.git('checkout', '--quiet', '--orphan', 'island');
    await origin.commit({ b: '1\n' });
    const git = await openGit(origin.directory, signal);
    await expect(git.mergeBase('main', 'island')).rejects.toMatchObject({
      code: 'ref-not-found',
      message: expect.stringContaining('no common ancestor'),
    });
    origin.git('switch', '--quiet', 'main');
    origin.branch('topic');
    await origin.commit({ d: '1\n' });
    origin.git('switch', '--quiet', 'main');
    await origin.commit({ e: '1\n' });
    const clone = join(await folder(), 'clone');
    origin.git('clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${origin.directory}`, clone);
    const shallow = await openGit(clone, signal);
    await expect(shallow.mergeBase('main', 'topic')).rejects.toMatchObject({
      code: 'shallow-clone',
      mend: expect.stringContaining('fetch-depth: 0'),
    });
  });
});

describe('show', () => {
  test('gives text, or null where there is no such file', async () => {
    await using repository = await gitRepository({ 'dir/grün *.ts': 'x\r\ny', 'dir/b': '' });
    const git = await openGit(repository.directory, signal);
    expect(await git.show('main', 'dir/grün *.ts')).toBe('x\r\ny');
    expect(await git.show('main', 'dir/b')).toBe('');
    expect(await git.show('main', 'dir')).toBeNull();
    expect(await git.show('main', 'dir/*')).toBeNull();
    expect(await git.show('main', 'none')).toBeNull();
    await expect(git.show('nowhere', 'a')).rejects.toMatchObject({ code: 'ref-not-found' });
  });
});

describe('diff', () => {
  test('says the same whatever the user has set', async () => {
    const before = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    await using repository = await gitRepository({
      'src/a.ts': before,
      'moved.ts': before.replaceAll('line', 'row'),
      'grün.txt': 'a\n\nb\n',
      'lock.bin': 'text\n',
    });
    const base = repository.sha();
    await repository.rename('moved.ts', 'src/moved here.ts');
    await repository.commit({ 'src/a.ts': before.replace('line 20', 'LINE 20'), 'grün.txt': 'a\n\nc\n' });
    const git = await openGit(repository.directory, signal);
    const plain = await git.diff(base, 'main');
    const marker = join(repository.directory, 'ran');
    for (const [name, value] of Object.entries({
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'core.quotePath': 'true',
      'diff.renames': 'false',
      'diff.algorithm': 'patience',
      'diff.context': '0',
      'diff.interHunkContext': '9',
      'diff.suppressBlankEmpty': 'true',
      'diff.relative': 'true',
      'diff.submodule': 'log',
      'diff.ignoreSubmodules': 'all',
      'diff.external': `touch ${marker}`,
      'diff.orderFile': 'order',
      'color.ui': 'always',
      'core.abbrev': '7',
      'core.pager': `touch ${marker}`,
    })) {
      repository.git('config', name, value);
    }
    await repository.write({ order: 'src/**\n' });
    expect(await git.diff(base, 'main')).toBe(plain);
    expect(existsSync(marker)).toBe(false);
    expect(parseGitDiff(plain).files.map((file) => [file.status, file.path])).toEqual([
      ['modified', 'grün.txt'],
      ['modified', 'src/a.ts'],
      ['renamed', 'src/moved here.ts'],
    ]);
  });
});

describe('worktree', () => {
  test('is a detached checkout outside the repository that leaves no trace', async () => {
    await using repository = await gitRepository({ a: '1\n', run: { executable: '#!/bin/sh\n' } });
    const first = repository.sha();
    await repository.commit({ a: '2\n' });
    const git = await openGit(repository.directory, signal);
    let place = '';
    {
      await using tree = await git.worktree(first);
      place = tree.directory;
      expect(place.startsWith(repository.directory)).toBe(false);
      expect((await stat(dirname(place))).mode & 0o077).toBe(0);
      expect(await readFile(join(place, 'a'), 'utf8')).toBe('1\n');
      expect((await stat(join(place, 'run'))).mode & 0o111).not.toBe(0);
      expect(leftovers(repository)).toHaveLength(1);
      await mkdir(join(place, 'node_modules/x'), { recursive: true });
      await writeFile(join(place, 'node_modules/x/y'), '');
      await chmod(join(place, 'node_modules/x/y'), 0o400);
    }
    expect(existsSync(dirname(place))).toBe(false);
    expect(leftovers(repository)).toEqual([]);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('two at once are two', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const git = await openGit(repository.directory, signal);
    const [one, other] = await Promise.all([git.worktree('main'), git.worktree('main')]);
    expect(one.directory).not.toBe(other.directory);
    await Promise.all([one[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
    expect(leftovers(repository)).toEqual([]);
  });

  test('hooks of the repository do not run', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const marker = join(repository.directory, '.git/hook-ran');
    const hook = join(repository.directory, '.git/hooks/post-checkout');
    await writeFile(hook, `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    repository.git('switch', '--quiet', '--create', 'probe');
    expect(existsSync(marker)).toBe(true);
    await rm(marker);
    await using tree = await (await openGit(repository.directory, signal)).worktree('main');
    expect(existsSync(join(tree.directory, 'a'))).toBe(true);
    expect(existsSync(marker)).toBe(false);
  });

  test('is removed even after an interruption', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const controller = new AbortController();
    const tree = await (await openGit(repository.directory, controller.signal)).worktree('main');
    controller.abort();
    await tree[Symbol.asyncDispose]();
    expect(existsSync(tree.directory)).toBe(false);
    expect(leftovers(repository)).toEqual([]);
  });

  test('what a killed run left is cleared away; what a living one uses stays', async () => {
    await using repository = await gitRepository({ a: '1\n' });
    const dead = spawnSync('true').pid;
    const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, '-');
    const root = await folder();
    const places = [
      `perfcrew-worktree.${host}.${dead}.abc`,
      `perfcrew-worktree.${host}.${process.pid}.abc`,
    ].map((name) => join(root, name, 'checkout'));
    for (const place of places) {
      await mkdir(dirname(place));
      repository.git('worktree', 'add', '--quiet', '--detach', place);
    }
    await openGit(repository.directory, signal);
    expect(places.map((place) => existsSync(place))).toEqual([false, true]);
    expect(leftovers(repository)).toEqual([expect.stringContaining(`.${process.pid}.`)]);
    expect(await readdir(root)).toHaveLength(1);
  });

  test('submodules come from what the repository holds, and missing ones do no harm', async () => {
    await using library = await gitRepository({ 'lib.ts': 'v1\n' });
    await using repository = await gitRepository({ a: '1\n' });
    const env = gitTestEnvironment();
    const submodule = (path: string): void => {
      execFileSync(
        'git',
        ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.directory, path],
        { cwd: repository.directory, env, stdio: 'ignore' },
      );
    };
    submodule('vendor/lib');
    submodule('vendor/gone');
    const base = await repository.commit({});
    await rm(join(repository.directory, '.git/modules/vendor/gone'), { recursive: true });
    const git = await openGit(repository.directory, signal);
    await using tree = await git.worktree(base);
    expect(await readFile(join(tree.directory, 'vendor/lib/lib.ts'), 'utf8')).toBe('v1\n');
    expect(await readdir(join(tree.directory, 'vendor/gone'))).toEqual([]);
    expect(
      execFileSync('git', ['status', '--porcelain'], {
        cwd: join(repository.directory, 'vendor/lib'),
        env,
        encoding: 'utf8',
      }),
    ).toBe('');
  });
});
