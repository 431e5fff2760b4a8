// The bot's side to the open internet: what gets in, what is turned away, and that nothing is handed on twice.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { webhookFront, type Delivery } from '../../bot/http-front.ts';

const SECRET = 'a secret of at least sixteen characters';

interface Front extends AsyncDisposable {
  readonly url: string;
  readonly received: Delivery[];
  /** Whether deliveries are worked off. */
  works: boolean;
  deliver(changes?: { readonly body?: string; readonly headers?: Record<string, string> }): Promise<string>;
}

async function startFront(): Promise<Front> {
  const received: Delivery[] = [];
  const server = webhookFront({
    secret: SECRET,
    receive: (delivery) => {
      received.push(delivery);
      return Promise.resolve(front.works);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const front: Front = {
    url: `http://127.0.0.1:${port}`,
    received,
    works: true,
    async deliver({ body = '{"action":"opened"}', headers = {} } = {}) {
      const response = await fetch(`${front.url}/api/github/webhooks`, {
        method: 'POST',
        body,
        headers: {
          'x-github-delivery': 'one',
          'x-github-event': 'pull_request',
          ...signed(body),
          ...headers,
        },
      });
      return `${response.status} ${await response.text()}`;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return front;
}

function signed(body: string): Record<string, string> {
  return { 'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}` };
}

test('a signed delivery is handed on, once, whatever is sent again', async () => {
  await using front = await startFront();
  expect(await front.deliver()).toBe('202 accepted');
  expect(await front.deliver()).toBe('202 accepted');
  expect(front.received).toEqual([{ id: 'one', event: 'pull_request', payload: { action: 'opened' } }]);
  expect(await front.deliver({ headers: { 'x-github-delivery': 'two' } })).toBe('202 accepted');
  expect(front.received).toHaveLength(2);
});

test('a delivery that could not be worked off may be sent again', async () => {
  await using front = await startFront();
  front.works = false;
  await front.deliver();
  front.works = true;
  await front.deliver();
  await front.deliver();
  expect(front.received).toHaveLength(2);
});

test('what is not signed with the secret is turned away', async () => {
  await using front = await startFront();
  expect(await front.deliver({ headers: signed('another body') })).toBe('401 bad signature');
  expect(await front.deliver({ headers: { 'x-hub-signature-256': 'sha256=00' } })).toBe('401 bad signature');
  expect(await front.deliver({ headers: { 'x-hub-signature-256': '' } })).toBe('401 bad signature');
  expect(front.received).toEqual([]);
});

test('what is too large is turned away, and its sender hears it', async () => {
  await using front = await startFront();
  const body = 'x'.repeat(25 * 1024 * 1024 + 1);
  expect(await front.deliver({ body })).toBe('413 too large');
  expect(await front.deliver()).toBe('202 accepted');
});

test('what is no delivery is turned away', async () => {
  await using front = await startFront();
  expect(await front.deliver({ body: 'action=opened' })).toBe('400 not JSON');
  const bare = await fetch(`${front.url}/api/github/webhooks`, { method: 'POST', body: '{}' });
  expect(bare.status).toBe(400);
  expect((await fetch(`${front.url}/`)).status).toBe(404);
  expect((await fetch(`${front.url}/api/github/webhooks`)).status).toBe(404);
  expect(await (await fetch(`${front.url}/healthz`)).text()).toBe('ok');
});

test('a sender that goes away in the middle does no harm', async () => {
  await using front = await startFront();
  const half = connect(Number(new URL(front.url).port), '127.0.0.1');
  await once(half, 'connect');
  const head = 'POST /api/github/webhooks HTTP/1.1\r\nhost: bot\r\nx-github-delivery: half\r\n';
  half.write(`${head}x-github-event: push\r\ncontent-length: 100\r\n\r\n{`);
  half.destroy();
  await once(half, 'close');
  expect(await front.deliver()).toBe('202 accepted');
});
