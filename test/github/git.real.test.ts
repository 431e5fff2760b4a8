// Clone, push and fork as people do, with real git, and what pull requests make of it.
import { mkdtemp, rm, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitText, runGit } from './git/run-git.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { client } from './test-client.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

let github: TestGitHub;
let directory: string;

beforeAll(async () => {
  github = await startTestGitHub();
  directory = await mkdtemp(join(tmpdir(), 'perfcrew-git-test-'));
  await runGit(directory, ['init', '--quiet', '--initial-branch', 'idea']);
  await runGit(directory, ['commit', '--quiet', '--allow-empty', '-m', 'Idea']);
  const collaborators = { reader: 'read', writer: 'write' } as const;
  for (const [name, isPrivate] of [
    ['open', false],
    ['secret', true],
  ] as const) {
    await github.createRepository({
      owner: 'alice',
      name,
      private: isPrivate,
      collaborators,
      files: { a: '1\n' },
    });
  }
});

afterAll(async () => {
  await github[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

const urlOf = (fullName: string, token: string | null): string =>
  `${github.origin.replace('://', token === null ? '://' : `://x-access-token:${token}@`)}/${fullName}.git`;

let made = 0;
async function shop() {
  const alice = github.createUser('alice');
  const repository = await github.createRepository({
    owner: 'alice',
    name: `shop-${++made}`,
    files: { 'README.md': '# Shop\n', 'with space/ü.txt': 'grün\n' },
  });
  return { alice, repository, own: { owner: 'alice', repo: repository.repository.name } };
}

describe('clone and push', () => {
  test('a clone holds what was pushed, and a push from it moves the branch', async () => {
    const { alice, repository, own } = await shop();
    const clone = join(directory, 'clone');
    await runGit(directory, ['clone', '--quiet', urlOf(repository.fullName, alice.token), clone]);
    expect(await readFile(join(clone, 'with space/ü.txt'), 'utf8')).toBe('grün\n');
    await writeFile(join(clone, 'README.md'), '# The shop\n');
    await runGit(clone, ['commit', '--quiet', '-am', 'Rename']);
    await runGit(clone, ['push', '--quiet', 'origin', 'main']);
    const head = await gitText(clone, ['rev-parse', 'HEAD']);
    const { data } = await client(github, null).repos.getBranch({ ...own, branch: 'main' });
    expect(data.commit.sha).toBe(head);
  });

  test.each([
    ['nobody reads a public repository', 'open', null, 'fetch', true],
    ['nobody pushes', 'open', null, 'push', false],
    ['a reader pushes', 'open', 'reader', 'push', false],
    ['a writer pushes', 'open', 'writer', 'push', true],
    ['nobody reads a private repository', 'secret', null, 'fetch', false],
    ['a stranger reads a private repository', 'secret', 'stranger', 'fetch', false],
    ['a reader reads a private repository', 'secret', 'reader', 'fetch', true],
    ['a wrong token reads a private repository', 'secret', 'wrong', 'fetch', false],
  ] as const)('%s', async (_, name, who, verb, isAllowed) => {
    const token = who === null ? null : who === 'wrong' ? 'ghp_wrong' : github.createUser(who).token;
    const url = urlOf(`alice/${name}`, token);
    const branch = `idea-${github.requests().length}-${String(who)}`;
    const args =
      verb === 'fetch'
        ? ['fetch', '--quiet', url, 'main']
        : ['push', '--quiet', url, `HEAD:refs/heads/${branch}`];
    const { exitCode } = await runGit(directory, args, { accept: [1, 128] });
    expect(exitCode === 0).toBe(isAllowed);
  });

  test('the refs of pull requests cannot be pushed', async () => {
    const target = [
      'push',
      '--quiet',
      urlOf('alice/open', github.createUser('alice').token),
      'HEAD:refs/pull/1/head',
    ];
    expect((await runGit(directory, target, { accept: [1, 128] })).exitCode).not.toBe(0);
  });
});

describe('pull requests follow pushes', () => {
  test('a push to the head moves it, its refs and its test merge, and says synchronize', async () => {
    await using receiver = await startWebhookReceiver();
    const { repository, own } = await shop();
    const app = github.createApp({
      slug: 'crew',
      permissions: { pull_requests: 'read', contents: 'read' },
      events: ['pull_request', 'push'],
    });
    app.setWebhook(receiver);
    app.install([repository]);
    const before = await repository.push({ 'a.ts': '1\n' }, { branch: 'feature' });
    const pull = await repository.openPullRequest({ head: 'feature' });
    const after = await repository.push({ 'a.ts': '2\n' }, { branch: 'feature' });
    await github.idle();

    const { data } = await client(github, null).pulls.get({
      ...own,
      pull_number: pull.number,
    });
    expect(data).toMatchObject({
      head: { sha: after },
      mergeable: true,
      commits: 2,
      changed_files: 1,
      additions: 1,
    });
    const refs = await gitText(repository.directory, [
      'rev-parse',
      'refs/pull/1/head',
      'refs/pull/1/merge^1',
      'refs/pull/1/merge^2',
    ]);
    expect(refs.split('\n')).toEqual([after, await repository.tip('main'), after]);
    const moved = receiver.received.find((one) => one.payload['action'] === 'synchronize');
    expect(moved?.payload).toMatchObject({
      before,
      after,
      number: 1,
      pull_request: { head: { sha: after } },
    });
    expect(
      receiver.received.filter((one) => one.event === 'push').map((one) => one.payload['after']),
    ).toEqual([before, after]);
  });

  test('conflicts take the test merge away, and a merge by push closes', async () => {
    const { repository, own } = await shop();
    await repository.push({ 'README.md': '# Mine\n' }, { branch: 'feature' });
    const pull = await repository.openPullRequest({ head: 'feature' });
    await repository.push({ 'README.md': '# Yours\n' });
    const api = client(github, null);
    const at = { ...own, pull_number: pull.number };
    expect((await api.pulls.get(at)).data).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
      merge_commit_sha: null,
    });
    const refs = await gitText(repository.directory, ['for-each-ref', '--format=%(refname)', 'refs/pull']);
    expect(refs).toBe('refs/pull/1/head');
    await repository.push(
      { 'README.md': '# Both\n' },
      { branch: 'main', from: await repository.tip('feature'), force: true },
    );
    expect((await api.pulls.get(at)).data).toMatchObject({ state: 'closed', merged: true });
  });

  test('the head of a fork is in the base, and later pushes to the fork reach it', async () => {
    const { repository, own } = await shop();
    const carol = github.createUser('carol');
    const fork = await repository.fork(carol);
    await fork.push({ 'b.ts': '1\n' }, { branch: 'idea' });
    const pull = await repository.openPullRequest({ head: 'idea', from: fork, by: carol });
    const sha = await fork.push({ 'b.ts': '2\n' }, { branch: 'idea' });
    const { data } = await client(github, null).pulls.get({
      ...own,
      pull_number: pull.number,
    });
    expect(data.head).toMatchObject({
      sha,
      label: 'carol:idea',
      repo: { full_name: `carol/${own.repo}`, fork: true },
    });
    expect(data.base.repo.fork).toBe(false);
    expect(await gitText(repository.directory, ['rev-parse', 'refs/pull/1/head'])).toBe(sha);
  });

  test('deleting the head branch closes', async () => {
    const { alice, repository, own } = await shop();
    await repository.push({ 'a.ts': '1\n' }, { branch: 'feature' });
    const pull = await repository.openPullRequest({ head: 'feature' });
    await client(github, alice.token).git.deleteRef({ ...own, ref: 'heads/feature' });
    expect(pull.state).toBe('closed');
  });
});
