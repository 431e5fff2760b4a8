// Keeps the test GitHub honest: every route's answer and every kind of event is held against the schemas GitHub publishes.
import { describe, expect, test } from 'vitest';
import { responseErrors } from './schema/check-response.ts';
import { deliveryErrors, webhookName } from './schema/check-delivery.ts';
import { routes } from './routes/routes.ts';
import { startTestGitHub } from './start-test-github.ts';
import { appJwt, client } from './test-client.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

const workflow = `
on:
  pull_request: {}
  workflow_dispatch: {}
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir out && echo hello > out/greeting.txt
      - uses: actions/upload-artifact@v4
        with: { name: greeting, path: out }
`;

describe('the schemas', () => {
  test('refuse what GitHub would never send', () => {
    const wrong = {
      method: 'GET',
      path: '/repos/alice/shop/pulls/1',
      template: '/repos/{owner}/{repo}/pulls/{pull_number}',
      caller: 'alice',
      requestBody: null,
      status: 200,
      responseBody: { number: 'one' },
      responseHeaders: {},
      answeredAtMs: 0,
    };
    expect(responseErrors(wrong)[0]).toContain("must have required property '_links'");
    expect(responseErrors({ ...wrong, status: 418 })[0]).toContain('never answers 418');
  });
});

test('every route answers and every event speaks as published', async () => {
  await using github = await startTestGitHub();
  await using receiver = await startWebhookReceiver();
  const alice = github.createUser('alice');
  const bob = github.createUser('bob');
  github.createUser('acme', 'Organization');
  const shop = await github.createRepository({
    owner: 'alice',
    name: 'shop',
    collaborators: { bob: 'maintain' },
    files: { 'README.md': '# Shop\n', 'src/a.ts': 'one\ntwo\n', '.github/workflows/ci.yml': workflow },
  });
  const app = github.createApp({
    slug: 'crew',
    permissions: {
      actions: 'write',
      checks: 'write',
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
    },
    events: [
      'push',
      'pull_request',
      'issues',
      'issue_comment',
      'check_run',
      'workflow_run',
      'workflow_job',
      'repository_dispatch',
    ],
  });
  app.setWebhook(receiver);
  const installation = app.install([shop]);
  const onAcme = app.install({ account: 'acme' });
  await shop.push({ 'src/a.ts': 'one\n2\n', 'src/b.ts': 'new\n' }, { branch: 'feature', by: bob });
  const pull = await shop.openPullRequest({ head: 'feature', by: bob });
  await github.idle();

  const own = { owner: 'alice', repo: 'shop' };
  const people = client(github, alice.token);
  const bot = client(github, app.token(installation));
  const itself = client(github, appJwt(app));

  // Repositories and people
  await people.request('GET /rate_limit');
  await people.request('GET /user');
  await people.request('GET /users/{username}', { username: 'bob' });
  await people.request('GET /repos/{owner}/{repo}', own);
  await people.request('GET /repos/{owner}/{repo}/branches', own);
  await people.request('GET /repos/{owner}/{repo}/branches/{branch}', { ...own, branch: 'feature' });
  await client(github, bob.token).request('POST /repos/{owner}/{repo}/forks', own);
  await bot.request('GET /repos/{owner}/{repo}/collaborators', own);
  await bot.request('GET /repos/{owner}/{repo}/collaborators/{username}', { ...own, username: 'bob' });
  await bot.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
    ...own,
    username: 'bob',
  });

  // Commits, files and the git database
  const sha = pull.pull.headSha;
  await bot.request('GET /repos/{owner}/{repo}/commits', own);
  await bot.request('GET /repos/{owner}/{repo}/commits/{ref}', { ...own, ref: sha });
  await bot.request('GET /repos/{owner}/{repo}/compare/{basehead}', { ...own, basehead: 'main...feature' });
  await bot.request('GET /repos/{owner}/{repo}/contents/', own);
  await bot.request('GET /repos/{owner}/{repo}/contents/{path}', { ...own, path: 'src' });
  const content = Buffer.from('by the API\n').toString('base64');
  const file = { ...own, path: 'notes.md', message: 'Note', branch: 'feature' };
  const written = await bot.request('PUT /repos/{owner}/{repo}/contents/{path}', { ...file, content });
  await bot.request('GET /repos/{owner}/{repo}/contents/{path}', {
    ...own,
    path: 'notes.md',
    ref: 'feature',
  });
  await bot.request('DELETE /repos/{owner}/{repo}/contents/{path}', {
    ...file,
    sha: written.data.content?.sha ?? '',
  });
  const blob = await bot.request('POST /repos/{owner}/{repo}/git/blobs', { ...own, content: 'text' });
  await bot.request('GET /repos/{owner}/{repo}/git/blobs/{workflowFilesha}', {
    ...own,
    workflowFilesha: blob.data.sha,
  });
  const tree = await bot.request('POST /repos/{owner}/{repo}/git/trees', {
    ...own,
    tree: [{ path: 'data.json', mode: '100644', type: 'blob', sha: blob.data.sha }],
  });
  await bot.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    ...own,
    tree_sha: 'main',
    recursive: '1',
  });
  const commit = await bot.request('POST /repos/{owner}/{repo}/git/commits', {
    ...own,
    message: 'Data',
    tree: tree.data.sha,
    parents: [],
  });
  await bot.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...own,
    commit_sha: commit.data.sha,
  });
  await bot.request('POST /repos/{owner}/{repo}/git/refs', {
    ...own,
    ref: 'refs/heads/data',
    sha: commit.data.sha,
  });
  await bot.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...own, ref: 'heads/data' });
  await bot.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ...own, ref: 'heads/' });
  await bot.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...own,
    ref: 'heads/data',
    sha: await shop.tip('main'),
    force: true,
  });
  await bot.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...own, ref: 'heads/data' });

  // Issues, comments, reactions, labels
  const issue = await people.request('POST /repos/{owner}/{repo}/issues', { ...own, title: 'Slow' });
  const onIssue = { ...own, issue_number: issue.data.number };
  const onPull = { ...own, issue_number: pull.number };
  await bot.request('GET /repos/{owner}/{repo}/issues', own);
  await bot.request('GET /repos/{owner}/{repo}/issues/{issue_number}', onPull);
  await bot.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...onIssue, state: 'closed' });
  await bot.request('POST /repos/{owner}/{repo}/labels', { ...own, name: 'fast', color: '00ff00' });
  await bot.request('GET /repos/{owner}/{repo}/labels', own);
  await bot.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...onPull,
    labels: ['slow'],
  });
  await bot.request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', onPull);
  await bot.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
    ...onPull,
    name: 'slow',
  });
  const comment = await bot.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...onPull,
    body: 'Hello',
  });
  const onComment = { ...own, comment_id: comment.data.id };
  await bot.request('GET /repos/{owner}/{repo}/issues/comments', own);
  await bot.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', onPull);
  await bot.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', onComment);
  await bot.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...onComment,
    body: 'Hello again',
  });
  const eyes = await bot.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
    ...onComment,
    content: 'eyes',
  });
  await bot.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', onComment);
  await bot.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}', {
    ...onComment,
    reaction_id: eyes.data.id,
  });
  const rocket = await bot.request('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions', {
    ...onPull,
    content: 'rocket',
  });
  await bot.request('GET /repos/{owner}/{repo}/issues/{issue_number}/reactions', onPull);
  await bot.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/reactions/{reaction_id}', {
    ...onPull,
    reaction_id: rocket.data.id,
  });
  await bot.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', onComment);

  // Check runs
  const check = await bot.request('POST /repos/{owner}/{repo}/check-runs', {
    ...own,
    name: 'perfcrew',
    head_sha: sha,
    output: {
      title: 'Slower',
      summary: 'By half',
      annotations: [
        { path: 'src/a.ts', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'here' },
      ],
    },
    actions: [{ label: 'Again', description: 'Measure again', identifier: 'again' }],
  });
  const onCheck = { ...own, check_run_id: check.data.id };
  await bot.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', onCheck);
  await bot.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...onCheck,
    conclusion: 'failure',
  });
  await bot.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', onCheck);
  await bot.request('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', onCheck);
  await bot.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...own, ref: sha });
  await bot.request('GET /repos/{owner}/{repo}/commits/{ref}/check-suites', { ...own, ref: sha });
  const suite = { ...own, check_suite_id: check.data.check_suite?.id ?? 0 };
  await bot.request('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}', suite);
  await bot.request('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs', suite);
  const run = github.checkRuns({ app: 'crew' })[0];
  if (run === undefined) throw new Error('The check run is not there.');
  await github.pressButton(run, { identifier: 'again', by: bob });

  // Actions
  const workflowFile = { ...own, workflow_id: 'ci.yml' };
  await bot.request('GET /repos/{owner}/{repo}/actions/workflows', own);
  await bot.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', workflowFile);
  await bot.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...workflowFile,
    ref: 'main',
  });
  await github.idle();
  await bot.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', workflowFile);
  await bot.request('GET /repos/{owner}/{repo}/actions/runs', own);
  const [first] = github.workflowRuns();
  if (first === undefined) throw new Error('No workflow ran.');
  const onRun = { ...own, run_id: first.id };
  await bot.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', onRun);
  await bot.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', onRun);
  const onJob = { ...own, job_id: first.jobs[0]?.id ?? 0 };
  await bot.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}', onJob);
  await bot.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', onJob);
  await bot.request('GET /repos/{owner}/{repo}/actions/artifacts', own);
  await bot.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', onRun);
  const onArtifact = { ...own, artifact_id: github.artifacts()[0]?.id ?? 0 };
  await bot.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}', onArtifact);
  await bot.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    ...onArtifact,
    archive_format: 'zip',
  });
  await bot.request('DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}', onArtifact);
  await bot.request('POST /repos/{owner}/{repo}/dispatches', {
    ...own,
    event_type: 'sample.collected',
    client_payload: { number: 1 },
  });
  await bot.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...workflowFile,
    ref: 'main',
  });
  const running = await github.until(() => github.workflowRuns().find((one) => one.status !== 'completed'));
  await bot.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', {
    ...own,
    run_id: running.id,
  });

  // Pull requests
  const numbered = { ...own, pull_number: pull.number };
  await bot.request('GET /repos/{owner}/{repo}/pulls', own);
  await bot.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', numbered);
  await bot.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', numbered);
  await bot.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', numbered);
  await bot.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { ...own, commit_sha: sha });
  await bot.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...numbered,
    title: 'Better',
    state: 'closed',
  });
  await bot.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...numbered, state: 'open' });
  await shop.push({ 'src/c.ts': 'more\n' }, { branch: 'feature', by: bob });
  await shop.push({ 'src/d.ts': 'other\n' }, { branch: 'second', by: bob });
  await bot.request('POST /repos/{owner}/{repo}/pulls', {
    ...own,
    title: 'Second',
    head: 'second',
    base: 'main',
  });
  await bot.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', numbered);

  // Reviews
  await shop.push({ 'src/e.ts': 'a\nb\n' }, { branch: 'third', by: bob });
  const third = await bot.request('POST /repos/{owner}/{repo}/pulls', {
    ...own,
    title: 'Third',
    head: 'third',
    base: 'main',
  });

  const lines = await bot.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    ...own,
    pull_number: third.data.number,
    event: 'COMMENT',
    body: 'Two things',
    comments: [
      { path: 'src/e.ts', line: 1, body: 'one' },
      { path: 'src/e.ts', start_line: 1, start_side: 'RIGHT', line: 2, side: 'RIGHT', body: 'two' },
    ],
  });
  if (lines.data.state !== 'COMMENTED') throw new Error('The review was not sent.');
  const onThird = { ...own, pull_number: third.data.number };
  await bot.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', onThird);
  await shop.push({ 'src/e.ts': 'a\nB\n' }, { branch: 'third', by: bob });
  const said = await bot.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/comments', onThird);
  await bot.request('GET /repos/{owner}/{repo}/pulls/comments', own);
  const onLine = { ...own, comment_id: said.data[0]?.id ?? 0 };
  await bot.request('GET /repos/{owner}/{repo}/pulls/comments/{comment_id}', onLine);
  await bot.request('PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}', { ...onLine, body: 'One' });
  await bot.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies', {
    ...onThird,
    ...onLine,
    body: 'Yes',
  });
  await bot.request('POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions', {
    ...onLine,
    content: '-1',
  });
  await bot.request('GET /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions', onLine);
  await bot.request('DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}', onLine);
  await bot.graphql('query { viewer { login } }');

  // The app about itself
  await itself.request('GET /app');
  await itself.request('GET /apps/{app_slug}', { app_slug: 'crew' });
  await itself.request('GET /app/installations');
  const one = { installation_id: installation.id };
  await itself.request('GET /app/installations/{installation_id}', one);
  const narrowed = await itself.request('POST /app/installations/{installation_id}/access_tokens', {
    ...one,
    repositories: ['shop'],
    permissions: { checks: 'read' },
  });
  await itself.request('GET /repos/{owner}/{repo}/installation', own);
  await itself.request('GET /users/{username}/installation', { username: 'alice' });
  await itself.request('GET /orgs/{org}/installation', { org: 'acme' });
  await bot.request('GET /installation/repositories');
  await client(github, narrowed.data.token).request('DELETE /installation/token');
  await itself.request('GET /app/hook/config');
  const deliveries = await itself.request('GET /app/hook/deliveries');
  const delivery = { delivery_id: Number(deliveries.data[0]?.id) };
  await itself.request('GET /app/hook/deliveries/{delivery_id}', delivery);
  await itself.request('POST /app/hook/deliveries/{delivery_id}/attempts', delivery);
  app.uninstall(onAcme);
  await github.idle();

  const walked = new Set(github.requests().map((record) => `${record.method} ${record.template}`));
  const all = routes.map((one) => `${one.method} ${one.template.replaceAll('*}', '}')}`);
  expect(all.filter((route) => !walked.has(route))).toEqual([]);
  // GraphQL is not in the document.
  const rest = github.requests().filter(({ template }) => template !== '/graphql');
  expect(rest.flatMap(responseErrors)).toEqual([]);

  expect([...new Set(github.deliveries().map(webhookName))].sort()).toMatchInlineSnapshot(`
    [
      "check-run-completed",
      "check-run-created",
      "check-run-requested-action",
      "check-run-rerequested",
      "installation-created",
      "installation-deleted",
      "issue-comment-created",
      "issue-comment-deleted",
      "issue-comment-edited",
      "issues-opened",
      "ping",
      "pull-request-closed",
      "pull-request-edited",
      "pull-request-labeled",
      "pull-request-opened",
      "pull-request-reopened",
      "pull-request-synchronize",
      "pull-request-unlabeled",
      "push",
      "repository-dispatch-sample.collected",
      "workflow-job-completed",
      "workflow-job-in-progress",
      "workflow-job-queued",
      "workflow-run-completed",
      "workflow-run-in-progress",
      "workflow-run-requested",
    ]
  `);
  expect(github.deliveries().flatMap(deliveryErrors)).toEqual([]);
  expect(receiver.received.every((one) => one.isSigned)).toBe(true);
});
