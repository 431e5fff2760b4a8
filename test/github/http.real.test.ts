// The manners of the API: conditional requests, quotas, faults, pages, and the address below /api/v3.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { client, statusOf } from './test-client.ts';

const own = { owner: 'alice', repo: 'shop' };
let github: TestGitHub;
let api: ReturnType<typeof client>;

beforeEach(async () => {
  github = await startTestGitHub();
  await github.createRepository({ ...own, name: 'shop', files: { a: '1\n' } });
  api = client(github, github.createUser('alice').token);
});

afterEach(() => github[Symbol.asyncDispose]());

test('what has not changed is answered with 304', async () => {
  const { headers } = await api.repos.get(own);
  const again = api.repos.get({ ...own, headers: { 'if-none-match': headers.etag ?? '' } });
  expect(await statusOf(again)).toMatch(/^304/);
  expect(headers['x-github-request-id']).toMatch(/^[0-9A-F]{20}$/);
});

test('the hourly quota counts down, ends in 403, and comes back', async () => {
  github.limit({ perHour: 2 });
  expect((await api.repos.get(own)).headers['x-ratelimit-remaining']).toBe('1');
  await api.repos.get(own);
  expect(await statusOf(api.repos.get(own))).toMatch(/^403 API rate limit exceeded/);
  expect((await api.rateLimit.get()).data.resources.core).toMatchObject({ limit: 2, remaining: 0 });
  github.clock.advance(60 * 60 * 1000);
  expect(await statusOf(api.repos.get(own))).toBe('200');
});

test('eighty writes a minute are the secondary limit, where it is on', async () => {
  github.limit({ secondary: true });
  await api.issues.create({ ...own, title: 'One' });
  const comment = () => statusOf(api.issues.createComment({ ...own, issue_number: 1, body: 'x' }));
  for (let written = 1; written < 80; written++) expect(await comment()).toBe('201');
  expect(await comment()).toMatch(/^403 You have exceeded a secondary rate limit/);
  github.clock.advance(60_000);
  expect(await comment()).toBe('201');
});

test('planned faults strike the requests they are meant for, in order, and then no more', async () => {
  github.fail({ kind: 'status', status: 502 }, { times: 2, requests: /^GET \/repos\/alice\/shop$/ });
  github.fail({ kind: 'secondary-limit', retryAfterSeconds: 7 });
  expect(await statusOf(api.users.getAuthenticated())).toMatch(/^403 You have exceeded a secondary/);
  const statuses = [
    await statusOf(api.repos.get(own)),
    await statusOf(api.repos.get(own)),
    await statusOf(api.repos.get(own)),
  ];
  expect(statuses).toEqual(['502 Bad Gateway', '502 Bad Gateway', '200']);
  github.fail({ kind: 'reset' });
  await expect(fetch(`${github.origin}/rate_limit`)).rejects.toThrow('fetch failed');
  const struck = github.requests().filter((one) => one.status === 403);
  expect(struck[0]?.responseHeaders['retry-after']).toBe('7');
});

test('lists come in pages of thirty with links', async () => {
  for (let at = 0; at < 3; at++) await api.issues.create({ ...own, title: `Issue ${at}` });
  const first = await api.issues.listForRepo({ ...own, per_page: 2 });
  expect(first.data.map((issue) => issue.title)).toEqual(['Issue 2', 'Issue 1']);
  expect(first.headers.link).toBe(
    `<${github.origin}/repos/alice/shop/issues?per_page=2&page=2>; rel="next", <${github.origin}/repos/alice/shop/issues?per_page=2&page=2>; rel="last"`,
  );
});

test('clients of GitHub Enterprise find the API below /api/v3', async () => {
  const answer = await fetch(`${github.origin}/api/v3/repos/alice/shop`);
  expect(await answer.json()).toMatchObject({ full_name: 'alice/shop', fork: false });
});

test('comments end at 65,536 characters', async () => {
  await api.issues.create({ ...own, title: 'Long' });
  const comment = (length: number) =>
    statusOf(api.issues.createComment({ ...own, issue_number: 1, body: 'x'.repeat(length) }));
  expect(await comment(65_536)).toBe('201');
  expect(await comment(65_537)).toContain('body is too long (maximum is 65536 characters)');
});
