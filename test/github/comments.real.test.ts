// Comments and reactions as a bot and people use them together.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { client, statusOf } from './test-client.ts';

const own = { owner: 'alice', repo: 'shop' };
const onPull = { ...own, issue_number: 1 };
let github: TestGitHub;
let people: ReturnType<typeof client>;
let bot: ReturnType<typeof client>;

beforeAll(async () => {
  github = await startTestGitHub();
  const shop = await github.createRepository({ owner: 'alice', name: 'shop', files: { a: '1\n' } });
  await shop.push({ a: '2\n' }, { branch: 'feature' });
  await shop.openPullRequest({ head: 'feature' });
  const app = github.createApp({ slug: 'crew', permissions: { pull_requests: 'write' }, events: [] });
  people = client(github, github.createUser('alice').token);
  bot = client(github, app.token(app.install([shop])));
});

afterAll(() => github[Symbol.asyncDispose]());

test('a bot speaks under its own name, edits what it said, and is known by its app', async () => {
  const { data } = await bot.issues.createComment({ ...onPull, body: 'Measuring' });
  expect(data).toMatchObject({
    user: { login: 'crew[bot]', type: 'Bot' },
    performed_via_github_app: { slug: 'crew' },
  });
  github.clock.advance(5000);
  await bot.issues.updateComment({ ...own, comment_id: data.id, body: 'Measured' });
  const [comment] = github.comments({ number: 1 });
  expect(comment?.body).toBe('Measured');
  expect((comment?.updatedAt.getTime() ?? 0) - (comment?.createdAt.getTime() ?? 0)).toBeGreaterThanOrEqual(
    5000,
  );
});

test('the same reaction twice is one, and nobody takes away that of another', async () => {
  const { data } = await people.issues.createComment({ ...onPull, body: '/perfcrew help' });
  const at = { ...own, comment_id: data.id };
  const eyes = await bot.reactions.createForIssueComment({ ...at, content: 'eyes' });
  expect(eyes.status).toBe(201);
  expect((await bot.reactions.createForIssueComment({ ...at, content: 'eyes' })).status).toBe(200);
  await people.reactions.createForIssueComment({ ...at, content: '+1' });
  const comment = github.comments().find((one) => one.id === data.id);
  expect(comment === undefined ? [] : github.reactions(comment)).toEqual(['crew[bot] eyes', 'alice +1']);
  const take = { ...at, reaction_id: eyes.data.id };
  expect(await statusOf(people.reactions.deleteForIssueComment(take))).toBe(
    '403 You do not have access to this resource.',
  );
  expect(await statusOf(bot.reactions.deleteForIssueComment(take))).toBe('204');
});

test('a stranger edits only what is his own', async () => {
  const stranger = client(github, github.createUser('stranger').token);
  const mine = await stranger.issues.createComment({ ...onPull, body: 'Mine' });
  const theirs = await people.issues.createComment({ ...onPull, body: 'Theirs' });
  const edit = (id: number) =>
    statusOf(stranger.issues.updateComment({ ...own, comment_id: id, body: 'Edited' }));
  expect([await edit(mine.data.id), await edit(theirs.data.id)]).toEqual([
    '200',
    '403 Must have write rights to Repository.',
  ]);
});
