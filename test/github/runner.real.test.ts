// Workflows on the runner: dispatch, matrices, built actions, tokens of jobs, forks, and artifacts from one workflow to the next.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileChanges } from './git/push-as.ts';
import type { WorkflowRun } from './model/workflow-run.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { client, statusOf } from './test-client.ts';

let github: TestGitHub;
let action: string;

const actionManifest = `
name: greet
inputs:
  who: { description: whom to greet, default: "\${{ github.actor }}" }
  token: { description: a token, default: "\${{ github.token }}" }
outputs:
  greeting: { description: what was said }
runs: { using: node24, main: dist/main.js, post: dist/post.js }
`;
const actionMain = `
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
const { env } = process;
const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const answer = await fetch(env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY + '/check-runs', {
  method: 'POST',
  headers: { authorization: 'token ' + env.INPUT_TOKEN, 'user-agent': 'greet' },
  body: JSON.stringify({ name: 'greeting', head_sha: event.pull_request?.head.sha ?? env.GITHUB_SHA, conclusion: 'success' }),
});
appendFileSync(env.GITHUB_OUTPUT, 'greeting<<END\\nHello ' + env.INPUT_WHO + '\\nEND\\nstatus=' + answer.status + '\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# Greeted ' + env.INPUT_WHO + '\\n');
appendFileSync(env.GITHUB_STATE, 'seen=' + env.INPUT_WHO + '\\n');
console.log('::warning file=a.ts,line=3::Look here');
console.log('token is ' + env.INPUT_TOKEN);
console.log('modules ' + existsSync('node_modules') + ' stray ' + (env.STRAY ?? 'none') + ' node ' + process.versions.node.split('.')[0]);
`;

beforeAll(async () => {
  process.env['STRAY'] = 'leaked';
  action = await mkdtemp(join(tmpdir(), 'perfcrew-action-'));
  await mkdir(join(action, 'dist'));
  await writeFile(join(action, 'action.yml'), actionManifest);
  await writeFile(join(action, 'package.json'), '{"type":"module"}');
  await writeFile(join(action, 'dist/main.js'), actionMain);
  await writeFile(join(action, 'dist/post.js'), 'console.log("post saw " + process.env.STATE_seen);');
  github = await startTestGitHub({ actions: { 'perfcrew/greet': action } });
});

afterAll(async () => {
  delete process.env['STRAY'];
  await github[Symbol.asyncDispose]();
  await rm(action, { recursive: true, force: true });
});

let made = 0;
const repositoryWith = (files: FileChanges) =>
  github.createRepository({ owner: 'alice', name: `shop-${++made}`, files: { 'a.ts': '1\n', ...files } });
const last = (name: string): WorkflowRun => {
  const run = github.workflowRuns().findLast((one) => one.workflow.name === name);
  if (run === undefined) throw new Error(`No workflow ${name} ran.`);
  return run;
};
const told = (run: WorkflowRun) => ({
  conclusion: run.conclusion,
  jobs: run.jobs.map((job) => `${job.name}: ${job.conclusion}`),
});

test('a dispatch with inputs runs jobs in order, a matrix from outputs, and a built action', async () => {
  const shop = await repositoryWith({
    '.github/workflows/greet.yml': `
name: dispatched
on:
  workflow_dispatch:
    inputs:
      names: { required: true, type: string }
      loud: { type: boolean, default: false }
permissions: { contents: read }
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs:
      matrix: \${{ steps.plan.outputs.matrix }}
    steps:
      - id: plan
        env: { NAMES: "\${{ inputs.names }}" }
        run: echo "matrix={\\"name\\":$NAMES}" >> "$GITHUB_OUTPUT"
  greet:
    needs: plan
    name: greet \${{ matrix.name }}
    runs-on: ubuntu-latest
    permissions: { checks: write }
    strategy:
      matrix: \${{ fromJSON(needs.plan.outputs.matrix) }}
    outputs: { greeting: "\${{ steps.say.outputs.greeting }}", status: "\${{ steps.say.outputs.status }}" }
    steps:
      - id: say
        uses: perfcrew/greet@0123456789012345678901234567890123456789
        with: { who: "\${{ matrix.name }}" }
      - if: inputs.loud
        run: exit 1
  after:
    needs: [plan, greet]
    if: always() && needs.greet.result == 'success'
    runs-on: ubuntu-latest
    steps:
      - run: test "$SAID" = "Hello bob"
        env: { SAID: "\${{ needs.greet.outputs.greeting }}" }
`,
  });
  const api = client(github, github.createUser('alice').token);
  const at = { owner: 'alice', repo: shop.repository.name, workflow_id: 'greet.yml', ref: 'main' };
  expect(await statusOf(api.actions.createWorkflowDispatch(at))).toBe(
    "422 Required input 'names' not provided",
  );
  expect(
    await statusOf(api.actions.createWorkflowDispatch({ ...at, inputs: { names: '[]', other: 'x' } })),
  ).toBe('422 Unexpected inputs provided: ["other"]');
  await api.actions.createWorkflowDispatch({ ...at, inputs: { names: '["alice","bob"]' } });
  await github.idle();

  const run = last('dispatched');
  expect(told(run)).toEqual({
    conclusion: 'success',
    jobs: ['plan: success', 'greet alice: success', 'greet bob: success', 'after: success'],
  });
  const greet = run.jobs[2];
  expect(greet?.outputs).toEqual({ greeting: 'Hello bob', status: '201' });
  expect(greet?.permissions).toEqual({ metadata: 'read', checks: 'write' });
  expect(greet?.steps[0]?.summary).toBe('# Greeted bob\n');
  expect(greet?.log).toContain('post saw bob');
  expect(greet?.log).toContain('token is ***');
  expect(greet?.log).toContain('modules false stray none node 24');
  expect(greet?.checkRun.annotations).toMatchObject([
    { path: 'a.ts', start_line: 3, annotation_level: 'warning', message: 'Look here' },
  ]);
  expect(github.checkRuns({ app: 'github-actions' }).some((one) => one.name === 'greeting')).toBe(true);
});

test('a token of a job ends with the job and has only what it was given', async () => {
  await repositoryWith({
    '.github/workflows/token.yml': `
name: token
on: push
permissions: { contents: read }
jobs:
  leak:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          code=$(curl -s -o /dev/null -w '%{http_code}' -X POST -H "authorization: token $TOKEN" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues" -d '{"title":"x"}')
          test "$code" = 403
          git config --get-regexp extraheader | base64 > token.txt
          git push origin HEAD:refs/heads/pushed && exit 1
          echo "::notice::refused"
        env: { TOKEN: "\${{ github.token }}" }
      - run: cat token.txt | base64 -d | sed 's/.*basic //' | base64 -d | sed 's/.*://' | rev
`,
  });
  await github.idle();
  const run = last('token');
  expect(told(run)).toEqual({ conclusion: 'success', jobs: ['leak: success'] });
  const line = run.jobs[0]?.log.split('\n').find((one) => one.endsWith('_shg')) ?? '';
  const token = line.split('').toReversed().join('');
  expect(token).toMatch(/^ghs_/);
  expect(await statusOf(client(github, token).rateLimit.get())).toBe('401 Bad credentials');
});

test('a pull request of a fork runs without secrets and with a reading token, and the pair by workflow_run publishes', async () => {
  const shop = await repositoryWith({
    '.github/workflows/measure.yml': `
name: measure
on: pull_request
permissions: { contents: write, checks: write }
jobs:
  measure:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { persist-credentials: false }
      - run: |
          test -z "$KEY"; test "$(cat a.ts)" = "from the fork"
          test -z "$(git config --get-regexp extraheader)"
          mkdir -p out/deep && echo '{"ok":true}' > out/deep/result.json && echo hidden > out/.hidden
        env: { KEY: "\${{ secrets.MODEL_KEY }}" }
      - uses: perfcrew/greet@v1
        id: greet
      - run: test "\${{ steps.greet.outputs.status }}" = 403
      - uses: actions/upload-artifact@v4
        with: { name: result, path: out, if-no-files-found: error }
`,
    '.github/workflows/publish.yml': `
name: publish
on:
  workflow_run: { workflows: [measure], types: [completed] }
permissions: {}
jobs:
  publish:
    if: github.event.workflow_run.conclusion == 'success'
    runs-on: ubuntu-latest
    permissions: { actions: read, issues: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: result, path: in, run-id: "\${{ github.event.workflow_run.id }}", github-token: "\${{ github.token }}" }
      - run: test "$(ls -A in)" = deep && test "$(cat in/deep/result.json)" = '{"ok":true}' && test "$KEY" = k3y
        env: { KEY: "\${{ secrets.MODEL_KEY }}" }
      - run: |
          curl -sf -H "authorization: token \${{ github.token }}" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/1/comments" -d '{"body":"Measured"}'
      - uses: actions/checkout@v4
        with: { ref: "\${{ github.event.workflow_run.head_sha }}" }
`,
  });
  shop.setSecret('MODEL_KEY', 'k3y');
  const carol = github.createUser('carol');
  const fork = await shop.fork(carol);
  await fork.push({ 'a.ts': 'from the fork\n' }, { branch: 'idea' });
  const pull = await shop.openPullRequest({ head: 'idea', from: fork, by: carol });
  await github.idle();

  const measured = last('measure');
  expect(told(measured)).toEqual({ conclusion: 'success', jobs: ['measure: success'] });
  expect(measured).toMatchObject({
    headSha: pull.pull.headSha,
    sha: pull.pull.mergeSha,
    ref: 'refs/pull/1/merge',
  });
  expect(measured.jobs[0]?.permissions).toEqual({ metadata: 'read', contents: 'read', checks: 'read' });
  // The last step asks for the fork's code in a workflow with secrets, and is refused.
  const published = last('publish');
  expect(published.jobs[0]?.steps.map((step) => step.conclusion)).toEqual([
    'success',
    'success',
    'success',
    'failure',
  ]);
  expect(published.jobs[0]?.log).toContain('Refusing to check out');
  expect(
    github
      .comments()
      .filter((one) => one.issue === pull)
      .map((one) => [one.author.login, one.body]),
  ).toEqual([['github-actions[bot]', 'Measured']]);
});

test('a failing step fails its job, always() still runs, and what needs it is skipped', async () => {
  await repositoryWith({
    '.github/workflows/fail.yml': `
name: failing
on: { push: { branches: [main], paths: ['*.ts'] } }
jobs:
  first:
    runs-on: ubuntu-latest
    steps:
      - run: exit 3
        continue-on-error: true
        id: soft
      - run: test "\${{ steps.soft.outcome }} \${{ steps.soft.conclusion }}" = "failure success"
      - run: false
      - run: echo never
      - if: always()
        run: echo "cleaned \${{ job.status }}"
  second: { needs: first, runs-on: ubuntu-latest, steps: [{ run: echo no }] }
  third: { needs: second, if: failure(), runs-on: ubuntu-latest, steps: [{ run: echo yes }] }
`,
  });
  await github.idle();
  const run = last('failing');
  expect(told(run)).toEqual({
    conclusion: 'failure',
    jobs: ['first: failure', 'second: skipped', 'third: success'],
  });
  expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual([
    'success',
    'success',
    'failure',
    'skipped',
    'success',
  ]);
  expect(run.jobs[0]?.log).toContain('cleaned failure');
  expect(run.jobs[0]?.checkRun.annotations.at(-1)?.message).toBe('Process completed with exit code 1.');
});

test('cancelling kills what runs, and a newer run of a group takes the place of the older', async () => {
  const shop = await repositoryWith({
    '.github/workflows/slow.yml': `
name: slow
on: workflow_dispatch
concurrency: { group: one, cancel-in-progress: true }
jobs:
  wait: { runs-on: ubuntu-latest, steps: [{ run: 'echo started; sleep 300' }] }
`,
  });
  const api = client(github, github.createUser('alice').token);
  const at = { owner: 'alice', repo: shop.repository.name };
  const dispatch = () => api.actions.createWorkflowDispatch({ ...at, workflow_id: 'slow.yml', ref: 'main' });
  const runs = () => github.workflowRuns().filter((one) => one.workflow.name === 'slow');
  const started = (index: number) =>
    github.until(() => (runs()[index]?.jobs[0]?.status === 'in_progress' ? true : undefined));
  await dispatch();
  await started(0);
  await dispatch();
  await started(1);
  expect(runs()[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  await api.actions.cancelWorkflowRun({ ...at, run_id: runs()[1]?.id ?? 0 });
  await github.idle();
  expect(runs()[1]).toMatchObject({ conclusion: 'cancelled', jobs: [{ conclusion: 'cancelled' }] });
});

test('an action in a repository of this GitHub runs too, composite ones included', async () => {
  await github.createRepository({
    owner: 'alice',
    name: 'outer',
    files: {
      'action.yml': `
inputs: { name: { default: nobody } }
outputs: { said: { value: "\${{ steps.inner.outputs.greeting }}!" } }
runs:
  using: composite
  steps:
    - id: inner
      uses: perfcrew/greet@v1
      with: { who: "\${{ inputs.name }} and \${{ github.actor }}" }
`,
    },
  });
  await repositoryWith({
    '.github/workflows/use.yml': `
name: composite
on: push
jobs:
  use:
    runs-on: ubuntu-latest
    steps:
      - { id: outer, uses: alice/outer@main, with: { name: bob } }
      - run: test "\${{ steps.outer.outputs.said }}" = "Hello bob and alice!"
`,
  });
  await github.idle();
  expect(told(last('composite'))).toEqual({ conclusion: 'success', jobs: ['use: success'] });
});

test('a schedule starts what waits for one', async () => {
  const shop = await repositoryWith({
    '.github/workflows/nightly.yml': `
name: nightly
on: { schedule: [{ cron: '0 3 * * *' }] }
jobs: { look: { runs-on: ubuntu-latest, steps: [{ run: 'test "$GITHUB_REF" = refs/heads/main' }] } }
`,
  });
  await github.runSchedules(shop);
  await github.idle();
  expect(last('nightly')).toMatchObject({ event: 'schedule', conclusion: 'success', headBranch: 'main' });
});
