// The capacity driver as a program: what a closed loop hides and a constant rate shows, and servers that fail on purpose.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import {
  constantRateAnswerSchema,
  rungAnswerSchema,
  type CapacityJob,
  type ConstantRateAnswer,
  type ConstantRateJob,
  type RungAnswer,
  type RungJob,
} from '../../../src/ports/capacity-driver.ts';

const driver = join(import.meta.dirname, '../../../src/io/drivers/capacity-driver.ts');

const REQUEST = { method: 'GET', headers: {}, body: null, drainMs: 3_000 } as const;
const RUNG: Omit<RungJob, 'url'> = {
  ...REQUEST,
  kind: 'rung',
  connections: 2,
  leadInMs: 50,
  durationMs: 200,
  minimumResponses: 3,
  maximumMs: 3_000,
};
const RATE: Omit<ConstantRateJob, 'url'> = {
  ...REQUEST,
  kind: 'constant-rate',
  leadInMs: 50,
  durationMs: 300,
  ratePerSec: 100,
  mostInFlight: 500,
};

interface Asking {
  rung(job?: Partial<RungJob>): Promise<RungAnswer>;
  constantRate(job?: Partial<ConstantRateJob>): Promise<ConstantRateAnswer>;
}

async function against<Value>(
  handler: RequestListener,
  use: (driver: Asking, server: Server) => Promise<Value>,
): Promise<Value> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/orders?page=2`;
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  await using conversation = await shell.converse([process.execPath, driver], {
    directory: import.meta.dirname,
    trust: 'scrubbed',
  });
  const ask = async (job: CapacityJob): Promise<unknown> => {
    const line = await conversation.ask(JSON.stringify(job), 60_000);
    if (line === null) throw new Error(conversation.tail());
    return JSON.parse(line);
  };
  try {
    return await use(
      {
        rung: async (job = {}) => rungAnswerSchema.parse(await ask({ ...RUNG, url, ...job })),
        constantRate: async (job = {}) => constantRateAnswerSchema.parse(await ask({ ...RATE, url, ...job })),
      },
      server,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const quick: RequestListener = (_, response) => response.end('quick');

describe('a server that stalls for 300 ms once a second', () => {
  it('looks quick to a closed loop and slow at a constant rate', async () => {
    const stall = setInterval(() => {
      // Asleep, not busy: the generator keeps its core.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }, 1_000);
    try {
      await against(quick, async ({ rung, constantRate }) => {
        const closed = await rung({ durationMs: 2_000 });
        const open = await constantRate({ durationMs: 2_000, ratePerSec: 200 });
        // Only the two requests in flight meet each stall; at 200 a second 60 are due meanwhile.
        expect(closed.latencyMs?.p99).toBeLessThan(100);
        expect(open.latencyMs?.p99).toBeGreaterThan(200);
        expect(open.latencyMs?.p50).toBeLessThan(150);
        expect(open).toMatchObject({ failed: 0, unanswered: 0, heldBack: 0 });
        expect(open.mostInFlight).toBeGreaterThan(30);
      });
    } finally {
      clearInterval(stall);
    }
  });
});

describe('constant rate', () => {
  it('sends method, headers and body, and exactly as many requests as are due', async () => {
    const seen = new Map<string, number>();
    const answer = await against(
      (request, response) => {
        request.on('data', (body: Buffer) => {
          const { method, url, headers } = request;
          const key = [method, url, headers['x-tenant'], body.toString()].join(' ');
          seen.set(key, (seen.get(key) ?? 0) + 1);
          response.end('made');
        });
      },
      ({ constantRate }) =>
        constantRate({
          method: 'POST',
          headers: { 'x-tenant': 'acme' },
          body: '{"a":1}',
          leadInMs: 100,
          durationMs: 400,
        }),
    );
    expect([...seen]).toEqual([['POST /orders?page=2 acme {"a":1}', 50]]);
    expect(answer).toMatchObject({ due: 40, succeeded: 40, failed: 0, unanswered: 0 });
    expect(answer.latenessMs?.p50).toBeGreaterThanOrEqual(0);
  });

  it('sends no more at once than it may, and lets the others wait on the clock', async () => {
    let inFlight = 0;
    let most = 0;
    const answer = await against(
      (_, response) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        setTimeout(() => {
          inFlight -= 1;
          response.end();
        }, 50);
      },
      ({ constantRate }) => constantRate({ mostInFlight: 2, durationMs: 500 }),
    );
    // 100 a second come, 40 are answered: a queue of 30 at the end, 750 ms long.
    expect(most).toBe(2);
    expect(answer.heldBack).toBeGreaterThan(20);
    expect(answer.backlog).toBeGreaterThan(20);
    expect(answer.unanswered).toBe(0);
    expect(answer.latencyMs?.p99).toBeGreaterThan(400);
  });

  it('counts requests that are never answered with the time they waited', async () => {
    let requests = 0;
    const answer = await against(
      (_, response) => {
        requests += 1;
        if (requests <= 10) response.end();
      },
      ({ constantRate }) => constantRate({ leadInMs: 0, durationMs: 200, drainMs: 300 }),
    );
    expect(answer).toMatchObject({ due: 20, succeeded: 10, unanswered: 10 });
    expect(answer.latencyMs?.p99).toBeGreaterThanOrEqual(300);
  });

  it('counts failures apart and times none of them', async () => {
    const answer = await against(
      (_, response) => {
        response.statusCode = 503;
        response.end();
      },
      ({ constantRate }) => constantRate(),
    );
    expect(answer).toMatchObject({ succeeded: 0, failed: answer.due, latencyMs: null });
  });
});

describe('rung', () => {
  it('never has more requests in flight than connections, and is asked again on the same process', async () => {
    let inFlight = 0;
    let most = 0;
    await against(
      (_, response) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        setTimeout(() => {
          inFlight -= 1;
          response.end();
        }, 5);
      },
      async ({ rung }) => {
        const few = await rung({ connections: 4 });
        expect(most).toBe(4);
        const many = await rung({ connections: 40 });
        expect(most).toBe(40);
        expect(few).toMatchObject({ failed: 0, stuck: 0 });
        expect(many.succeeded).toBeGreaterThan(few.succeeded);
        expect(many.latencyMs?.p50).toBeGreaterThan(4);
        // A timer may come up to a millisecond early.
        expect(many.durationMs).toBeGreaterThan(199);
        expect(many.drainedMs).toBeGreaterThan(0);
      },
    );
  });

  it('goes on until a slow route has answered often enough', async () => {
    const answer = await against(
      (_, response) => setTimeout(() => response.end(), 150),
      ({ rung }) => rung({ connections: 1, durationMs: 100 }),
    );
    expect(answer.succeeded).toBe(3);
    expect(answer.durationMs).toBeGreaterThan(300);
  });

  it('takes a connection that is closed without an answer for a failure', async () => {
    let requests = 0;
    const answer = await against(
      (request, response) => {
        requests += 1;
        if (requests % 4 === 0) request.socket.destroy();
        else setTimeout(() => response.end(), 2);
      },
      ({ rung }) => rung(),
    );
    const share = answer.failed / (answer.failed + answer.succeeded);
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.35);
  });

  it('does not blame a server that announces that it closes its connections', async () => {
    const answer = await against(
      (_, response) => {
        response.shouldKeepAlive = false;
        setTimeout(() => response.end(), 5);
      },
      ({ rung }) => rung({ durationMs: 400 }),
    );
    expect(answer.failed).toBe(0);
    expect(answer.succeeded).toBeGreaterThan(5);
  });

  it('tells of connections that are never answered', async () => {
    let open = 0;
    const answer = await against(
      (_, response) => {
        open += 1;
        if (open > 3) return;
        setTimeout(() => {
          open -= 1;
          response.end();
        }, 2);
      },
      ({ rung }) => rung({ connections: 8, maximumMs: 400, drainMs: 200 }),
    );
    expect(answer.stuck).toBeGreaterThanOrEqual(5);
    expect(answer.drainedMs).toBeNull();
  });

  it('ends soon where nobody listens', async () => {
    const answer = await against(quick, async ({ rung }, server) => {
      server.close();
      return rung();
    });
    expect(answer).toMatchObject({ succeeded: 0, latencyMs: null, drainedMs: null });
    expect(answer.failed).toBeGreaterThan(0);
  });
});
