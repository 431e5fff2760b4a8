// The load gauge's order of business, with a driver and a network that answer as the test says.
import { describe, expect, it } from 'vitest';
import { loadGauge } from '../../../src/measure/load/load-gauge.ts';
import { measurementSchema, type Measured, type Measurement } from '../../../src/measure/measurement.ts';
import type { RunningApp, Stage, StagedSide } from '../../../src/measure/stage.ts';
import type { Side } from '../../../src/core/side.ts';
import type { LoadAnswer, LoadJob } from '../../../src/ports/load-driver.ts';
import { loadJobSchema } from '../../../src/ports/load-driver.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';
import { fakeNetwork } from '../../fakes/fake-network.ts';
import { fakeShell, type FakeOutcome } from '../../fakes/fake-shell.ts';
import { gaugeContext } from './gauge-context.ts';

const ORIGINS = { base: 'http://127.0.0.1:1001', head: 'http://127.0.0.1:1002' };
const GOOD: LoadAnswer = {
  latencyMs: { p50: 5, p95: 8, p99: 9 },
  responses: 100,
  non2xx: 0,
  errors: 0,
  responseBytes: 500,
  durationMs: 1000,
  served: 120,
};

interface Scene {
  readonly paths: readonly string[];
  readonly budgetMs?: number;
  readonly answer?: (side: Side, job: LoadJob) => Partial<LoadAnswer>;
  readonly status?: (side: Side, path: string) => number;
  /** What the driver does instead of answering, by the number of its run from 1. */
  readonly driver?: (run: number, path: string) => FakeOutcome | null;
  /** Named path kills that side when it gets load. */
  readonly deadly?: { readonly side: Side; readonly path: string };
}

async function play(scene: Scene) {
  const rounds: string[] = [];
  const clock = fakeClock();
  const network = fakeNetwork();
  const starts = { base: 0, head: 0 };
  const dead = { base: false, head: false };
  let cpuMs = 0;
  let runs = 0;
  const app = (side: Side): RunningApp => ({
    origin: ORIGINS[side],
    usage: async () => ({ cpuMs, rssBytes: 1_000 }),
    tail: () => 'last words',
    alive: () => !dead[side],
    async [Symbol.asyncDispose]() {},
  });
  for (const side of ['base', 'head'] as const) {
    network.servers.set(ORIGINS[side], ({ url }) => ({
      status: scene.status?.(side, new URL(url).pathname) ?? 200,
      headers: {},
      body: `body of ${side}`,
    }));
  }
  const shell = fakeShell(({ options }) => {
    const job = loadJobSchema.parse(JSON.parse(options.stdin ?? ''));
    const side = job.url.startsWith(ORIGINS.base) ? 'base' : 'head';
    const { pathname } = new URL(job.url);
    if (job.leadInMs > 0) rounds.push(`${side} ${pathname}`);
    clock.pass(job.leadInMs + job.durationMs);
    cpuMs += 60;
    if (scene.deadly?.side === side && scene.deadly.path === pathname) dead[side] = true;
    const instead = scene.driver?.((runs += 1), pathname) ?? null;
    if (instead !== null) return instead;
    return { stdout: JSON.stringify({ ...GOOD, ...scene.answer?.(side, job) }) };
  });
  const staged = (side: Side): StagedSide => ({
    side,
    sha: '',
    directory: '/',
    database: null,
    startApp: async () => {
      starts[side] += 1;
      dead[side] = false;
      return app(side);
    },
  });
  const stage: Stage = {
    base: staged('base'),
    head: staged('head'),
    cluster: null,
    async [Symbol.asyncDispose]() {},
  };
  const measurements = await loadGauge.measure(
    gaugeContext({
      gate: 'load',
      targets: scene.paths.map((path) => `GET ${path}`),
      config: { targets: { routes: scene.paths.map((path) => ({ path })) } },
      stage,
      runDirectory: '/run',
      budgetMs: scene.budgetMs ?? 1,
      world: { shell, network, clock, files: fakeFiles() },
    }),
  );
  return { measurements: measurements.map((one) => measurementSchema.parse(one)), rounds, starts };
}

function measured(measurement: Measurement | undefined): Measured {
  if (measurement?.outcome.status !== 'measured') throw new Error(JSON.stringify(measurement?.outcome));
  return measurement.outcome;
}

describe('loadGauge', () => {
  it('loads base and head alternately, each first equally often', async () => {
    const { rounds, starts } = await play({ paths: ['/a'] });
    expect(starts).toEqual({ base: 3, head: 3 });
    const firsts = rounds.filter((_, index) => index % 2 === 0);
    expect(rounds).toHaveLength(24);
    expect(firsts.filter((round) => round.startsWith('base'))).toHaveLength(6);
    for (let index = 0; index < rounds.length; index += 2) expect(rounds[index]).not.toBe(rounds[index + 1]);
  });

  it('turns a round into one number per metric', async () => {
    const { measurements } = await play({ paths: ['/a'] });
    const outcome = measured(measurements[0]);
    const first = Object.fromEntries(outcome.series.map(({ metric, rounds }) => [metric, rounds[0]?.head]));
    expect(first).toEqual({
      'latency-p50-ms': 5,
      'latency-p95-ms': 8,
      'latency-p99-ms': 9,
      'throughput-per-sec': 100,
      'cpu-per-request-ms': 0.5,
      'rss-bytes': 1_000,
      'errors-per-request': 0,
      'response-bytes': 500,
    });
  });

  it('takes more restarts and pairs where there is time for them', async () => {
    const { rounds, starts, measurements } = await play({ paths: ['/a', '/b'], budgetMs: 3_600_000 });
    expect(starts).toEqual({ base: 5, head: 5 });
    expect(rounds).toHaveLength(2 * 5 * 6 * 2);
    expect(measured(measurements[0]).observations.at(-1)?.title).toBe(
      '30 pairs of 1 s over 5 restarts, 4 connections',
    );
  });

  it('gives up the route that kills head and measures the others in full', async () => {
    const { measurements, starts } = await play({
      paths: ['/a', '/deadly', '/c'],
      deadly: { side: 'head', path: '/deadly' },
    });
    expect(starts).toEqual({ base: 4, head: 4 });
    expect(measurements[1]?.outcome).toMatchObject({
      status: 'unmeasured',
      causedByHead: true,
      reason: expect.stringContaining('died while GET /deadly was requested'),
    });
    for (const index of [0, 2]) {
      const [series] = measured(measurements[index]).series;
      expect(series?.rounds).toHaveLength(12);
    }
  });

  it('does not blame head for what kills base', async () => {
    const { measurements } = await play({ paths: ['/a'], deadly: { side: 'base', path: '/a' } });
    expect(measurements[0]?.outcome).toMatchObject({ status: 'unmeasured', causedByHead: false });
  });

  it('measures a route that fails on head alone, as errors and with an observation', async () => {
    const { measurements } = await play({
      paths: ['/a'],
      status: (side) => (side === 'head' ? 500 : 200),
      answer: (side) => (side === 'head' ? { latencyMs: null, responseBytes: null, non2xx: 100 } : {}),
    });
    const { series, observations } = measured(measurements[0]);
    const rounds = (metric: string) => series.find((one) => one.metric === metric)?.rounds ?? [];
    expect(rounds('errors-per-request').every(({ base, head }) => base === 0 && head === 1)).toBe(true);
    expect(rounds('latency-p50-ms').every(({ base, head }) => base === 5 && head === null)).toBe(true);
    expect(observations[0]).toMatchObject({
      kind: 'route-failing',
      side: 'head',
      severity: 'error',
      title: 'GET /a answers 500 on head (200 on base)',
      evidence: { base: 'body of base', head: 'body of head' },
    });
  });

  it.each([
    [404, 'Correct `path`'],
    [401, 'Give the route the `headers` of a test user'],
    [302, 'Give the path it redirects to'],
    [500, 'Start the app on base by hand'],
  ])('does not load a route that answers %i on base, and says what to do', async (status, mend) => {
    const { measurements, rounds } = await play({ paths: ['/a'], status: () => status });
    expect(rounds).toEqual([]);
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: `GET /a answers ${status} on base, so there is nothing to compare.`,
      mend: expect.stringContaining(mend),
      causedByHead: false,
    });
  });

  it('does not compare what a rate limiter answers', async () => {
    const { measurements } = await play({ paths: ['/a'], answer: () => ({ non2xx: 98 }) });
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: expect.stringContaining('failed for 98 % of the requests under load on base'),
      mend: expect.stringContaining('rate limiting'),
    });
  });

  it.each<[string, FakeOutcome, RegExp]>([
    [
      'dies',
      { exitCode: 134, stderr: 'FATAL ERROR: heap out of memory' },
      /ended with exit code 134:\nFATAL ERROR/,
    ],
    ['babbles', { stdout: 'Segmentation fault' }, /ended without an answer/],
    ['answers half a line', { stdout: '{"latencyMs":' }, /an answer that cannot be read: \{"latencyMs":/],
    ['does not end', { hangs: true }, /did not end within \d+ s and printed nothing/],
  ])(
    'gives up a route whose driver %s time and again, and measures the others in full',
    async (_, outcome, said) => {
      const { measurements } = await play({
        paths: ['/a', '/b'],
        driver: (_run, path) => (path === '/a' ? outcome : null),
      });
      expect(measurements[0]?.outcome).toMatchObject({
        status: 'unmeasured',
        reason: expect.stringMatching(said),
        mend: expect.stringContaining('Free memory'),
        causedByHead: false,
      });
      expect(measured(measurements[1]).series[0]?.rounds).toHaveLength(12);
    },
  );

  it('leaves a round empty whose driver failed once, and says so', async () => {
    const { measurements } = await play({
      paths: ['/a'],
      driver: (run) => (run === 10 ? { exitCode: 1 } : null),
    });
    const { series, observations } = measured(measurements[0]);
    const rounds = series[0]?.rounds ?? [];
    expect(rounds).toHaveLength(12);
    expect(rounds.filter(({ base, head }) => base === null || head === null)).toHaveLength(1);
    expect(observations.at(-1)).toMatchObject({
      severity: 'warning',
      title: '12 pairs of 0.2 s over 3 restarts, 4 connections, 1 round failed',
    });
  });

  it('leaves out what the time has no room for, and says so, but never the first six', async () => {
    const paths = Array.from({ length: 200 }, (_, index) => `/${index}`);
    const { measurements, rounds } = await play({ paths, budgetMs: 200_000 });
    const missed = measurements.filter(({ outcome }) => outcome.status === 'unmeasured');
    expect(missed).toHaveLength(191);
    expect(missed[0]?.outcome).toMatchObject({
      reason: 'The 15 minutes of measuring have no room for GET /9: too many targets stand before it.',
      mend: expect.stringContaining('Raise `budget.minutes`'),
      causedByHead: false,
    });
    expect(rounds).toHaveLength(9 * 24);
    const short = await play({ paths, budgetMs: 1 });
    expect(short.measurements.filter(({ outcome }) => outcome.status === 'measured')).toHaveLength(6);
  });

  it('blames head for a route that answers nothing under load on head alone', async () => {
    const nothing = { latencyMs: null, responseBytes: null, responses: 0, served: 0 };
    const { measurements } = await play({
      paths: ['/a'],
      answer: (side) => (side === 'head' ? nothing : {}),
    });
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: 'GET /a answered nothing under load on head; it does on base.',
      causedByHead: true,
    });
  });
});
