// What can go wrong between here and a metrics server, over real HTTP; test/measure/traffic asks a real Prometheus.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { isProblem } from '../../../src/core/problem.ts';
import { connectPrometheus } from '../../../src/io/prometheus/connect-prometheus.ts';

const TOKEN = 'token-nobody-may-see';
const EMPTY = '{"status":"success","data":{"resultType":"vector","result":[]}}';

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    request.resume().once('end', () => answer(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/tenant/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function connect(url: string, options: { timeout?: number; signal?: AbortSignal } = {}) {
  const login = { token_env: 'PROM_TOKEN', basic_auth_env: null };
  return connectPrometheus(
    { url, ...login, headers: { 'X-Scope-OrgID': 'shop' }, timeout_seconds: options.timeout ?? 30 },
    { environment: { PROM_TOKEN: TOKEN }, signal: options.signal ?? new AbortController().signal },
  );
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => null).catch((reason: unknown) => reason);
  if (!isProblem(error)) throw error;
  return `${error.message} ${error.mend}`;
}

describe('a metrics server', () => {
  test('gets the token, the tenant and the query', async () => {
    const seen: string[] = [];
    await using server = await serve((request, response) => {
      const { authorization = '', 'x-scope-orgid': tenant } = request.headers;
      seen.push(`${request.method} ${request.url} ${authorization} ${String(tenant)}`);
      response.end(EMPTY);
    });
    await expect(connect(server.url).query('up', 1000)).resolves.toEqual([]);
    expect(seen).toEqual([`POST /tenant/api/v1/query Bearer ${TOKEN} shop`]);
  });

  test('that takes no POST is asked by GET', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await serve((request, response) => {
      seen.push(request.url);
      if (request.method === 'POST') response.writeHead(405);
      response.end(EMPTY);
    });
    const span = { fromMs: 0, toMs: 60_000, stepMs: 30_000 };
    await expect(connect(server.url).queryRange('a + b', span)).resolves.toEqual([]);
    expect(seen[1]).toBe(
      '/tenant/api/v1/query_range?query=a+%2B+b&start=0.000&end=60.000&step=30.000&timeout=30s',
    );
  });

  test.for([
    [401, `no ${TOKEN}`, /answered 401 .*token_env/],
    [302, '', /answered 302 .*redirects/],
    [404, '<html>', /answered 404 .*production\.prometheus\.url/],
    [200, '<html>sign in</html>', /answered 200 .*production\.prometheus\.url/],
    [502, 'bad gateway', /answered 502 .*healthy/],
    [429, '', /answered 429 .*few minutes/],
    [
      400,
      `{"status":"error","errorType":"bad_data","error":"parse error\\nat ${TOKEN}"}`,
      /bad_data: parse error at \*\*\*.*production\.queries/,
    ],
    [
      503,
      '{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}',
      /query timed out.*Shorten `production\.window`/,
    ],
  ] as const)('that answers %d is told with the one thing to do', async ([status, body, said]) => {
    await using server = await serve((_, response) => {
      response.writeHead(status, { location: 'https://login.example/' });
      response.end(body);
    });
    const told = await problemOf(connect(server.url).query('up', 0));
    expect(told).toMatch(said);
    expect(told).not.toContain(TOKEN);
  });

  test('that never ends its answer is left', async () => {
    await using server = await serve((_, response) => {
      const line = 'x'.repeat(1024 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(line));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await problemOf(connect(server.url).query('up', 0))).toMatch(/with more than is read/);
  });

  test('that says nothing is left after the time the configuration gives it', async () => {
    await using server = await serve(() => {});
    const told = await problemOf(connect(server.url, { timeout: 0.05 }).query('up', 0));
    expect(told).toMatch(/did not answer within 0\.05 s/);
  });

  test('is not waited for once the review is interrupted', async () => {
    const interruption = new AbortController();
    await using server = await serve(() => interruption.abort(new Error('Ctrl-C')));
    const asked = connect(server.url, { signal: interruption.signal }).query('up', 0);
    await expect(asked).rejects.toThrow('Ctrl-C');
  });

  test.for([
    [{ url: 'prometheus:9090' }, /not an http or https address/],
    [{ url: 'https://me:hunter2@prometheus.example' }, /holds a user or a password/],
    [{ token_env: 'A', basic_auth_env: 'B' }, /both `token_env` and `basic_auth_env`/],
    [{ token_env: 'NOT_SET' }, /NOT_SET, .* is not set here/],
    [{ basic_auth_env: 'BROKEN' }, /BROKEN holds a line break/],
  ] as const)('is not asked where %o', ([wrong, said]) => {
    const settings = {
      url: 'http://127.0.0.1:1',
      token_env: null,
      basic_auth_env: null,
      headers: {},
      timeout_seconds: 1,
      ...wrong,
    };
    const environment = { BROKEN: 'me:hunter2\nx' };
    const open = () => connectPrometheus(settings, { environment, signal: new AbortController().signal });
    expect(open).toThrow(said);
    expect(open).not.toThrow(/hunter2/);
  });
});
