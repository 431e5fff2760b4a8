// Check runs: their limits, how annotations add up, and their buttons.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RepositoryHandle } from './handles/repository-handle.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { client, statusOf } from './test-client.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const own = { owner: 'alice', repo: 'shop' };
let github: TestGitHub;
let receiver: WebhookReceiver;
let shop: RepositoryHandle;
let api: ReturnType<typeof client>;
let head: string;

beforeAll(async () => {
  github = await startTestGitHub();
  receiver = await startWebhookReceiver();
  shop = await github.createRepository({
    owner: 'alice',
    name: 'shop',
    collaborators: { bob: 'write' },
    files: { a: '1\n' },
  });
  const app = github.createApp({ slug: 'crew', permissions: { checks: 'write' }, events: [] });
  app.setWebhook(receiver);
  api = client(github, app.token(app.install([shop])));
  head = await shop.push({ b: '1\n' }, { branch: 'feature' });
  await shop.openPullRequest({ head: 'feature' });
});

afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
});

const annotations = (count: number, start = 0) =>
  Array.from({ length: count }, (_, at) => ({
    path: 'b',
    start_line: start + at + 1,
    end_line: start + at + 1,
    annotation_level: 'warning' as const,
    message: `note ${start + at}`,
  }));
const check = (output: object, more: object = {}) =>
  statusOf(
    api.checks.create({
      ...own,
      name: 'perf',
      head_sha: head,
      ...more,
      output: { title: 't', summary: 's', ...output },
    }),
  );

test.each([
  [
    '51 annotations',
    { annotations: annotations(51) },
    {},
    '422 Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.',
  ],
  ['50 annotations', { annotations: annotations(50) }, {}, '201'],
  [
    'a summary of 65,536 characters',
    { summary: 'x'.repeat(65_536) },
    {},
    '422 Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.',
  ],
  ['a summary of 65,535 characters', { summary: 'x'.repeat(65_535) }, {}, '201'],
  [
    'a text of 65,536 characters',
    { text: 'x'.repeat(65_536) },
    {},
    '422 Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.',
  ],
  ['no summary', { summary: undefined }, {}, '422 Invalid request.\n\n"summary" wasn\'t supplied.'],
  [
    'a long label',
    {},
    { actions: [{ label: 'x'.repeat(21), description: 'd', identifier: 'i' }] },
    '422 Invalid request.\n\nOnly 20 characters are allowed; 21 were supplied.',
  ],
  [
    'four buttons',
    {},
    { actions: ['a', 'b', 'c', 'd'].map((identifier) => ({ label: 'l', description: 'd', identifier })) },
    '422 Invalid request.\n\nNo more than 3 items are allowed; 4 were supplied.',
  ],
  ['an unknown commit', {}, { head_sha: 'a'.repeat(40) }, `422 No commit found for SHA: ${'a'.repeat(40)}`],
  [
    'a completed run without conclusion',
    {},
    { status: 'completed' },
    '422 Invalid request.\n\n"conclusion" wasn\'t supplied.',
  ],
])('%s', async (_, output, more, wanted) => {
  expect(await check(output, more)).toBe(wanted);
});

test('annotations add up over updates and come back in pages', async () => {
  const output = { title: 't', summary: 's' };
  const { data } = await api.checks.create({
    ...own,
    name: 'many',
    head_sha: head,
    output: { ...output, annotations: annotations(50) },
  });
  const at = { ...own, check_run_id: data.id };
  await api.checks.update({ ...at, output: { ...output, annotations: annotations(50, 50) } });
  await api.checks.update({
    ...at,
    conclusion: 'neutral',
    output: { ...output, annotations: annotations(5, 100) },
  });
  expect((await api.checks.get(at)).data).toMatchObject({
    status: 'completed',
    conclusion: 'neutral',
    output: { annotations_count: 105 },
  });
  const all = await api.paginate(api.checks.listAnnotations, { ...at, per_page: 100 });
  expect(all.map((one) => one.message)).toEqual(annotations(105).map((one) => one.message));
});

test('of runs with one name the newest is listed, with its app and its pull request', async () => {
  await api.checks.create({ ...own, name: 'twice', head_sha: head });
  const { data } = await api.checks.create({ ...own, name: 'twice', head_sha: head });
  const listed = await api.checks.listForRef({ ...own, ref: 'feature', check_name: 'twice' });
  expect(listed.data.check_runs).toMatchObject([
    { id: data.id, app: { slug: 'crew' }, pull_requests: [{ number: 1 }] },
  ]);
});

test('a run on the head of a fork names no pull request', async () => {
  const carol = github.createUser('carol');
  const fork = await shop.fork(carol);
  const sha = await fork.push({ c: '1\n' }, { branch: 'idea' });
  await shop.openPullRequest({ head: 'idea', from: fork, by: carol });
  const { data } = await api.checks.create({ ...own, name: 'perf', head_sha: sha });
  expect(data.pull_requests).toEqual([]);
});

test('a button tells the app which one it was, and only people who may write see it', async () => {
  const button = { label: 'Again', description: 'Measure again', identifier: 'again' };
  const { data } = await api.checks.create({
    ...own,
    name: 'buttons',
    head_sha: head,
    conclusion: 'failure',
    actions: [button],
  });
  const run = github.checkRuns({ app: 'crew' }).find((one) => one.id === data.id);
  if (run === undefined) throw new Error('The check run is not there.');
  await github.pressButton(run, { identifier: 'again', by: github.createUser('bob') });
  await github.idle();
  const heard = receiver.received.find((one) => one.payload['action'] === 'requested_action');
  expect(heard).toMatchObject({
    event: 'check_run',
    isSigned: true,
    payload: {
      requested_action: { identifier: 'again' },
      check_run: { id: data.id },
      sender: { login: 'bob' },
    },
  });
  await expect(
    github.pressButton(run, { identifier: 'other', by: github.createUser('bob') }),
  ).rejects.toThrow('shows no button other; it has: again.');
  await expect(
    github.pressButton(run, { identifier: 'again', by: github.createUser('eve') }),
  ).rejects.toThrow('sees no buttons');
});
