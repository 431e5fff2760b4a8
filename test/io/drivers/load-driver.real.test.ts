// The load driver as a program, against servers that behave and servers that do not.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import { median } from '../../../src/stats/quantile.ts';
import { loadAnswerSchema, type LoadAnswer, type LoadJob } from '../../../src/ports/load-driver.ts';

const driver = join(import.meta.dirname, '../../../src/io/drivers/load-driver.ts');

async function load(url: string, job: Partial<LoadJob> = {}): Promise<LoadAnswer> {
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  const full: LoadJob = {
    url,
    method: 'GET',
    headers: {},
    body: null,
    connections: 3,
    leadInMs: 50,
    durationMs: 200,
    minimumRequests: 3,
    maximumMs: 5_000,
    ...job,
  };
  const result = await shell.run([process.execPath, driver], {
    directory: import.meta.dirname,
    trust: 'scrubbed',
    stdin: JSON.stringify(full),
  });
  expect(result.stderr).toBe('');
  return loadAnswerSchema.parse(JSON.parse(result.stdout));
}

async function served<Value>(
  handler: RequestListener,
  use: (origin: string) => Promise<Value>,
): Promise<Value> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('load driver', () => {
  it('sends method, headers and body, and answers with exact quantiles', async () => {
    const seen = new Set<string>();
    const answer = await served(
      (request, response) => {
        request.on('data', (body: Buffer) => {
          const { method, url, headers } = request;
          seen.add([method, url, headers['x-tenant'], body.toString()].join(' '));
          response.end('x'.repeat(1000));
        });
      },
      (origin) =>
        load(`${origin}/orders?page=2`, { method: 'POST', headers: { 'x-tenant': 'acme' }, body: '{"a":1}' }),
    );
    expect([...seen]).toEqual(['POST /orders?page=2 acme {"a":1}']);
    expect(answer).toMatchObject({ non2xx: 0, errors: 0 });
    expect(answer.responses).toBeGreaterThanOrEqual(3);
    expect(answer.served).toBeGreaterThanOrEqual(answer.responses);
    expect(answer.durationMs).toBeGreaterThanOrEqual(200);
    expect(answer.responseBytes).toBeGreaterThan(1000);
    const { p50, p95, p99 } = answer.latencyMs ?? { p50: NaN, p95: NaN, p99: NaN };
    expect(p50 <= p95 && p95 <= p99).toBe(true);
  });

  it('never has more requests in flight than connections', async () => {
    let inFlight = 0;
    let most = 0;
    await served(
      (_, response) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        setTimeout(() => {
          inFlight -= 1;
          response.end();
        }, 5);
      },
      (origin) => load(origin, { connections: 4 }),
    );
    expect(most).toBe(4);
  });

  it('goes on until a slow route has answered often enough', async () => {
    const answer = await served(
      (_, response) => setTimeout(() => response.end(), 150),
      (origin) => load(origin, { connections: 1, durationMs: 100, minimumRequests: 3 }),
    );
    expect(answer.responses).toBe(3);
    expect(answer.latencyMs?.p50).toBeGreaterThan(140);
  });

  it('times requests rightly where the server closes every connection', async () => {
    const heldMs: number[] = [];
    const answer = await served(
      (_, response) => {
        response.shouldKeepAlive = false;
        const begun = performance.now();
        setTimeout(() => {
          heldMs.push(performance.now() - begun);
          response.end();
        }, 10);
      },
      (origin) => load(origin, { durationMs: 600 }),
    );
    // autocannon's own clock runs away here: each reconnection adds the time of a request that was never answered.
    expect(answer.latencyMs?.p50).toBeGreaterThan(9);
    // Held against what the server itself took, which on a busy machine is more than it meant to.
    expect(answer.latencyMs?.p50).toBeLessThan(50 + 5 * (median(heldMs) ?? 0));
  });

  it('counts failures apart and times none of them', async () => {
    const answer = await served(
      (_, response) => {
        response.statusCode = 503;
        response.end();
      },
      (origin) => load(origin),
    );
    expect(answer.latencyMs).toBeNull();
    expect(answer.responseBytes).toBeNull();
    expect(answer.non2xx).toBe(answer.responses);
  });

  it('ends soon where nobody listens', async () => {
    const origin = await served(
      () => {},
      async (url) => url,
    );
    const answer = await load(origin);
    expect(answer).toMatchObject({ responses: 0, served: 0, latencyMs: null });
    expect(answer.errors).toBeGreaterThan(0);
  });
});
