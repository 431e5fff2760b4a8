// Capacity of real servers by the real driver: a pool that is the bottleneck, and a stall that only a constant rate shows.
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { measureCapacity, type Capacity } from '../../../src/measure/capacity/measure-capacity.ts';
import type { RunningApp } from '../../../src/measure/stage.ts';
import { constantRateAnswerSchema } from '../../../src/ports/capacity-driver.ts';
import { seededRandom } from '../../../src/stats/random.ts';
import { gaugeContext } from '../load/gauge-context.ts';
import { NO_STAGE } from './fake-driver.ts';
import { medians } from './read-capacity.ts';

const rungSchema = z.object({
  connections: z.number(),
  latencyMs: z.object({ p50: z.number() }).nullable(),
});
const figuresSchema = z.object({
  constantRate: z.object({ pairs: z.array(z.object({ head: constantRateAnswerSchema })) }),
  ladders: z.object({ head: z.object({ rungs: z.array(rungSchema) }) }),
});

let runDirectory: string;
beforeAll(async () => {
  runDirectory = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterAll(() => rm(runDirectory, { recursive: true, force: true }));

/** A server that works on so many requests at once and lets the others wait, as one in front of a pool does. */
function pool(size: number, workMs: number): RequestListener {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const work = (done: () => void): void => {
    busy += 1;
    setTimeout(() => {
      busy -= 1;
      done();
      waiting.shift()?.();
    }, workMs);
  };
  return (_, response) => {
    const begin = (): void => work(() => response.end('done'));
    if (busy < size) begin();
    else waiting.push(begin);
  };
}

async function serve(handler: RequestListener): Promise<RunningApp> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    usage: async () => ({ cpuMs: 0, rssBytes: 0 }),
    tail: () => '',
    alive: () => true,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function measure(
  sides: { readonly base: RequestListener; readonly head: RequestListener },
  budgetMs: number,
): Promise<Capacity> {
  await using base = await serve(sides.base);
  await using head = await serve(sides.head);
  const context = gaugeContext({
    gate: 'load',
    targets: ['GET /orders'],
    config: { targets: { routes: [{ path: '/orders' }] } },
    stage: NO_STAGE,
    runDirectory,
  });
  const [route] = context.config.targets.routes;
  if (route === undefined) throw new Error('no route');
  return await measureCapacity(context, route, {
    apps: { base, head },
    random: seededRandom(7),
    budgetMs,
    directory: runDirectory,
  });
}

it('finds that head halved its pool, and that it refuses where base makes requests wait', async () => {
  const halved = pool(8, 40);
  let open = 0;
  const refusing: RequestListener = (request, response) => {
    open += 1;
    response.on('close', () => (open -= 1));
    if (open > 40) {
      response.statusCode = 503;
      response.end('busy');
    } else halved(request, response);
  };
  const startedAt = performance.now();
  const capacity = await measure({ base: pool(16, 40), head: refusing }, 35_000);
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  const knee = medians(capacity, 'knee-connections');
  const peak = medians(capacity, 'peak-throughput-per-sec');
  // 16 and 8 at once, 40 ms each: 400 and 200 a second at most.
  expect(knee.base).toBeGreaterThan(11);
  expect(knee.base).toBeLessThan(20);
  for (const { base, head } of [knee, peak]) {
    expect((head ?? 0) / (base ?? 1)).toBeGreaterThan(0.35);
    expect((head ?? 0) / (base ?? 1)).toBeLessThan(0.7);
  }
  const earlier = capacity.observations.find(({ kind }) => kind === 'error-point-earlier');
  expect(earlier?.title).toMatch(
    /at 50 connections more than 1 % of its requests fail on head; base answers well up to \d+/,
  );
});

it('tells at a constant rate that head stalls, which the median of one connection hides', async () => {
  const at = 4;
  const base: RequestListener = (_, response) => setTimeout(() => response.end('done'), at);
  // A sleep would stall both sides here, they share the process: head holds its answers back for 300 ms of each second.
  const head: RequestListener = (_, response) => {
    setTimeout(() => response.end('done'), Math.max(at, 300 - (performance.now() % 1_000)));
  };
  const capacity = await measure({ base, head }, 24_000);
  const [artifact] = capacity.artifacts;
  const kept = figuresSchema.parse(
    JSON.parse(await readFile(join(runDirectory, artifact?.path ?? ''), 'utf8')),
  );
  expect(kept.constantRate.pairs.length).toBeGreaterThan(0);
  // Every round lasts a second and holds one stall: three in ten requests are due in it.
  for (const pair of kept.constantRate.pairs) expect(pair.head.latencyMs?.p99).toBeGreaterThan(200);
  const few = kept.ladders.head.rungs.filter(({ connections }) => connections === 1);
  expect(few.every(({ latencyMs }) => (latencyMs?.p50 ?? 0) < 100)).toBe(true);
});
