// Suggestions, branches and notes on GitHub, held against the test GitHub.
import { describe, expect, test } from 'vitest';
import { openForgeBranches } from '../../../src/io/forge/branch.ts';
import { openForgeNotes } from '../../../src/io/forge/note.ts';
import { openForgeSuggestions } from '../../../src/io/forge/suggest.ts';
import { openForgeWriter } from '../../../src/io/forge/write-forge.ts';
import { gitText } from '../../github/git/run-git.ts';
import { client } from '../../github/test-client.ts';
import { BASE_TEXT, forgeProposalsContract, HEAD_TEXT } from '../../ports/forge-proposals.contract.ts';
import { startShop } from './shop.ts';

const RIGHTS = { contents: 'write', issues: 'write', pull_requests: 'write' } as const;
const files = { base: { 'src/a.js': BASE_TEXT }, head: { 'src/a.js': HEAD_TEXT } };

describe('as every forge', () => {
  forgeProposalsContract(async () => {
    const shop = await startShop(files);
    const { github, repository, pull, name } = shop;
    const requester = shop.requester(RIGHTS);
    const alice = client(github, shop.alice.token).rest;
    const onPull = { ...name, pull_number: pull.number };
    const text = (...args: readonly string[]) => gitText(repository.directory, args);
    return {
      writer: openForgeWriter(requester, { repository: name, door: 'action' }),
      suggestions: openForgeSuggestions(requester, name),
      branches: openForgeBranches(requester, name),
      notes: openForgeNotes(requester, name),
      pullRequest: pull.number,
      headSha: pull.pull.headSha,
      people: {
        suggest: async (body) => {
          const comments = [{ path: 'src/a.js', line: 3, body }];
          await alice.pulls.createReview({ ...onPull, event: 'COMMENT', body: 'Look', comments });
        },
        comment: async (body) => {
          await alice.issues.createComment({ ...name, issue_number: pull.number, body });
        },
        thumbsDown: async (id) => {
          const reaction = { ...name, comment_id: id, content: '-1' } as const;
          await alice.reactions.createForPullRequestReviewComment(reaction);
        },
        resolve: (id) => {
          const comment = github.reviewComments().find((one) => one.id === id);
          if (comment !== undefined) github.resolve(comment, shop.alice);
          return Promise.resolve();
        },
        answer: async (id) => {
          await alice.pulls.createReplyForReviewComment({ ...onPull, comment_id: id, body: 'Why?' });
        },
        closePull: async (number) => {
          await alice.pulls.update({ ...name, pull_number: number, state: 'closed' });
        },
        closeIssue: async (number) => {
          await alice.issues.update({ ...name, issue_number: number, state: 'closed' });
        },
        push: (branch, content) => repository.push({ 'src/a.js': content }, { branch }),
      },
      fileOn: async (branch) => `${await text('show', `${branch}:src/a.js`)}\n`,
      subjects: async (branch) => (await text('log', '--format=%s', `change..${branch}`)).split('\n'),
      [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
    };
  });
});

describe('a branch', () => {
  const push = { branch: 'perfcrew/x', replaces: null } as const;
  const of = (path: string) => [{ message: 'perf: x', files: [{ path, text: 'X\n' }] }];

  test('keeps modes, makes folders, and leaves every other file alone', async () => {
    await using shop = await startShop(files);
    const { directory } = shop.repository;
    const requester = shop.requester(RIGHTS);
    const tree = await gitText(directory, ['rev-parse', 'change^{tree}']);
    const blob = await gitText(directory, ['rev-parse', 'change:src/a.js']);
    const { data: made } = await requester.request('POST /repos/{owner}/{repo}/git/trees', {
      ...shop.name,
      base_tree: tree,
      tree: [{ path: 'run.sh', mode: '100755', type: 'blob', sha: blob }],
    });
    const { data: commit } = await requester.request('POST /repos/{owner}/{repo}/git/commits', {
      ...shop.name,
      message: 'Script',
      tree: made.sha,
      parents: [shop.pull.pull.headSha],
    });
    const commits = [...of('run.sh'), ...of('new/folder/file.sql')];
    const pushed = await openForgeBranches(requester, shop.name).push({ ...push, onto: commit.sha, commits });
    expect(pushed.status).toBe('pushed');
    expect(await gitText(directory, ['ls-tree', '-r', '--format=%(objectmode) %(path)', 'perfcrew/x'])).toBe(
      '100644 new/folder/file.sql\n100755 run.sh\n100644 src/a.js',
    );
  });

  test('never writes through a link', async () => {
    await using shop = await startShop(files);
    const { directory } = shop.repository;
    const requester = shop.requester(RIGHTS);
    const blob = await gitText(directory, ['hash-object', '-w', '--stdin'], { input: '.github' });
    const { data: made } = await requester.request('POST /repos/{owner}/{repo}/git/trees', {
      ...shop.name,
      base_tree: await gitText(directory, ['rev-parse', 'change^{tree}']),
      tree: [{ path: 'lib', mode: '120000', type: 'blob', sha: blob }],
    });
    const { data: commit } = await requester.request('POST /repos/{owner}/{repo}/git/commits', {
      ...shop.name,
      message: 'Link',
      tree: made.sha,
      parents: [shop.pull.pull.headSha],
    });
    const branches = openForgeBranches(requester, shop.name);
    for (const path of ['lib', 'lib/workflows/x.yml', 'src']) {
      const pushed = await branches.push({ ...push, onto: commit.sha, commits: of(path) });
      expect(pushed).toMatchObject({ status: 'refused', reason: expect.stringContaining(path) });
    }
  });
});

test('what is missing is named: contents for branches, pull-requests for suggestions, issues for issues', async () => {
  await using shop = await startShop(files);
  const requester = shop.requester({ metadata: 'read' });
  const { headSha } = shop.pull.pull;
  const mend = (permission: string) => ({
    code: 'forge-refused',
    mend: `Grant \`${permission}\` to the job or the App.`,
  });
  const comments = [{ path: 'src/a.js', startLine: 3, line: 3, body: 'x' }];
  await expect(
    openForgeSuggestions(requester, shop.name).review(1, { headSha, body: 'x', comments }),
  ).rejects.toMatchObject(mend('pull-requests: write'));
  const commits = [{ message: 'x', files: [{ path: 'src/a.js', text: 'x' }] }];
  await expect(
    openForgeBranches(requester, shop.name).push({ branch: 'x', onto: headSha, replaces: null, commits }),
  ).rejects.toMatchObject(mend('contents: write'));
  await expect(
    openForgeNotes(requester, shop.name).openIssue({ marker: 'm', title: 't', body: 'm\n' }),
  ).rejects.toMatchObject(mend('issues: write'));
});

test('a line that the diff does not show is refused by GitHub, and is a bug of ours', async () => {
  await using shop = await startShop(files);
  const suggestions = openForgeSuggestions(shop.requester(RIGHTS), shop.name);
  const comments = [{ path: 'src/a.js', startLine: 9, line: 9, body: 'x' }];
  const { headSha } = shop.pull.pull;
  await expect(suggestions.review(1, { headSha, body: 'x', comments })).rejects.toMatchObject({
    status: 422,
  });
});
