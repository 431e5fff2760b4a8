// Every workflow that is shipped, run as it stands on the test GitHub's runner: a workflow nobody has run is a guess.
import { describe, expect, test } from 'vitest';
import { unzip } from '../github/zip.ts';
import { logOf, stageGitHub, type StagedGitHub } from './staged-github.ts';
import { SAME_FILES, SLOW_FILES, TINY_CONFIG } from './tiny-repository.ts';

const conclusions = (staged: StagedGitHub) =>
  staged.checks().map(({ name, suite, conclusion }) => ({ name, headSha: suite.headSha, conclusion }));

describe('one-job.yml', () => {
  test('a slower change fails the job and the check run, with a comment, a summary and the documents', async () => {
    await using staged = await stageGitHub({ workflows: { 'one-job.yml': 'perfcrew.yml' } });
    const { number, headSha } = await staged.propose(SLOW_FILES);
    await staged.github.idle();
    const run = staged.run('perfcrew');
    expect(run.conclusion, logOf(run)).toBe('failure');
    expect(conclusions(staged)).toEqual([{ name: 'perfcrew', headSha, conclusion: 'failure' }]);
    const [check] = staged.checks();
    expect(check?.title).toMatch(/work/);
    // Nobody listens to buttons of a workflow's check run.
    expect(check?.actions).toEqual([]);
    const [comment, ...others] = staged.github.comments({ number });
    expect(others).toEqual([]);
    expect(comment?.author.login).toBe('github-actions[bot]');
    expect(comment?.body).toMatch(/^<!-- perfcrew:report -->\n/);
    const step = run.jobs[0]?.steps.find(({ outputs }) => outputs['verdict'] !== undefined);
    expect(step?.outputs).toMatchObject({
      verdict: 'fail',
      'exit-code': '1',
      regressions: '1',
      findings: '1',
    });
    expect(step?.outputs['comment-body']).toContain('<!-- perfcrew:report -->');
    expect(step?.summary).toContain('work');
    const archive = staged.github.artifacts()[0]?.zip ?? Buffer.alloc(0);
    const paths = (await unzip(archive)).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['report.md', 'report.html', 'report.sarif', 'report.json']),
    );
  });

  test('a change that changes nothing passes without a comment, and a push edits nothing', async () => {
    await using staged = await stageGitHub({
      workflows: { 'one-job.yml': 'perfcrew.yml' },
      files: { '.github/perfcrew.yml': TINY_CONFIG.replace('node work.js', 'node --version') },
    });
    const { number, headSha } = await staged.propose(SAME_FILES);
    await staged.github.idle();
    const run = staged.run('perfcrew');
    expect(run.conclusion, logOf(run)).toBe('success');
    expect(conclusions(staged)).toEqual([{ name: 'perfcrew', headSha, conclusion: 'success' }]);
    expect(staged.github.comments({ number })).toEqual([]);
  });

  test('a pull request from a fork gets its report in the job’s summary: its token may only read', async () => {
    await using staged = await stageGitHub({ workflows: { 'one-job.yml': 'perfcrew.yml' } });
    const { github } = staged;
    await proposeAsStranger(staged, SLOW_FILES);
    await github.idle();
    const run = staged.run('perfcrew');
    expect(run.conclusion, logOf(run)).toBe('failure');
    expect(staged.checks()).toEqual([]);
    expect(github.comments()).toEqual([]);
    const step = run.jobs[0]?.steps.find(({ summary }) => summary !== '');
    expect(step?.outputs).toMatchObject({ verdict: 'fail', 'exit-code': '1' });
    expect(step?.log).toContain('Grant `checks: write` to the job or the App.');
  });
});

test('matrix.yml: a plan, a job for each gate, and a last one that answers', async () => {
  await using staged = await stageGitHub({ workflows: { 'matrix.yml': 'perfcrew.yml' } });
  const { headSha } = await staged.propose(SLOW_FILES);
  await staged.github.idle();
  const run = staged.run('perfcrew');
  expect(
    run.jobs.map(({ name, conclusion }) => [name, conclusion]),
    logOf(run),
  ).toEqual([
    ['plan', 'success'],
    ['command', 'success'],
    ['static-security', 'success'],
    ['report', 'failure'],
  ]);
  expect(conclusions(staged)).toEqual([{ name: 'perfcrew', headSha, conclusion: 'failure' }]);
  const read = { metadata: 'read', contents: 'read' };
  expect(run.jobs.map(({ permissions }) => permissions)).toEqual([
    read,
    read,
    read,
    { ...read, checks: 'write', pull_requests: 'write' },
  ]);
});

describe('fork-safe-measure.yml and fork-safe-publish.yml', () => {
  const pair = {
    'fork-safe-measure.yml': 'perfcrew-measure.yml',
    'fork-safe-publish.yml': 'perfcrew-publish.yml',
  };

  test('a stranger’s change is measured without rights and answered with them', async () => {
    await using staged = await stageGitHub({ workflows: pair });
    const { number, headSha } = await proposeAsStranger(staged, SLOW_FILES);
    await staged.github.idle();
    const [measured, published] = [staged.run('perfcrew measure'), staged.run('perfcrew publish')];
    expect(measured.conclusion, logOf(measured)).toBe('success');
    expect(published.conclusion, logOf(published)).toBe('success');
    expect(conclusions(staged)).toEqual([{ name: 'perfcrew', headSha, conclusion: 'failure' }]);
    expect(staged.github.comments({ number })[0]?.body).toContain('work');
  });

  test('a forged artifact changes neither which pull request is answered nor into a pass', async () => {
    await using staged = await stageGitHub({ workflows: pair });
    const victim = await staged.propose({ 'README.md': 'Words' }, 'victim');
    await staged.github.idle();
    const before = staged.checks().length;
    const forgery = `name: perfcrew measure
on: pull_request
jobs:
  measure:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          mkdir -p .perfcrew/measurements
          echo '{"number": ${victim.number}, "head": {"sha": "${victim.headSha}"}}' > .perfcrew/pull-request.json
          echo '{"verdict": "pass"}' > .perfcrew/report.json
          echo 'not JSON' > .perfcrew/measurements/command-work.json
          ln -s /etc/passwd .perfcrew/measurements/linked.json
          head -c 9000000 /dev/zero > .perfcrew/measurements/large.json
      - uses: actions/upload-artifact@v7
        with: { name: perfcrew, path: .perfcrew, include-hidden-files: true }
`;
    const stranger = await proposeAsStranger(staged, {
      ...SLOW_FILES,
      '.github/workflows/perfcrew-measure.yml': forgery,
    });
    await staged.github.idle();
    const answered = staged.checks().slice(before);
    expect(answered.map(({ suite, conclusion }) => ({ headSha: suite.headSha, conclusion }))).toEqual([
      { headSha: stranger.headSha, conclusion: 'neutral' },
    ]);
    expect(answered[0]?.summary).toContain('are no measurements and were refused');
  });
});

test('monorepo.yml: each app has a configuration and a check run of its own', async () => {
  const app = (name: string): string => TINY_CONFIG.replaceAll('work', name);
  await using staged = await stageGitHub({
    workflows: { 'monorepo.yml': 'perfcrew.yml' },
    files: {
      '.github/perfcrew.api.yml': app('apps/api/work').replace('name: apps/api/work', 'name: api work'),
      '.github/perfcrew.web.yml': app('apps/web/work').replace('name: apps/web/work', 'name: web work'),
      'apps/api/work.js': '',
      'apps/web/work.js': '',
    },
  });
  const { headSha } = await staged.propose({ 'apps/api/work.js': SLOW_FILES['work.js'] });
  await staged.github.idle();
  const run = staged.run('perfcrew');
  expect(
    conclusions(staged).toSorted((one, other) => one.name.localeCompare(other.name)),
    logOf(run),
  ).toEqual([
    { name: 'perfcrew (api)', headSha, conclusion: 'failure' },
    { name: 'perfcrew (web)', headSha, conclusion: expect.stringMatching(/success|neutral/) },
  ]);
  expect(staged.github.comments()).toEqual([]);
});

async function proposeAsStranger(
  { github, repository }: StagedGitHub,
  files: Parameters<StagedGitHub['propose']>[0],
): Promise<{ readonly number: number; readonly headSha: string }> {
  const bob = github.createUser('bob');
  const fork = await repository.fork(bob);
  const headSha = await fork.push(files, { branch: 'change', by: bob });
  const { number } = await repository.openPullRequest({ head: 'change', from: fork, by: bob });
  return { number, headSha };
}
