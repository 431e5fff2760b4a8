// A listener for webhooks in tests: keeps what came, checks each signature, and answers what it is told to.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { readAll } from './http/serve.ts';
import { isObject, parseJson, type JsonObject } from './json.ts';

interface ReceivedWebhook {
  readonly event: string;
  readonly guid: string;
  readonly isSigned: boolean;
  readonly payload: JsonObject;
}

export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly secret: string;
  readonly received: ReceivedWebhook[];
  /** What the next requests are answered with. */
  status: number;
}

export async function startWebhookReceiver(secret = 'a webhook secret'): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    readAll(request).then(
      (body) => {
        const { headers } = request;
        const payload = parseJson(body.toString());
        const wanted = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
        const given = String(headers['x-hub-signature-256'] ?? '');
        received.push({
          event: String(headers['x-github-event']),
          guid: String(headers['x-github-delivery']),
          isSigned:
            given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted)),
          payload: isObject(payload) ? payload : {},
        });
        response.writeHead(receiver.status).end('heard');
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${address.port}/webhooks`,
    secret,
    received,
    status: 200,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
