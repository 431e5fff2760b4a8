// The behaviour gauge against real servers: what differs by nature is let pass, what the change did is told precisely.
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { configSchema } from '../../../src/config/config.ts';
import type { z } from 'zod';
import { behaviourGauge } from '../../../src/measure/behaviour/behaviour-gauge.ts';
import { measurementSchema, type Measurement, type Observation } from '../../../src/measure/measurement.ts';
import { systemClock } from '../../../src/io/clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { gaugeContext } from '../load/gauge-context.ts';
import { freshStage, type FreshStage, type MakeApp } from './fresh-stage.ts';

type Route = NonNullable<NonNullable<z.input<typeof configSchema>['targets']>['routes']>[number];

interface Manner {
  readonly ignore?: string[];
  /** One that waits for nothing, by default. */
  readonly clock?: Clock;
}

async function measure(
  stage: FreshStage,
  routes: readonly Route[],
  { ignore = [], clock = fakeClock() }: Manner = {},
): Promise<readonly Measurement[]> {
  const measurements = await behaviourGauge.measure(
    gaugeContext({
      gate: 'behaviour',
      targets: routes.map(({ method = 'GET', path }) => `${method} ${path}`),
      config: { app: { start: 'node server.js' }, targets: { routes: [...routes] }, behaviour: { ignore } },
      stage,
      runDirectory: '/nowhere',
      world: { clock },
    }),
  );
  for (const measurement of measurements) expect(measurementSchema.parse(measurement)).toEqual(measurement);
  return measurements;
}

async function observe(base: MakeApp, head: MakeApp, manner: Manner = {}): Promise<Observation> {
  const [measurement] = await measure(freshStage({ base, head }), [{ path: '/' }], manner);
  if (measurement?.outcome.status !== 'measured') throw new Error(JSON.stringify(measurement?.outcome));
  const [observation] = measurement.outcome.observations;
  if (observation === undefined) throw new Error('Nothing was observed.');
  return observation;
}

/** Every process answers the same way. */
const always =
  (listener: RequestListener): MakeApp =>
  () =>
    listener;
const sends = (value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): MakeApp =>
  always((_, response) => json(response, value, { headers, status }));

function json(
  response: ServerResponse,
  value: unknown,
  { headers = {}, status = 200 }: { headers?: Readonly<Record<string, string>>; status?: number } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

const ORDERS = [
  { id: 1, total: 12.5, customer: { name: 'Ada' } },
  { id: 2, total: 7, customer: { name: 'Alan' } },
];

describe('alike', () => {
  test('times, ids, ports, ages and the order of keys may differ', async () => {
    const volatile =
      (write: (parts: Record<string, unknown>) => unknown): MakeApp =>
      ({ number }) => {
        const startedAt = new Date().toISOString();
        let requests = 0;
        return (request: IncomingMessage, response) => {
          requests += 1;
          const parts = {
            at: new Date().toISOString(),
            trace: randomUUID(),
            startedAt,
            requests,
            self: `http://${request.headers.host}/`,
            port: request.socket.localPort,
            pid: 1000 + number * 7,
          };
          json(response, write(parts), {
            headers: {
              'x-request-id': randomUUID(),
              etag: randomUUID(),
              'set-cookie': `sid=${randomUUID()}; Path=/; HttpOnly`,
            },
          });
        };
      };
    const observation = await observe(
      volatile((parts) => ({ orders: ORDERS, ...parts })),
      volatile(({ at, ...parts }) => ({
        ...parts,
        orders: ORDERS.map(({ id, ...order }) => ({ ...order, id })),
        at,
      })),
      { clock: systemClock() },
    );
    expect(observation).toMatchObject({
      kind: 'behaviour-same',
      severity: 'note',
      title: 'GET / answers alike (1 request, each asked 4 times)',
    });
    expect(observation.detail).toContain(
      'header:x-request-id; $.at (any timestamp); $.trace (any uuid); $.startedAt (any timestamp); $.port (any number); $.pid (any number)',
    );
    expect(observation.detail).not.toContain('$.requests');
  });

  test('a page with a token, and a file whose times differ', async () => {
    const page: MakeApp = () => (_, response) => {
      response.writeHead(200, {
        'content-type': 'text/html',
        'last-modified': new Date(Math.random() * 1e12).toUTCString(),
      });
      response.end(
        `<html><body><h1>Orders</h1><input name="csrf" value="${randomBytes(16).toString('hex')}"><p>${(Math.random() * 9).toFixed(3)} ms</p></body></html>`,
      );
    };
    expect(await observe(page, page)).toMatchObject({ kind: 'behaviour-same' });
  });

  test('rows without an order', async () => {
    const shuffled: MakeApp =
      ({ number }) =>
      (_, response) =>
        json(response, number % 2 === 0 ? ORDERS : ORDERS.toReversed());
    const observation = await observe(shuffled, sends(ORDERS));
    expect(observation.kind).toBe('behaviour-same');
    expect(observation.detail).toContain('$ (order)');
  });

  test('random by nature: nothing can be told, and that is said', async () => {
    const random: MakeApp = () => (_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(randomBytes(64));
    };
    const observation = await observe(random, random);
    expect(observation.title).toBe(
      'GET / answers alike as far as can be told: a body differs as a whole even on base (1 request, each asked 4 times)',
    );
    expect(observation.detail).toContain('the whole body');
  });

  test('what the project lets differ', async () => {
    const ignore = ['header:x-build', '$[*].total', 'total'];
    const cheaper = ORDERS.map((order) => ({ ...order, total: 'free' }));
    const observation = await observe(sends(ORDERS, { 'x-build': '1' }), sends(cheaper), { ignore });
    expect(observation.kind).toBe('behaviour-same');
    expect(observation.detail).toContain('`total` in behaviour.ignore is neither');
  });
});

describe('told precisely', () => {
  const dated = (value: object): MakeApp =>
    always((_, response) => json(response, { ...value, at: randomUUID() }));

  test.each<[string, MakeApp, MakeApp, string]>([
    ['a changed field', dated({ n: 1 }), dated({ n: 2 }), '$.n is 2 on head, 1 on base'],
    [
      'a missing field',
      sends(ORDERS),
      sends(ORDERS.map(({ id, customer }) => ({ id, customer }))),
      '$[*].total is missing on head (base: 12.5)',
    ],
    [
      'another type',
      sends({ n: 1 }),
      sends({ n: '1' }),
      '$.n has another type: number 1 on base, text "1" on head',
    ],
    [
      'another order of items',
      sends(ORDERS),
      sends(ORDERS.toReversed()),
      '$ has the same items in another order',
    ],
    ['fewer items', sends(ORDERS), sends(ORDERS.slice(1)), '$ has 1 item on head, 2 items on base'],
    [
      'a volatile field that lost its shape',
      dated({}),
      sends({ at: 'never' }),
      '$.at has another type: "‹uuid›" on base, text "never" on head',
    ],
    ['another status', sends({}), sends({}, {}, 404), 'status is 404 on head, 200 on base'],
    [
      'a lost cache header',
      sends({}, { 'cache-control': 'public, max-age=60' }),
      sends({}),
      'header cache-control is missing on head (base: max-age=60, public)',
    ],
    [
      'another cookie',
      sends({}, { 'set-cookie': 'sid=1; HttpOnly; Secure' }),
      sends({}, { 'set-cookie': 'sid=1; Secure' }),
      'header set-cookie:sid is Secure on head, HttpOnly; Secure on base',
    ],
  ])('%s', async (_, base, head, difference) => {
    const observation = await observe(base, head);
    expect(observation).toMatchObject({
      kind: 'behaviour-changed',
      side: 'head',
      severity: 'warning',
      location: null,
    });
    expect(observation.title).toBe(`GET / answers differently: ${difference}`);
  });

  test('gzip on one side only, with the same content', async () => {
    const content = 'const answer = 42;\n'.repeat(50);
    const zipped: MakeApp = always((request, response) => {
      expect(request.headers['accept-encoding']).toContain('gzip');
      response
        .writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' })
        .end(gzipSync(content));
    });
    const plain: MakeApp = always((_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(content);
    });
    expect((await observe(zipped, plain)).title).toBe(
      'GET / answers differently: header content-encoding is missing on head (base: gzip)',
    );
  });

  test('a failure is an error, with the request, the diff and clues', async () => {
    const observation = await observe(dated({ orders: ORDERS }), sends({ error: 'no such column' }, {}, 500));
    expect(observation).toMatchObject({
      severity: 'error',
      title: 'GET / answers differently: status is 500 on head, 200 on base (and 3 more)',
      clues:
        ['error', 'orders', 'at', '/'].toSorted().length === 4
          ? expect.arrayContaining(['error', 'orders', 'at', '/'])
          : [],
    });
    expect(observation.evidence).toMatchInlineSnapshot(`
      {
        "base": "GET /",
        "head": "--- base
      +++ head
      @@ -1,22 +1,6 @@
      -HTTP 200
      +HTTP 500
       content-type: application/json
       
       {
      -  "at": "‹uuid›",
      -  "orders": [
      -    {
      -      "customer": {
      -        "name": "Ada"
      -      },
      -      "id": 1,
      -      "total": 12.5
      -    },
      -    {
      -      "customer": {
      -        "name": "Alan"
      -      },
      -      "id": 2,
      -      "total": 7
      -    }
      -  ]
      +  "error": "no such column"
       }",
      }
    `);
  });

  test('a chance that base never met twice is not blamed on head', async () => {
    const sometimes: MakeApp =
      ({ number }) =>
      (_, response) =>
        json(response, {}, { status: number === 1 ? 503 : 200 });
    expect(await observe(sends({}), sometimes)).toMatchObject({ kind: 'behaviour-same' });
  });
});

describe('how they are asked', () => {
  const stateful: MakeApp = () => {
    const items: string[] = [];
    return (request, response) => {
      if (request.method === 'POST') items.push('x');
      json(response, { items }, { status: request.method === 'POST' ? 201 : 200 });
    };
  };
  const forgetful: MakeApp = () => (request, response) =>
    json(
      response,
      { items: request.method === 'POST' ? ['x'] : [] },
      { status: request.method === 'POST' ? 201 : 200 },
    );
  const ROUTES: Route[] = [
    { path: '/items', method: 'POST', body: '{}' },
    { path: '/items', variants: ['/items?page=2'] },
  ];

  test('the same requests in the same order everywhere, also those that write', async () => {
    const stage = freshStage({ base: stateful, head: stateful });
    const measurements = await measure(stage, ROUTES);
    const pass = ['POST /items', 'GET /items', 'GET /items?page=2'];
    expect(stage.asked).toEqual({
      base: Array.from({ length: 4 }, () => [...pass, ...pass]),
      head: Array.from({ length: 2 }, () => [...pass, ...pass]),
    });
    expect(measurements.map(({ outcome }) => outcome)).toMatchObject([
      { observations: [{ title: 'POST /items answers alike (1 request, each asked 4 times)' }] },
      { observations: [{ title: 'GET /items answers alike (2 requests, each asked 4 times)' }] },
    ]);
  });

  test('what head forgets shows, although answers change with each request; it is asked a third time', async () => {
    const stage = freshStage({ base: stateful, head: forgetful });
    const [, list] = await measure(stage, ROUTES);
    expect(list?.outcome).toMatchObject({
      observations: [
        {
          kind: 'behaviour-changed',
          title: 'GET /items answers differently: $.items has 0 items on head, 1 item on base',
        },
      ],
    });
    expect(stage.asked.head).toHaveLength(3);
  });

  test('a route base does not answer cannot be compared; one only head does not answer is told', async () => {
    const mute: MakeApp = always((request) => request.socket.destroy());
    const [silent] = await measure(freshStage({ base: mute, head: sends({}) }), [{ path: '/' }]);
    expect(silent?.outcome).toEqual({
      status: 'unmeasured',
      reason: 'GET / was not compared: base does not answer within 10 s, so there is nothing to compare.',
      mend: 'Give GET / a path in `targets.routes` that answers at once.',
      causedByHead: false,
    });
    expect(await observe(sends({}), mute)).toMatchObject({
      severity: 'error',
      title: 'GET / answers differently: the answer is no answer on head, 200 on base',
    });
  });

  test('an app that dies is told once, where it died', async () => {
    const deadly: MakeApp =
      ({ die }) =>
      (request, response) =>
        request.url === '/b' ? die() : json(response, {});
    const stage = freshStage({ base: sends({}), head: deadly });
    const outcomes = (await measure(stage, [{ path: '/a' }, { path: '/b' }, { path: '/c' }])).map(
      ({ outcome }) => outcome,
    );
    expect(outcomes).toMatchObject([
      { status: 'measured' },
      {
        status: 'unmeasured',
        causedByHead: true,
        reason: expect.stringMatching(
          /^The app on head died when GET \/b was asked\. It last printed:\nRangeError/,
        ),
      },
      {
        status: 'unmeasured',
        causedByHead: true,
        reason: expect.stringContaining(
          'GET /c was not compared: the app on head died when GET /b was asked.',
        ),
      },
    ]);
  });
});
