// Files, diffs, comparisons and contents as the API tells them, held against what git says itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitText, runGit } from './git/run-git.ts';
import type { RepositoryHandle } from './handles/repository-handle.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { client, statusOf } from './test-client.ts';

const own = { owner: 'alice', repo: 'shop' };
let github: TestGitHub;
let shop: RepositoryHandle;
let api: ReturnType<typeof client>;

beforeAll(async () => {
  github = await startTestGitHub();
  shop = await github.createRepository({
    owner: 'alice',
    name: 'shop',
    files: {
      'README.md': '# Shop\n',
      'old name.ts': Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join(''),
      'gone.ts': 'bye\n',
      'picture.png': Buffer.from([0x89, 0x50, 0, 1, 2, 3]),
      'no-end.txt': 'one\ntwo',
      'crlf.txt': 'one\r\ntwo\r\n',
    },
  });
  api = client(github, null);
});

afterAll(() => github[Symbol.asyncDispose]());

test('each changed file has the status, counts and patch that git gives', async () => {
  const longer = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
  await shop.push(
    {
      'old name.ts': null,
      'new name.ts': longer.replace('line 3\n', 'line three\n'),
      'gone.ts': null,
      'added/ü "quoted".ts': 'new\n',
      'picture.png': Buffer.from([0x89, 0x50, 0, 9]),
      'no-end.txt': 'one\n2',
      'crlf.txt': 'one\r\n2\r\n',
    },
    { branch: 'feature' },
  );
  const pull = await shop.openPullRequest({ head: 'feature' });
  const { data } = await api.pulls.listFiles({ ...own, pull_number: pull.number });
  const shown = data.map((file) => [
    file.status,
    file.filename,
    file.previous_filename,
    file.additions,
    file.deletions,
    file.patch,
  ]);
  expect(shown).toEqual([
    ['added', 'added/ü "quoted".ts', undefined, 1, 0, '@@ -0,0 +1 @@\n+new'],
    ['modified', 'crlf.txt', undefined, 1, 1, '@@ -1,2 +1,2 @@\n one\r\n-two\r\n+2\r'],
    ['removed', 'gone.ts', undefined, 0, 1, '@@ -1 +0,0 @@\n-bye'],
    ['renamed', 'new name.ts', 'old name.ts', 1, 1, expect.stringContaining('-line 3\n+line three')],
    [
      'modified',
      'no-end.txt',
      undefined,
      1,
      1,
      '@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file',
    ],
    ['modified', 'picture.png', undefined, 0, 0, undefined],
  ]);
  const diff = await api.pulls.get({ ...own, pull_number: pull.number, mediaType: { format: 'diff' } });
  const wanted = await gitText(shop.directory, ['diff', '-M', `${pull.pull.baseSha}...${pull.pull.headSha}`]);
  expect(diff.data).toBe(`${wanted}\n`);
});

test('a comparison starts at the merge base', async () => {
  const fork = await shop.tip('main');
  await shop.push({ 'left.ts': 'left\n' }, { branch: 'left' });
  await shop.push({ 'right.ts': 'right\n' }, { branch: 'right', from: fork });
  const { data } = await api.repos.compareCommitsWithBasehead({ ...own, basehead: 'left...right' });
  expect(data).toMatchObject({
    status: 'diverged',
    ahead_by: 1,
    behind_by: 1,
    merge_base_commit: { sha: fork },
    commits: [{ sha: await shop.tip('right') }],
    files: [{ filename: 'right.ts', status: 'added' }],
  });
  expect(data.files).toHaveLength(1);
});

describe('limits', () => {
  test('3,000 files in pages of 100, and no diff beyond 300 files', async () => {
    const many = Object.fromEntries(Array.from({ length: 3005 }, (_, at) => [`many/${at}.txt`, `${at}\n`]));
    await shop.push(many, { branch: 'many' });
    const pull = await shop.openPullRequest({ head: 'many' });
    const at = { ...own, pull_number: pull.number };
    const files = await api.paginate(api.pulls.listFiles, { ...at, per_page: 100 });
    expect(files).toHaveLength(3000);
    const pages = github
      .requests()
      .filter((one) => one.path.startsWith(`/repos/alice/shop/pulls/${pull.number}/files`));
    expect(pages).toHaveLength(30);
    expect((await api.pulls.listFiles(at)).data).toHaveLength(30);
    expect((await api.pulls.get(at)).data.changed_files).toBe(3005);
    expect(await statusOf(api.pulls.get({ ...at, mediaType: { format: 'diff' } }))).toMatch(
      /^406 Sorry, the diff exceeded the maximum number of files \(300\)/,
    );
  });

  test('a patch over 20,000 lines is left out', async () => {
    await shop.push({ 'long.txt': 'x\n'.repeat(20_001), 'short.txt': 'x\n' }, { branch: 'long' });
    const pull = await shop.openPullRequest({ head: 'long' });
    const { data } = await api.pulls.listFiles({ ...own, pull_number: pull.number });
    expect(data.map((file) => [file.filename, file.additions, file.patch])).toEqual([
      ['long.txt', 20_001, undefined],
      ['short.txt', 1, undefined],
    ]);
  });

  test('contents over 1 MB come raw only', async () => {
    await shop.push({ 'big.bin': Buffer.alloc(1_000_001, 'a') }, { branch: 'big' });
    const at = { ...own, path: 'big.bin', ref: 'big' };
    expect((await api.repos.getContent(at)).data).toMatchObject({
      size: 1_000_001,
      content: '',
      encoding: 'none',
    });
    const raw = await api.repos.getContent({ ...at, mediaType: { format: 'raw' } });
    expect(raw.data).toHaveLength(1_000_001);
  });
});

test('contents are those of the ref asked for', async () => {
  const first = await shop.tip('main');
  await shop.push({ 'README.md': '# Changed\n' });
  const read = async (ref: string) => {
    const { data } = await api.repos.getContent({ ...own, path: 'README.md', ref });
    return 'content' in data ? Buffer.from(data.content, 'base64').toString() : '';
  };
  expect([await read(first), await read('main')]).toEqual(['# Shop\n', '# Changed\n']);
  expect(await statusOf(api.repos.getContent({ ...own, path: 'none.md' }))).toBe('404 Not Found');
  const { stdout } = await runGit(shop.directory, ['show', 'main:README.md']);
  expect(stdout.toString()).toBe('# Changed\n');
});
