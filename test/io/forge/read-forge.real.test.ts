// Reading from GitHub, held against the test GitHub.
import { describe, expect, test } from 'vitest';
import { openForgeReader } from '../../../src/io/forge/read-forge.ts';
import { startShop, type Shop } from './shop.ts';

const RIGHTS = { contents: 'read', pull_requests: 'read' } as const;
const reader = (shop: Shop) => openForgeReader(shop.requester(RIGHTS), shop.name);

describe('a pull request', () => {
  test('stands against its merge base, though the base branch went on', async () => {
    await using shop = await startShop();
    const mergeBase = await shop.repository.tip('main');
    await shop.repository.push({ 'README.md': 'News' });
    expect(await reader(shop).pullRequest(1)).toEqual({
      document: 'pull-request',
      version: 1,
      repository: 'alice/shop',
      number: 1,
      title: 'Faster lists',
      body: 'See #1',
      author: 'alice',
      labels: [],
      fromFork: false,
      base: { sha: mergeBase, ref: 'main' },
      head: { sha: shop.pull.pull.headSha, ref: 'change' },
    });
  });

  test('tells a fork, and is found by its head', async () => {
    await using shop = await startShop();
    const bob = shop.github.createUser('bob');
    const fork = await shop.repository.fork(bob);
    const headSha = await fork.push({ 'src/app.ts': 'mine' }, { branch: 'mine', by: bob });
    await shop.repository.openPullRequest({ head: 'mine', from: fork, by: bob });
    const found = await reader(shop).pullRequestOfHead(headSha);
    expect(found).toMatchObject({ number: 2, fromFork: true, author: 'bob', head: { sha: headSha } });
    expect(await reader(shop).pullRequestOfHead(await shop.repository.tip('main'))).toBeNull();
  });
});

describe('changed files', () => {
  test('come page by page, with patches', async () => {
    const files = Object.fromEntries(Array.from({ length: 230 }, (_, at) => [`src/${at}.ts`, `${at}\n`]));
    await using shop = await startShop({ head: files });
    const changed = await reader(shop).changedFiles(1);
    expect(changed.truncated).toBe(false);
    expect(new Set(changed.files.map(({ filename }) => filename))).toEqual(new Set(Object.keys(files)));
    expect(changed.files[0]).toMatchObject({ status: 'added', additions: 1, patch: '@@ -0,0 +1 @@\n+0' });
  });

  test('end at 3,000, and say so only where there are more', async () => {
    const some = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f/${at}.txt`, '']));
    await using shop = await startShop({ head: some(3000) });
    const whole = await reader(shop).changedFiles(1);
    expect([whole.files.length, whole.truncated]).toEqual([3000, false]);
    await shop.repository.push({ 'one-more.txt': 'x' }, { branch: 'change' });
    const cut = await reader(shop).changedFiles(1);
    expect([cut.files.length, cut.truncated]).toEqual([3000, true]);
  });
});

test('a file comes whole, whatever its size and name, and a missing one is null', async () => {
  const large = `# ${'é'.repeat(1_100_000)}\n`;
  const base = {
    '.github/perfcrew.yml': 'version: 1\n# ✓\n',
    'large.yml': large,
    'a folder/ß #1?.txt': 'odd',
    'empty.txt': '',
  };
  await using shop = await startShop({ base });
  const main = await shop.repository.tip('main');
  const read = (path: string) => reader(shop).fileAt(main, path);
  for (const [path, text] of Object.entries(base)) expect(await read(path), path).toBe(text);
  expect(await read('missing.yml')).toBeNull();
  expect(await read('.github')).toBeNull();
});

describe('refusals', () => {
  test('a pull request that is not there', async () => {
    await using shop = await startShop();
    await expect(reader(shop).pullRequest(99)).rejects.toMatchObject({
      code: 'forge-refused',
      message: expect.stringContaining('GitHub refused to read pull request #99: 404'),
      mend: 'Check that it exists, and grant `pull-requests: read` to the job or the App.',
    });
  });

  test('an outage and a used-up quota are for time to mend', async () => {
    await using shop = await startShop();
    shop.github.fail({ kind: 'status', status: 503 });
    await expect(reader(shop).pullRequest(1)).rejects.toMatchObject({ code: 'forge-unreachable' });
    shop.github.fail({ kind: 'secondary-limit', retryAfterSeconds: 60 });
    await expect(reader(shop).pullRequest(1)).rejects.toMatchObject({ code: 'forge-unreachable' });
    shop.github.fail({ kind: 'reset' });
    await expect(reader(shop).pullRequest(1)).rejects.toMatchObject({ code: 'forge-unreachable' });
  });
});
