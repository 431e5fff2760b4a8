import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { diffFromForge } from '../../src/change/diff-from-forge.ts';
import { diffSchema } from '../../src/change/diff.ts';
import { parseGitDiff } from '../../src/change/parse-git-diff.ts';
import { openGit } from '../../src/io/git/open-git.ts';
import { gitRepository, gitTestEnvironment, type GitRepository, type Tree } from '../kit/git-repository.ts';
import { forgeFiles } from './forge-files.ts';

const body = Array.from({ length: 30 }, (_, index) => `const value${index} = ${index};`).join('\n');

interface Situation {
  readonly name: string;
  readonly base: Tree;
  readonly head: Tree;
}

const SITUATIONS: readonly Situation[] = [
  { name: 'edit', base: { 'a.ts': `${body}\n` }, head: { 'a.ts': `${body.replace('= 3;', '= 33;')}\n` } },
  { name: 'two hunks', base: { a: body }, head: { a: body.replace('= 1;', '').replace('= 25;', '') } },
  { name: 'rename', base: { 'a.ts': body }, head: { 'a.ts': null, 'lib/b.ts': body } },
  {
    name: 'rename with edit',
    base: { 'a.ts': `${body}\n` },
    head: { 'a.ts': null, 'lib/b c.ts': `${body}\nmore\n` },
  },
  { name: 'new file', base: { a: '1\n' }, head: { 'src/new.ts': body } },
  { name: 'deletion', base: { a: '1\n', b: '2\n' }, head: { b: null } },
  { name: 'binary', base: { 'a.png': new Uint8Array([0, 1, 2]) }, head: { 'a.png': new Uint8Array([0, 9]) } },
  { name: 'new binary', base: { a: '1\n' }, head: { tool: new Uint8Array([0, 1, 0, 255]) } },
  { name: 'empty file', base: { a: '1\n' }, head: { 'src/__init__.py': '', empty: '' } },
  { name: 'empty file deleted', base: { a: '1\n', empty: '' }, head: { empty: null } },
  { name: 'mode', base: { 'run.sh': '#!/bin/sh\n' }, head: { 'run.sh': { executable: '#!/bin/sh\n' } } },
  { name: 'CRLF', base: { 'a.txt': 'a\r\nb\r\n' }, head: { 'a.txt': 'a\r\nc\r\n' } },
  { name: 'to CRLF', base: { 'a.txt': 'a\nb\n' }, head: { 'a.txt': 'a\r\nb\r\n' } },
  { name: 'line feed lost', base: { a: '1\n2\n' }, head: { a: '1\n2' } },
  { name: 'line feed won', base: { a: '1\n2' }, head: { a: '1\n2\n' } },
  { name: 'far from the end', base: { a: body }, head: { a: body.replace('= 1;', '= 11;') } },
  {
    name: 'odd names',
    base: { 'grün 🐢.ts': '1\n', 'tab\there': '1\n', 'quote".ts': '1\n', 'a b/b a/b': '1\n', 'x b/x': '' },
    head: { 'grün 🐢.ts': '2\n', 'tab\there': '2\n', 'quote".ts': '2\n', 'a b/b a/b': '', 'x b/x': null },
  },
  {
    name: 'headers inside',
    base: { 'a.patch': '-- a/x\n++ b/x\n@@ -1 +1 @@\ndiff --git a/q b/q\n' },
    head: { 'a.patch': '++ b/x\ndiff --git a/q b/q\n@@ -1,7 +1,7 @@\n-- a/x\n' },
  },
  { name: 'unusual line ends', base: { a: 'a\u2028b\u0085c\fd\n' }, head: { a: 'a\u2028b\u0085c\fe\n' } },
];

async function bothWays(repository: GitRepository, base: string, head: string) {
  const git = await openGit(repository.directory, new AbortController().signal);
  const fromGit = diffSchema.parse(parseGitDiff(await git.diff(base, head)));
  const forge = { files: forgeFiles(repository, base, head), truncated: false };
  return { fromGit, fromForge: diffSchema.parse(diffFromForge(forge)) };
}

describe('git and GitHub tell the same Diff', () => {
  test.each(SITUATIONS)('$name', async ({ base, head }) => {
    await using repository = await gitRepository(base);
    const before = repository.sha();
    const after = await repository.commit(head);
    const { fromGit, fromForge } = await bothWays(repository, before, after);
    expect(fromGit.files.length).toBeGreaterThan(0);
    expect(fromForge).toEqual(fromGit);
    const stat = repository.git('diff', '-M', '--numstat', before, after).split('\n');
    const counted = fromGit.files.map((file) =>
      file.content === 'binary' ? '-\t-' : `${file.additions}\t${file.deletions}`,
    );
    expect(counted.toSorted()).toEqual(
      stat.map((line) => line.split('\t').slice(0, 2).join('\t')).toSorted(),
    );
  });

  test('a submodule that moves', async () => {
    await using library = await gitRepository({ a: '1\n' });
    await using repository = await gitRepository({ b: '1\n' });
    execFileSync(
      'git',
      ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.directory, 'lib'],
      {
        cwd: repository.directory,
        env: gitTestEnvironment(),
        stdio: 'ignore',
      },
    );
    const before = await repository.commit({});
    const moved = await library.commit({ a: '2\n' });
    repository.git('update-index', '--cacheinfo', `160000,${moved},lib`);
    repository.git('commit', '--quiet', '-m', 'move');
    const { fromGit, fromForge } = await bothWays(repository, before, 'HEAD');
    expect(fromForge).toEqual(fromGit);
    expect(fromGit.files).toMatchObject([{ path: 'lib', content: 'submodule', additions: 1, deletions: 1 }]);
  });

  test('a file that becomes a link is one change; only git knows that it is a link', async () => {
    await using repository = await gitRepository({ a: 'one\ntwo\n', b: 'x\n' });
    const before = repository.sha();
    const after = await repository.commit({ a: { symlink: 'b' } });
    const { fromGit, fromForge } = await bothWays(repository, before, after);
    expect(fromGit.files).toMatchObject([
      { path: 'a', status: 'type-changed', content: 'symlink', additions: 1, deletions: 2 },
    ]);
    expect(fromForge.files).toEqual([{ ...fromGit.files[0], content: 'text' }]);
  });
});
