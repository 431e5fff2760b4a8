// Writing to GitHub, held against the test GitHub: its limits, its rights and its neighbours.
import { describe, expect, test } from 'vitest';
import { openForgeWriter } from '../../../src/io/forge/write-forge.ts';
import { client } from '../../github/test-client.ts';
import { check, forgeWriterContract } from '../../ports/forge-writer.contract.ts';
import { startShop, type Shop } from './shop.ts';

const writer = (shop: Shop, permissions: Parameters<Shop['requester']>[0]) =>
  openForgeWriter(shop.requester(permissions), { repository: shop.name, door: 'action' });
const RIGHTS = { checks: 'write', pull_requests: 'write' } as const;

describe('as every ForgeWriter', () => {
  forgeWriterContract(async () => {
    const shop = await startShop();
    const { github, pull } = shop;
    return {
      writer: writer(shop, RIGHTS),
      headSha: pull.pull.headSha,
      pullRequest: pull.number,
      checks: () =>
        github.checkRuns({ headSha: pull.pull.headSha }).map((run) => ({
          name: run.name,
          status: run.status,
          conclusion: run.conclusion,
          title: run.title,
          annotations: run.annotations.map(({ message }) => message),
        })),
      comments: () => github.comments({ number: pull.number }).map(({ body }) => body),
      strangerSays: async (body) => {
        const mallory = client(github, github.createUser('mallory').token);
        await mallory.rest.issues.createComment({ ...shop.name, issue_number: pull.number, body });
      },
      [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
    };
  });
});

describe('among neighbours', () => {
  test('leaves the check run of a job alone that bears the same name', async () => {
    await using shop = await startShop();
    const { headSha } = shop.pull.pull;
    const jobs = shop.requester({ checks: 'write' });
    const job = { ...shop.name, name: 'perfcrew', head_sha: headSha, status: 'in_progress' } as const;
    await jobs.request('POST /repos/{owner}/{repo}/check-runs', job);
    // The same token, as a job's own check run and what the Action writes come from one App.
    const action = openForgeWriter(jobs, { repository: shop.name, door: 'action' });
    await action.writeCheck(check(headSha, { status: 'completed', conclusion: 'failure' }));
    expect(shop.github.checkRuns().map(({ conclusion }) => conclusion)).toEqual([null, 'failure']);
  });

  test('goes on with an unfinished check run of its own although a newer one is finished', async () => {
    await using shop = await startShop();
    const { headSha } = shop.pull.pull;
    const requester = shop.requester(RIGHTS);
    const action = openForgeWriter(requester, { repository: shop.name, door: 'action' });
    await action.writeCheck(check(headSha));
    await requester.request('POST /repos/{owner}/{repo}/check-runs', {
      ...shop.name,
      name: 'perfcrew',
      head_sha: headSha,
      external_id: 'perfcrew:action',
      status: 'completed',
      conclusion: 'neutral',
    });
    await action.writeCheck(check(headSha, { status: 'completed', conclusion: 'failure' }));
    expect(shop.github.checkRuns().map(({ conclusion }) => conclusion)).toEqual(['failure', 'neutral']);
  });

  test('leaves the check run that the other door began', async () => {
    await using shop = await startShop();
    const bot = openForgeWriter(shop.requester(RIGHTS), { repository: shop.name, door: 'bot' });
    await bot.writeCheck(check(shop.pull.pull.headSha));
    await writer(shop, RIGHTS).writeCheck(check(shop.pull.pull.headSha));
    expect(shop.github.checkRuns()).toHaveLength(2);
  });

  test('takes over the comment that the other door began, beyond the first page', async () => {
    await using shop = await startShop();
    const alice = client(shop.github, shop.alice.token);
    for (let index = 0; index < 101; index += 1) {
      await alice.rest.issues.createComment({ ...shop.name, issue_number: 1, body: `Talk ${index}` });
    }
    const say = (by: ReturnType<typeof writer>, text: string) =>
      by.writeComment(shop.pull.number, { marker: '<!-- m -->', body: `<!-- m -->${text}`, create: true });
    await say(writer(shop, { pull_requests: 'write' }), 'by the bot');
    await say(writer(shop, RIGHTS), 'by the Action');
    const marked = shop.github.comments().filter(({ body }) => body.startsWith('<!-- m -->'));
    expect(marked.map(({ body }) => body)).toEqual(['<!-- m -->by the Action']);
  });
});

describe('refusals', () => {
  test('name the permission that is missing', async () => {
    await using shop = await startShop();
    const none = writer(shop, { metadata: 'read' });
    await expect(none.writeCheck(check(shop.pull.pull.headSha))).rejects.toMatchObject({
      code: 'forge-refused',
      message: expect.stringContaining('GitHub refused to write the check run perfcrew: 403'),
      mend: 'Grant `checks: write` to the job or the App.',
    });
    const comment = { marker: '<!-- m -->', body: '<!-- m -->', create: true };
    await expect(none.writeComment(shop.pull.number, comment)).rejects.toMatchObject({
      code: 'forge-refused',
      mend: 'Grant `pull-requests: write` to the job or the App.',
    });
  });

  test('a request that perfcrew should not have made is a bug, not a Problem', async () => {
    await using shop = await startShop();
    const tooLong = check(shop.pull.pull.headSha, { summary: 'x'.repeat(70_000) });
    await expect(writer(shop, RIGHTS).writeCheck(tooLong)).rejects.toMatchObject({
      name: 'HttpError',
      status: 422,
    });
  });
});
