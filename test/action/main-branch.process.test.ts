// The workflow for the default branch as it stands: a slow push, its check run, and the pull request that takes it back.
import { describe, expect, test } from 'vitest';
import { gitText } from '../github/git/run-git.ts';
import { client } from '../github/test-client.ts';
import { logOf, stageGitHub, type StagedGitHub } from './staged-github.ts';
import { SLOW_FILES, TINY_CONFIG } from './tiny-repository.ts';

const AUTO = { '.github/perfcrew.yml': `${TINY_CONFIG}crew: { automation: auto }\n` };
const workflows = { 'main-branch.yml': 'perfcrew-main.yml' };

/** Ends of the jobs of the newest run, and what perfcrew wrote on the page of the last. */
function newest({ github }: StagedGitHub) {
  const run = github.workflowRuns().findLast(({ workflow }) => workflow.name === 'perfcrew main branch');
  if (run === undefined) throw new Error('The workflow did not run.');
  const ends = Object.fromEntries(run.jobs.map(({ key, conclusion }) => [key, conclusion]));
  const summary =
    run.jobs
      .find(({ key }) => key === 'revert')
      ?.steps.map((step) => step.summary)
      .join('') ?? '';
  return { run, ends, summary, log: logOf(run) };
}

describe('auto', () => {
  test('a slow push gets a check run and one pull request with the tree before it; asked again, the same one', async () => {
    await using staged = await stageGitHub({ workflows, files: AUTO });
    const { github, repository } = staged;
    const base = await repository.tip('main');
    // The first commit made the branch: there was nothing to compare it with.
    await github.idle();
    expect(staged.checks()).toEqual([]);

    const head = await repository.push(SLOW_FILES, { message: 'Show more' });
    await github.idle();
    const first = newest(staged);
    expect(first.ends, first.log).toEqual({
      plan: 'success',
      gates: 'success',
      report: 'success',
      revert: 'success',
    });
    expect(staged.checks().map(({ suite, conclusion }) => [suite.headSha, conclusion])).toEqual([
      [head, 'failure'],
    ]);
    expect(github.comments()).toEqual([]);
    const [pull, ...others] = [...repository.repository.issues.values()];
    expect(others, first.log).toEqual([]);
    expect(pull, first.log).toMatchObject({
      number: 1,
      title: expect.stringMatching(/^Revert "Show more": work, duration ×/),
      author: { login: 'github-actions[bot]' },
      pull: { baseRef: 'main' },
    });
    expect(pull?.body).toContain(`/actions/runs/${first.run.id}`);
    expect(first.summary).toContain('#1 proposes to revert the push');
    const git = (...args: readonly string[]) => gitText(repository.directory, args);
    expect(await git('rev-parse', `${pull?.pull?.headRef}^{tree}`)).toBe(
      await git('rev-parse', `${base}^{tree}`),
    );
    expect(await repository.tip('main')).toBe(head);

    // By hand with the two commits, once more; which may be cut short.
    const alice = client(github, github.createUser('alice').token).rest;
    const again = async () => {
      await alice.actions.createWorkflowDispatch({
        owner: 'alice',
        repo: 'shop',
        workflow_id: 'perfcrew-main.yml',
        ref: 'main',
        inputs: { base, head: head.slice(0, 12) },
      });
      await github.idle();
      return newest(staged);
    };
    expect((await again()).summary).toContain('#1 proposes to revert the push already');
    expect(repository.repository.issues.size).toBe(1);
  });
});

test('assisted: the check run, and nothing else', async () => {
  await using staged = await stageGitHub({ workflows });
  const { github, repository } = staged;
  await repository.push(SLOW_FILES);
  await github.idle();
  const { ends, summary, log } = newest(staged);
  expect(ends, log).toMatchObject({ report: 'success', revert: 'success' });
  expect(staged.checks().map(({ conclusion }) => conclusion)).toEqual(['failure']);
  expect(summary).toBe('');
  expect(repository.repository.issues.size).toBe(0);
  expect(await gitText(repository.directory, ['branch', '--format=%(refname:short)'])).toBe('main');
});
