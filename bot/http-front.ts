// Stands before Probot: bounds a delivery, checks its signature, answers at once, and hands it on exactly once.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { timingSafeEqual, createHmac } from 'node:crypto';
import { readBody } from './read-body.ts';

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

export interface FrontOptions {
  readonly secret: string;
  /** Called after the answer. False where the delivery was not worked off: it may be sent again. */
  readonly receive: (delivery: Delivery) => Promise<boolean>;
}

/** GitHub's own cap on a payload. */
const MAXIMUM_BODY_BYTES = 25 * 1024 * 1024;
/** A redelivery keeps its id; this many are remembered. */
const REMEMBERED_DELIVERIES = 10_000;

/** Routes: POST /api/github/webhooks, GET /healthz. Nothing of a request that is refused is logged. */
export function webhookFront(options: FrontOptions): Server {
  const seen = new Set<string>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/healthz') return answer(response, 200, 'ok');
    if (request.method !== 'POST' || path !== '/api/github/webhooks')
      return answer(response, 404, 'not found');

    const id = request.headers['x-github-delivery'];
    const event = request.headers['x-github-event'];
    if (typeof id !== 'string' || typeof event !== 'string') return answer(response, 400, 'not a delivery');

    const body = await readBody(request, MAXIMUM_BODY_BYTES);
    if (body === null) return answer(response, 413, 'too large');
    if (!isSigned(body, request.headers['x-hub-signature-256'], options.secret)) {
      return answer(response, 401, 'bad signature');
    }
    const payload = parse(body);
    if (payload === undefined) return answer(response, 400, 'not JSON');

    answer(response, 202, 'accepted');
    if (seen.has(id)) return;
    seen.add(id);
    if (seen.size > REMEMBERED_DELIVERIES) seen.delete(seen.values().next().value ?? id);
    if (!(await options.receive({ id, event, payload }))) seen.delete(id);
  }

  return createServer((request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) answer(response, 400, 'bad request');
    });
  });
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

function isSigned(body: Buffer, signature: string | string[] | undefined, secret: string): boolean {
  if (typeof signature !== 'string') return false;
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
