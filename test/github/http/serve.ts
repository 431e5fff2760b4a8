// The life of one API request: fault, credentials, quota, route, answer, ETag; every request ends in the log.
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hub } from '../hub.ts';
import { isObject, parseJson, type Json } from '../json.ts';
import type { Caller } from '../model/app.ts';
import { ApiError, errorBody, notFound, type Answer } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { ConnectionReset } from './faults.ts';
import { matchRoute, type Route } from './router.ts';

export async function serveApi(
  hub: Hub,
  routes: readonly Route[],
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  const method = request.method ?? 'GET';
  const url = new URL((request.url ?? '/').replace(/^\/api\/v3(?=\/|$)/, ''), hub.origin);
  const bytes = await readAll(request);
  let caller: Caller = { kind: 'anonymous' };
  let template: string | null = null;
  let requestBody: Json = null;
  let answer: Answer;
  try {
    if (request.headers['user-agent'] === undefined) {
      throw new ApiError(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      );
    }
    await hub.faults.strike(method, url.pathname);
    caller = authenticate(hub, request.headers.authorization);
    if (url.pathname !== '/rate_limit') hub.rateLimits.count(caller, method);
    const match = matchRoute(routes, method, url.pathname);
    if (match === null) throw notFound();
    template = match.route.template.replaceAll('*}', '}');
    requestBody = parseBody(bytes);
    answer = await match.route.handle({
      hub,
      method,
      url,
      caller,
      params: match.params,
      headers: request.headers,
      body: requestBody,
    });
  } catch (error) {
    if (error instanceof ConnectionReset) {
      response.destroy();
      return;
    }
    answer = answerOf(error, hub);
  }
  const headers = { ...hub.rateLimits.headers(caller), ...answer.headers };
  const sent = send({ request, response }, { ...answer, headers });
  hub.requests.push({
    method,
    path: `${url.pathname}${url.search}`,
    template,
    caller: nameOf(caller),
    requestBody,
    status: sent,
    answeredAtMs: performance.now(),
    responseBody: Buffer.isBuffer(answer.body) || sent === 304 ? null : answer.body,
    responseHeaders: headers,
  });
}

function send(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  answer: Answer,
): number {
  const { request, response } = exchange;
  const isBytes = Buffer.isBuffer(answer.body);
  const text = isBytes ? answer.body : answer.body === null ? '' : JSON.stringify(answer.body);
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'x-github-request-id': randomBytes(10).toString('hex').toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    ...answer.headers,
  };
  if (text.length === 0) delete headers['content-type'];
  let status = answer.status;
  if (status === 200 && request.method === 'GET') {
    const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
    headers['etag'] = etag;
    if (request.headers['if-none-match'] === etag) status = 304;
  }
  response.writeHead(status, headers);
  response.end(status === 304 || request.method === 'HEAD' ? undefined : text);
  return status;
}

function answerOf(error: unknown, hub: Hub): Answer {
  if (error instanceof ApiError) {
    return { status: error.status, body: errorBody(error), headers: error.headers };
  }
  hub.background.failed(error);
  return { status: 500, body: { message: 'Server Error' }, headers: {} };
}

function parseBody(bytes: Buffer): Json {
  if (bytes.length === 0) return null;
  let body: Json;
  try {
    body = parseJson(bytes.toString());
  } catch {
    throw new ApiError(400, 'Problems parsing JSON');
  }
  if (!isObject(body) && !Array.isArray(body)) throw new ApiError(400, 'Body should be a JSON object');
  return body;
}

export async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'user':
      return caller.account.login;
    case 'app':
      return `app:${caller.app.slug}`;
    case 'installation':
      return `installation:${caller.installation.app.slug}`;
  }
}
