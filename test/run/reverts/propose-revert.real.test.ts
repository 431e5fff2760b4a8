// From a slow push to the pull request that takes it back, on a GitHub with a real bare repository.
import { describe, expect, test } from 'vitest';
import { getOctokit } from '@actions/github';
import { Problem } from '../../../src/core/problem.ts';
import { openRevertForge } from '../../../src/io/forge/open-revert-forge.ts';
import { proposeRevert } from '../../../src/run/reverts/propose-revert.ts';
import type { RevertOutcome } from '../../../src/run/reverts/revert-outcome.ts';
import type { FileChanges } from '../../github/git/push-as.ts';
import { gitText } from '../../github/git/run-git.ts';
import type { RepositoryHandle } from '../../github/handles/repository-handle.ts';
import { startTestGitHub, type TestGitHub } from '../../github/start-test-github.ts';
import { client } from '../../github/test-client.ts';
import { slowRow } from '../../report/reverts/slow-row.ts';

const RIGHTS = { contents: 'write', issues: 'write', pull_requests: 'write' } as const;
const name = { owner: 'alice', repo: 'shop' };
const BEFORE = { 'a.js': 'fast\n', 'lib/b.js': 'b\n', 'lib/old.js': 'old\n', 'README.md': 'Words\n' };
const SLOW = { 'a.js': 'slow\n', 'lib/new/c.js': 'c\n', 'lib/old.js': null };

interface Pushed extends AsyncDisposable {
  readonly github: TestGitHub;
  readonly repository: RepositoryHandle;
  readonly base: string;
  readonly head: string;
  propose(): Promise<RevertOutcome>;
  readonly forge: ReturnType<typeof openRevertForge>;
  readonly token: string;
  git(...args: readonly string[]): Promise<string>;
  /** A person with every right. */
  readonly alice: ReturnType<typeof client>['rest'];
}

interface Start {
  readonly files?: FileChanges;
  readonly message?: string;
  readonly rights?: Readonly<Record<string, 'read' | 'write'>>;
}

async function push({ files = SLOW, message = 'Show more', rights = RIGHTS }: Start = {}): Promise<Pushed> {
  const github = await startTestGitHub();
  const alice = github.createUser('alice');
  const repository = await github.createRepository({ ...name, name: 'shop', files: BEFORE });
  const base = await repository.tip('main');
  const head = await repository.push(files, { message });
  const app = github.createApp({ slug: 'perfcrew', permissions: rights, events: [] });
  const token = app.token(app.install([repository]));
  const forge = openRevertForge(getOctokit(token, { baseUrl: github.origin }), name);
  return {
    github,
    repository,
    base,
    head,
    alice: client(github, alice.token).rest,
    git: (...args) => gitText(repository.directory, args),
    forge,
    token,
    async propose() {
      const range = await forge.history.range(base, head);
      return await proposeRevert(
        { range, regressions: [slowRow()], runUrl: 'https://example.test/run' },
        forge,
      );
    },
    [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
  };
}

const branches = ({ git }: Pushed) => git('branch', '--format=%(refname:short)');
const issueOf = ({ repository }: Pushed, number: number) => repository.repository.issues.get(number);

describe('the branch is still at the push', () => {
  test('one pull request whose tree is the tree before; the second run changes nothing', async () => {
    await using pushed = await push();
    const { git, base, head, repository } = pushed;
    expect(await pushed.propose()).toEqual({ kind: 'opened', pull: 1 });
    const branch = `perfcrew/revert-${head.slice(0, 12)}`;
    expect(await git('rev-parse', `${branch}^{tree}`)).toBe(await git('rev-parse', `${base}^{tree}`));
    expect(await git('rev-parse', `${branch}^`)).toBe(head);
    expect(await git('rev-parse', 'main')).toBe(head);
    expect(await git('log', '-1', '--format=%B', branch)).toMatch(
      new RegExp(`^Revert "Show more"\n\n[^]*work: duration \\+50 %\\.\n\nPerfcrew-Reverts: ${head}$`),
    );
    expect(issueOf(pushed, 1)).toMatchObject({
      title: 'Revert "Show more": work, duration +50 %',
      pull: { baseRef: 'main', headRef: branch },
    });
    const body = issueOf(pushed, 1)?.body ?? '';
    expect(body).toContain('| work | Duration | 40 ms | 60 ms | +50 % [42, 58] | 95 %, 24 pairs |');
    expect(body).toContain(`- ${head} Show more`);
    expect(body).toContain('To say no, close it.');
    expect(body).toContain('[this run](https://example.test/run)');

    const before = pushed.github.requests().length;
    expect(await pushed.propose()).toEqual({ kind: 'known', pull: 1 });
    const again = pushed.github.requests().slice(before);
    expect(again.filter(({ method, template }) => method !== 'GET' && template !== '/graphql')).toEqual([]);
    expect(repository.repository.issues.size).toBe(1);
  });

  test('closed is a no, for good; merged is done', async () => {
    await using pushed = await push();
    await pushed.propose();
    await pushed.alice.pulls.update({ ...name, pull_number: 1, state: 'closed' });
    expect(await pushed.propose()).toEqual({ kind: 'turned-down', pull: 1, merged: false });
    await pushed.alice.pulls.update({ ...name, pull_number: 1, state: 'open' });
    await pushed.alice.pulls.merge({ ...name, pull_number: 1 });
    expect(await pushed.propose()).toEqual({ kind: 'turned-down', pull: 1, merged: true });
    expect(pushed.repository.repository.issues.size).toBe(1);
  });

  test('a job that was stopped before it could open it goes on where it was; a branch of somebody else is left alone', async () => {
    await using pushed = await push();
    const { git, head, repository } = pushed;
    const { forge } = pushed;
    const forbidden = new Problem('forge-refused', {
      what: 'GitHub Actions is not permitted to create or approve pull requests.',
      mend: 'Grant `pull-requests: write` to the job or the App.',
    });
    const range = await forge.history.range(pushed.base, head);
    const branches = { ...forge.branches, open: () => Promise.reject(forbidden) };
    expect(
      await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, { ...forge, branches }),
    ).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/^The branch perfcrew\/revert-\w{12} was made to hold the revert\./),
      mend: expect.stringContaining('Allow GitHub Actions to create and approve pull requests'),
    });
    const branch = `perfcrew/revert-${head.slice(0, 12)}`;
    const tip = await git('rev-parse', branch);
    await repository.push({ 'mine.js': '1\n' }, { branch });
    expect(await pushed.propose()).toMatchObject({ kind: 'refused', why: expect.stringContaining(branch) });
    await git('update-ref', `refs/heads/${branch}`, tip);
    expect(await pushed.propose()).toEqual({ kind: 'opened', pull: 1 });
    expect(await git('rev-parse', branch)).toBe(tip);
  });

  test('the pull request of somebody else for the branch is left alone, and told', async () => {
    await using pushed = await push();
    const { forge, head, repository } = pushed;
    const forbidden = new Problem('forge-refused', { what: 'Not now.', mend: 'Later.' });
    const range = await forge.history.range(pushed.base, head);
    const branches = { ...forge.branches, open: () => Promise.reject(forbidden) };
    await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, { ...forge, branches });
    const branch = `perfcrew/revert-${head.slice(0, 12)}`;
    await pushed.alice.pulls.create({ ...name, head: branch, base: 'main', title: 'Back' });
    expect(await pushed.propose()).toEqual({
      kind: 'refused',
      why: expect.stringContaining(`A pull request already exists for alice:${branch}.`),
      mend: 'Go on with the pull request that is open, or close it and run the job again.',
    });
    expect(repository.repository.issues.size).toBe(1);
  });

  test.each(['POST /repos/{owner}/{repo}/git/refs', 'POST /repos/{owner}/{repo}/pulls'])(
    'another run that comes in between, before %s: one pull request',
    async (moment) => {
      await using pushed = await push();
      const { base, github, head, repository, token } = pushed;
      const octokit = getOctokit(token, { baseUrl: github.origin });
      let other: RevertOutcome | null = null;
      octokit.hook.before('request', async ({ method, url }) => {
        if (`${method} ${url}` === moment) other ??= await pushed.propose();
      });
      const forge = openRevertForge(octokit, name);
      const range = await forge.history.range(base, head);
      expect(await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, forge)).toEqual({
        kind: 'known',
        pull: 1,
      });
      expect(other).toEqual({ kind: 'opened', pull: 1 });
      expect(repository.repository.issues.size).toBe(1);
    },
  );

  test('a branch that is gone or renamed before the pull request is opened is told', async () => {
    await using pushed = await push();
    const { forge, git, head } = pushed;
    const branches: typeof forge.branches = {
      ...forge.branches,
      async open(pull) {
        await git('update-ref', '-d', `refs/heads/${pull.branch}`);
        return await forge.branches.open(pull);
      },
    };
    const range = await forge.history.range(pushed.base, head);
    expect(
      await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, { ...forge, branches }),
    ).toMatchObject({
      kind: 'refused',
      mend: 'Look whether both branches are still there, and run the job again.',
    });
  });

  test('a rule that forbids the branch is told as one, and nobody is sent to delete what is not there', async () => {
    await using pushed = await push();
    const { forge, head, base } = pushed;
    const range = await forge.history.range(base, head);
    const restorer: typeof forge.restorer = {
      restore: () => Promise.resolve({ status: 'refused', reason: 'Repository rule violations found' }),
    };
    expect(
      await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, { ...forge, restorer }),
    ).toEqual({
      kind: 'refused',
      why: 'Repository rule violations found',
      mend: 'Let workflows create branches that begin with `perfcrew/` (Settings → Rules), and run the job again.',
    });
  });

  test('a no outlives its hidden line: people may edit the text before they close it', async () => {
    await using pushed = await push();
    await pushed.propose();
    await pushed.alice.pulls.update({ ...name, pull_number: 1, body: 'No, thanks.', state: 'closed' });
    expect(await pushed.propose()).toEqual({ kind: 'turned-down', pull: 1, merged: false });
  });

  test('an issue that somebody edited in a browser is found again', async () => {
    await using pushed = await push({
      files: { ...SLOW, '.github/workflows/ci.yml': 'on: push\njobs: {}\n' },
    });
    await pushed.propose();
    const body = (issueOf(pushed, 1)?.body ?? '').replaceAll('\n', '\r\n');
    await pushed.alice.issues.update({ ...name, issue_number: 1, body, state: 'closed' });
    expect(await pushed.propose()).toMatchObject({ kind: 'handed-off', issue: 1, opened: false });
    expect(pushed.repository.repository.issues.size).toBe(1);
  });

  test("nobody's branch is taken for perfcrew's by its name", async () => {
    await using pushed = await push({ files: { 'README.md': 'More words\n' } });
    const { forge, repository } = pushed;
    await repository.push(SLOW, { branch: 'perfcrew/revert-me' });
    const { number } = await repository.openPullRequest({ head: 'perfcrew/revert-me' });
    await pushed.alice.pulls.merge({ ...name, pull_number: number });
    const range = await forge.history.range(pushed.head, await repository.tip('main'));
    expect(await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, forge)).toMatchObject({
      kind: 'opened',
    });
  });

  test('a push of a revert and more is for people', async () => {
    await using pushed = await push();
    const { forge, repository } = pushed;
    await pushed.propose();
    await pushed.alice.pulls.merge({ ...name, pull_number: 1 });
    const tip = await repository.push({ 'lib/b.js': 'bb\n' }, { message: 'More' });
    const range = await forge.history.range(pushed.head, tip);
    expect(await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, forge)).toMatchObject({
      kind: 'handed-off',
      why: expect.stringContaining('a revert that perfcrew proposed'),
    });
  });

  test('a token that may not write says which permission it lacks, and nothing is half done', async () => {
    await using pushed = await push({ rights: { contents: 'read', pull_requests: 'write' } });
    expect(await pushed.propose()).toMatchObject({
      kind: 'refused',
      mend: 'Grant `contents: write` to the job or the App.',
    });
    expect(await branches(pushed)).toBe('main');
  });

  test('workflows are for people: one issue, opened once', async () => {
    await using pushed = await push({
      files: { ...SLOW, '.github/workflows/ci.yml': 'on: push\njobs: {}\n' },
    });
    expect(await pushed.propose()).toMatchObject({ kind: 'handed-off', issue: 1, opened: true });
    expect(issueOf(pushed, 1)?.body).toContain('`.github/workflows/ci.yml`');
    await pushed.alice.issues.update({ ...name, issue_number: 1, state: 'closed' });
    expect(await pushed.propose()).toMatchObject({ kind: 'handed-off', issue: 1, opened: false });
    expect(await branches(pushed)).toBe('main');
    expect(pushed.repository.repository.issues.size).toBe(1);
  });

  test('the pull requests it came from are told, a merge as one commit', async () => {
    await using pushed = await push({ files: { 'README.md': 'More words\n' }, message: 'Write' });
    const { repository } = pushed;
    await repository.push(SLOW, { branch: 'change', message: 'One' });
    await repository.push({ 'lib/b.js': 'bb\n' }, { branch: 'change', message: 'Two' });
    const { number } = await repository.openPullRequest({ head: 'change', title: 'Faster @lists' });
    await pushed.alice.pulls.merge({ ...name, pull_number: number });
    const merged = { ...pushed, base: pushed.head, head: await repository.tip('main') };
    const { forge } = pushed;
    const range = await forge.history.range(merged.base, merged.head);
    const outcome = await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, forge);
    expect(outcome).toEqual({ kind: 'opened', pull: 2 });
    expect(issueOf(pushed, 2)?.title).toBe('Revert "Faster  lists": work, duration +50 %');
    expect(issueOf(pushed, 2)?.body).toMatch(new RegExp(`- ${merged.head} .* \\(#1\\)\n\nThis is`));
    expect(await pushed.git('rev-parse', `perfcrew/revert-${merged.head.slice(0, 12)}^{tree}`)).toBe(
      await pushed.git('rev-parse', `${merged.base}^{tree}`),
    );
    // A revert that people merged is not taken back in its turn, whatever it costs.
    await pushed.alice.pulls.merge({ ...name, pull_number: 2 });
    const back = await forge.history.range(merged.head, await repository.tip('main'));
    expect(await proposeRevert({ range: back, regressions: [slowRow()], runUrl: null }, forge)).toMatchObject(
      {
        kind: 'nothing',
        why: expect.stringContaining('itself a revert'),
      },
    );
  });
});

describe('the branch has moved on', () => {
  test('elsewhere: the files of the push are put back, added and deleted ones too, and nothing else', async () => {
    await using pushed = await push();
    const { git, head, repository } = pushed;
    const tip = await repository.push({ 'README.md': 'News\n', 'lib/d.js': 'd\n' });
    expect(await pushed.propose()).toEqual({ kind: 'opened', pull: 1 });
    const branch = `perfcrew/revert-${head.slice(0, 12)}`;
    expect(await git('rev-parse', `${branch}^`)).toBe(tip);
    expect(await git('diff', '--name-status', '--no-renames', 'main', branch)).toBe(
      'M\ta.js\nD\tlib/new/c.js\nA\tlib/old.js',
    );
    expect(await git('show', `${branch}:a.js`)).toBe('fast');
    expect(await git('show', `${branch}:README.md`)).toBe('News');
    expect(issueOf(pushed, 1)?.body).toContain('brings the 3 files of the push back');
  });

  test('a branch that an earlier run left is still right after the default branch moved on elsewhere', async () => {
    await using pushed = await push();
    const { forge, git, head, repository } = pushed;
    const forbidden = new Problem('forge-refused', { what: 'Not now.', mend: 'Later.' });
    const range = await forge.history.range(pushed.base, head);
    const branches = { ...forge.branches, open: () => Promise.reject(forbidden) };
    await proposeRevert({ range, regressions: [slowRow()], runUrl: null }, { ...forge, branches });
    const branch = `perfcrew/revert-${head.slice(0, 12)}`;
    const tip = await git('rev-parse', branch);
    await repository.push({ 'README.md': 'News\n' });
    expect(await pushed.propose()).toEqual({ kind: 'opened', pull: 1 });
    expect(await git('rev-parse', branch)).toBe(tip);
  });

  test('an issue somebody closed as fine stays the answer, whatever the branch does later', async () => {
    await using pushed = await push();
    const { repository } = pushed;
    await repository.push({ 'a.js': 'slow, but other\n' });
    expect(await pushed.propose()).toMatchObject({ kind: 'handed-off', issue: 1 });
    await pushed.alice.issues.update({ ...name, issue_number: 1, state: 'closed' });
    await repository.push({ 'a.js': 'slow\n' });
    expect(await pushed.propose()).toEqual({ kind: 'turned-down', pull: 1, merged: false });
    expect(repository.repository.issues.size).toBe(1);
  });

  test('over the same files: an issue says why and what to do', async () => {
    await using pushed = await push();
    await pushed.repository.push({ 'a.js': 'slow, but other\n' });
    expect(await pushed.propose()).toEqual({
      kind: 'handed-off',
      issue: 1,
      opened: true,
      why: 'Files of the push were changed again since.',
    });
    const body = issueOf(pushed, 1)?.body ?? '';
    expect(body).toContain('- `a.js`');
    expect(body).not.toContain('lib/old.js');
    expect(body).toContain('**What to do:**');
  });

  test('back to what it was, or away from the push: nothing', async () => {
    await using pushed = await push();
    const { base, git, repository } = pushed;
    await repository.push({ 'a.js': 'fast\n', 'lib/new/c.js': null, 'lib/old.js': 'old\n', 'x.js': 'x\n' });
    expect(await pushed.propose()).toMatchObject({
      kind: 'nothing',
      why: expect.stringContaining('as they were'),
    });
    await git('update-ref', 'refs/heads/main', base);
    expect(await pushed.propose()).toMatchObject({
      kind: 'nothing',
      why: expect.stringContaining('not on the branch'),
    });
    expect(repository.repository.issues.size).toBe(0);
  });
});
