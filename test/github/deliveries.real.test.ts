// Webhooks: unique ids, signatures, the log of deliveries, and sending one again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppHandle } from './handles/app-handle.ts';
import type { RepositoryHandle } from './handles/repository-handle.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { appJwt, client } from './test-client.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const onPull = { owner: 'alice', repo: 'shop', issue_number: 1 };
let github: TestGitHub;
let receiver: WebhookReceiver;
let shop: RepositoryHandle;
let app: AppHandle;

beforeAll(async () => {
  github = await startTestGitHub();
  receiver = await startWebhookReceiver();
  shop = await github.createRepository({ owner: 'alice', name: 'shop', files: { a: '1\n' } });
  app = github.createApp({
    slug: 'crew',
    permissions: { issues: 'write' },
    events: ['issue_comment', 'pull_request'],
  });
  app.setWebhook(receiver);
  app.install([shop]);
  await shop.push({ b: '1\n' }, { branch: 'feature' });
  await shop.openPullRequest({ head: 'feature' });
  await github.idle();
});

afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
});

test('an app hears what it subscribed to and has the permission for', () => {
  // pull_request is subscribed to, but the app has no permission on pull requests.
  expect(receiver.received.map((one) => one.event)).toEqual(['ping', 'installation']);
});

test('fifty comments at once have fifty ids, all signed, all with the pull request marked', async () => {
  const alice = client(github, github.createUser('alice').token);
  const from = receiver.received.length;
  await Promise.all(
    Array.from({ length: 50 }, (_, at) => alice.issues.createComment({ ...onPull, body: `comment ${at}` })),
  );
  await github.idle();
  const heard = receiver.received.slice(from);
  expect(new Set(heard.map((one) => one.guid)).size).toBe(50);
  expect(heard.every((one) => one.isSigned)).toBe(true);
  for (const { payload } of heard) {
    expect(payload).toMatchObject({
      action: 'created',
      issue: { pull_request: { merged_at: null } },
      installation: {},
    });
  }
});

test('a failed delivery is in the log and can be sent again under the same id', async () => {
  receiver.status = 503;
  const from = receiver.received.length;
  await client(github, github.createUser('alice').token).issues.createComment({ ...onPull, body: 'Unheard' });
  await github.idle();
  receiver.status = 200;
  const itself = client(github, appJwt(app));
  const [failed] = (await itself.apps.listWebhookDeliveries()).data;
  expect(failed).toMatchObject({
    status_code: 503,
    status: 'Invalid HTTP Response: 503',
    event: 'issue_comment',
    redelivery: false,
  });
  const at = { delivery_id: Number(failed?.id) };
  expect((await itself.apps.getWebhookDelivery(at)).data).toMatchObject({
    request: { payload: { comment: { body: 'Unheard' } } },
    response: { payload: 'heard' },
  });

  await itself.apps.redeliverWebhookDelivery(at);
  await github.idle();
  expect(receiver.received.slice(from).map((one) => one.guid)).toEqual([failed?.guid, failed?.guid]);
  expect((await itself.apps.listWebhookDeliveries()).data[0]).toMatchObject({
    status: 'OK',
    redelivery: true,
    guid: failed?.guid,
  });
});

test('nobody listening is a failed delivery too', async () => {
  const deaf = github.createApp({ slug: 'deaf', permissions: { issues: 'read' }, events: [] });
  const gone = await startWebhookReceiver();
  await gone[Symbol.asyncDispose]();
  deaf.setWebhook(gone);
  await github.idle();
  expect(github.deliveries().findLast((one) => one.app.slug === 'deaf')).toMatchObject({
    statusCode: 0,
    status: 'failed to connect to host',
  });
});
