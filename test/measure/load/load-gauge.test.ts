// The load gauge's order of business, with a driver and a network that answer as the test says.
import { describe, expect, it } from 'vitest';
import { ROUNDS_PER_RESTART } from '../../../src/measure/load/plan-rounds.ts';
import { loadGauge } from '../../../src/measure/load/load-gauge.ts';
import { measurementSchema, type Measured, type Measurement } from '../../../src/measure/measurement.ts';
import { LANES, sideOf, type Lane } from '../../../src/measure/load/lane.ts';
import { NotMeasurable, type RunningApp, type Stage, type StagedSide } from '../../../src/measure/stage.ts';
import type { Side } from '../../../src/core/side.ts';
import type { LoadAnswer, LoadJob } from '../../../src/ports/load-driver.ts';
import { loadJobSchema } from '../../../src/ports/load-driver.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';
import { fakeNetwork } from '../../fakes/fake-network.ts';
import { fakeShell, type FakeOutcome } from '../../fakes/fake-shell.ts';
import { gaugeContext } from './gauge-context.ts';

const ORIGINS = {
  base: 'http://127.0.0.1:1001',
  control: 'http://127.0.0.1:1002',
  head: 'http://127.0.0.1:1003',
};
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
  readonly weights?: Readonly<Record<string, number>>;
  readonly budgetMs?: number;
  readonly answer?: (lane: Lane, job: LoadJob) => Partial<LoadAnswer>;
  readonly status?: (side: Side, path: string) => number;
  /** What the driver does instead of answering, by the number of its round from 1. */
  readonly driver?: (run: number, path: string) => FakeOutcome | null;
  /** Named path kills that side when it gets load. */
  readonly deadly?: { readonly side: Side; readonly path: string };
  /** Thrown when the side is started so often, counting from 1. */
  readonly refuses?: (side: Side, start: number) => string | null;
}

async function play(scene: Scene) {
  const rounds: string[] = [];
  const clock = fakeClock();
  const network = fakeNetwork();
  const starts = { base: 0, head: 0 };
  const stopped: string[] = [];
  const dead = { base: false, head: false };
  let cpuMs = 0;
  let runs = 0;
  const app = (side: Side, origin: string): RunningApp => ({
    origin,
    usage: async () => ({ cpuMs, rssBytes: 1_000 }),
    tail: () => 'last words',
    alive: () => !dead[side],
    async [Symbol.asyncDispose]() {
      stopped.push(origin);
    },
  });
  for (const lane of LANES) {
    const side = sideOf(lane);
    network.servers.set(ORIGINS[lane], ({ url }) => ({
      status: scene.status?.(side, new URL(url).pathname) ?? 200,
      headers: {},
      body: `body of ${side}`,
    }));
  }
  const shell = fakeShell(({ options }) => {
    const job = loadJobSchema.parse(JSON.parse(options.stdin ?? ''));
    const lane = LANES.find((one) => job.url.startsWith(ORIGINS[one])) ?? 'head';
    const { pathname } = new URL(job.url);
    if (job.leadInMs > 0) rounds.push(`${lane} ${pathname}`);
    clock.pass(job.leadInMs + job.durationMs);
    cpuMs += 60;
    if (scene.deadly?.side === sideOf(lane) && scene.deadly.path === pathname) dead[scene.deadly.side] = true;
    const instead = scene.driver?.((runs += 1), pathname) ?? null;
    if (instead !== null) return instead;
    return { stdout: JSON.stringify({ ...GOOD, ...scene.answer?.(lane, job) }) };
  });
  const staged = (side: Side): StagedSide => ({
    side,
    sha: '',
    directory: '/',
    database: null,
    startApp: async (options) => {
      starts[side] += 1;
      dead[side] = false;
      const reason = scene.refuses?.(side, starts[side]) ?? null;
      if (reason !== null) throw new NotMeasurable(side, { reason, mend: 'Let it start.' });
      const sockets = options?.environment?.['PERFCREW_COUNTERS'] ?? '';
      return app(side, sockets.includes('control') ? ORIGINS.control : ORIGINS[side]);
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
      config: {
        targets: { routes: scene.paths.map((path) => ({ path, weight: scene.weights?.[path] ?? 1 })) },
      },
      stage,
      runDirectory: '/run',
      budgetMs: scene.budgetMs ?? 1,
      world: { shell, network, clock, files: fakeFiles() },
    }),
  );
  return {
    measurements: measurements.map((one) => measurementSchema.parse(one)),
    rounds,
    starts,
    stopped,
  };
}

function measured(measurement: Measurement | undefined): Measured {
  if (measurement?.outcome.status !== 'measured') throw new Error(JSON.stringify(measurement?.outcome));
  return measurement.outcome;
}

describe('loadGauge', () => {
  it('visits three fresh processes in each round, each first, second and last equally often', async () => {
    const { rounds, starts, stopped } = await play({ paths: ['/a'] });
    expect(starts).toEqual({ base: 6, head: 3 });
    expect(stopped).toHaveLength(9);
    expect(rounds).toHaveLength(3 * ROUNDS_PER_RESTART * 3);
    for (const place of [0, 1, 2]) {
      const there = rounds.filter((_, index) => index % 3 === place);
      for (const lane of LANES)
        expect(there.filter((round) => round === `${lane} /a`)).toHaveLength(ROUNDS_PER_RESTART);
    }
  });

  it('puts the control beside base and head', async () => {
    const p50 = { base: 5, control: 6, head: 7 };
    const { measurements } = await play({
      paths: ['/a'],
      answer: (lane) => ({ latencyMs: { p50: p50[lane], p95: 8, p99: 9 } }),
    });
    const { series } = measured(measurements[0]);
    const rounds = series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds ?? [];
    expect(rounds.length).toBeGreaterThanOrEqual(3 * ROUNDS_PER_RESTART);
    expect(rounds.map(({ restart }) => restart)).toEqual(
      rounds.map((_, index) => Math.floor(index / ROUNDS_PER_RESTART)),
    );
    for (const { base, control, head } of rounds) expect({ base, control, head }).toEqual(p50);
  });

  it('ends as soon as the question is settled, however much time there is', async () => {
    const { starts, measurements } = await play({ paths: ['/a', '/b'], budgetMs: 3_600_000 });
    expect(starts).toEqual({ base: 6, head: 3 });
    const { title, detail } = measured(measurements[0]).observations.at(-1) ?? {};
    expect(title).toBe('54 rounds of 0.04 s over 3 restarts, 4 connections');
    expect(detail).not.toContain('The time was up');
  });

  it('goes on with the routes that are open, and leaves the settled one alone', async () => {
    let wave = 0;
    const { rounds, measurements } = await play({
      paths: ['/steady', '/restless'],
      budgetMs: 3_600_000,
      answer: (_lane, { url }) => {
        if (url.endsWith('/steady')) return {};
        wave = (wave * 31 + 7) % 101;
        return { served: 60 + wave, latencyMs: { p50: 5 + wave / 20, p95: 8, p99: 9 } };
      },
    });
    expect(rounds.filter((round) => round.endsWith('/steady'))).toHaveLength(9 * ROUNDS_PER_RESTART);
    expect(rounds.filter((round) => round.endsWith('/restless')).length).toBeGreaterThan(
      9 * ROUNDS_PER_RESTART,
    );
    expect(measurements.every(({ outcome }) => outcome.status === 'measured')).toBe(true);
  });

  it('confirms a change in fresh processes, and says from where on', async () => {
    const { starts, measurements } = await play({
      paths: ['/a'],
      budgetMs: 3_600_000,
      answer: (lane) => ({ latencyMs: { p50: lane === 'head' ? 50 : 5, p95: 8, p99: 9 } }),
    });
    expect(starts.head).toBe(4);
    const { series, observations } = measured(measurements[0]);
    expect(series.every(({ confirmedFrom }) => confirmedFrom === 2)).toBe(true);
    expect(observations.at(-1)?.detail).toContain(
      'A change was found after 2 restarts; 2 more confirm or refute it.',
    );
  });

  it('goes on without a control where base cannot run twice, and says why', async () => {
    let isRunning = false;
    const { measurements, starts } = await play({
      paths: ['/a'],
      refuses: (side, start) => {
        if (side !== 'base' || start > 2) return null;
        const reason = isRunning ? 'The app of base found its lock taken.' : null;
        isRunning = true;
        return reason;
      },
    });
    expect(starts).toEqual({ base: 4, head: 3 });
    const { series, observations } = measured(measurements[0]);
    for (const { rounds } of series) expect(rounds.every((round) => !('control' in round))).toBe(true);
    expect(observations.at(-1)?.detail).toContain(
      'No round had a second process of base to tell noise by. A second process of base did not start beside the first. The app of base found its lock taken.',
    );
  });

  it('starts base alone where two of it were in each other’s way', async () => {
    const { measurements, starts } = await play({
      paths: ['/a'],
      refuses: (side, start) => (side === 'base' && start <= 2 ? 'Locked.' : null),
    });
    expect(starts).toEqual({ base: 5, head: 3 });
    expect(measured(measurements[0]).series[0]?.rounds).not.toHaveLength(0);
  });

  it('keeps the restarts that finished when a later one does not start', async () => {
    const { measurements } = await play({
      paths: ['/a'],
      refuses: (side, start) => (side === 'head' && start === 3 ? 'head found no port' : null),
    });
    const { series, observations } = measured(measurements[0]);
    expect(series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds).toHaveLength(
      2 * ROUNDS_PER_RESTART,
    );
    expect(observations.at(-1)).toMatchObject({
      severity: 'warning',
      detail: expect.stringContaining('A further restart failed. head found no port'),
    });
  });

  it('measures and tells the heavier route first', async () => {
    const { measurements, rounds } = await play({
      paths: ['/rare', '/busy'],
      weights: { '/rare': 1, '/busy': 9 },
    });
    expect(measurements.map(({ target }) => target)).toEqual(['GET /busy', 'GET /rare']);
    expect(rounds[0]).toMatch(/ \/busy$/);
    expect(measured(measurements[0]).observations.at(-1)?.detail).toContain('90 % of the weight');
  });

  it('says where a process did not get warm', async () => {
    let slices = 0;
    const { measurements } = await play({
      paths: ['/a'],
      answer: (_lane, { leadInMs }) => {
        slices = leadInMs > 0 ? 0 : slices + 1;
        return { latencyMs: { p50: 1_000 - 10 * slices, p95: 8, p99: 9 } };
      },
    });
    expect(measured(measurements[0]).observations.at(-1)?.detail).toContain(
      'In 9 of 9 processes the cost of a request had not settled when it ended (3 s at most).',
    );
  });

  it('gives up the route that kills head and measures the others in full', async () => {
    const { measurements, starts } = await play({
      paths: ['/a', '/deadly', '/c'],
      deadly: { side: 'head', path: '/deadly' },
    });
    expect(starts).toEqual({ base: 8, head: 4 });
    expect(measurements[1]?.outcome).toMatchObject({
      status: 'unmeasured',
      causedByHead: true,
      reason: expect.stringContaining('died while GET /deadly was requested'),
    });
    for (const index of [0, 2]) {
      const { series } = measured(measurements[index]);
      expect(series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds).toHaveLength(
        3 * ROUNDS_PER_RESTART,
      );
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
      answer: (lane) => (lane === 'head' ? { latencyMs: null, responseBytes: null, non2xx: 100 } : {}),
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
      /ended without an answer:\nFATAL ERROR/,
    ],
    ['babbles', { stdout: 'Segmentation fault' }, /an answer that cannot be read:\nSegmentation fault/],
    ['answers half a line', { stdout: '{"latencyMs":' }, /an answer that cannot be read:\n\{"latencyMs":/],
    ['does not end', { hangs: true }, /ended without an answer and printed nothing/],
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
      expect(measured(measurements[1]).series.at(-1)?.rounds).toHaveLength(3 * ROUNDS_PER_RESTART);
    },
  );

  it('leaves a round empty whose driver failed once, and says so', async () => {
    const { measurements } = await play({
      paths: ['/a'],
      // Ten slices warm each of the three processes up.
      driver: (run) => (run === 35 ? { exitCode: 1 } : null),
    });
    const { series, observations } = measured(measurements[0]);
    const rounds = series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds ?? [];
    expect(rounds).toHaveLength(3 * ROUNDS_PER_RESTART);
    expect(rounds.filter(({ base, control, head }) => [base, control, head].includes(null))).toHaveLength(1);
    expect(observations.at(-1)).toMatchObject({
      severity: 'warning',
      title: '54 rounds of 0.04 s over 3 restarts, 4 connections, 1 round failed',
    });
  });

  it('leaves out what the time has no room for, and says so, but never the first six', async () => {
    const paths = Array.from({ length: 200 }, (_, index) => `/${index}`);
    const { measurements, rounds } = await play({ paths, budgetMs: 200_000 });
    const missed = measurements.filter(({ outcome }) => outcome.status === 'unmeasured');
    expect(missed).toHaveLength(181);
    expect(missed[0]?.outcome).toMatchObject({
      reason: 'The 15 minutes of measuring have no room for GET /19: too many targets stand before it.',
      mend: expect.stringContaining('Raise `budget.minutes`'),
      causedByHead: false,
    });
    expect(rounds).toHaveLength(19 * 9 * ROUNDS_PER_RESTART);
    const short = await play({ paths, budgetMs: 1 });
    expect(short.measurements.filter(({ outcome }) => outcome.status === 'measured')).toHaveLength(6);
  });

  it('blames head for a route that answers nothing under load on head alone', async () => {
    const nothing = { latencyMs: null, responseBytes: null, responses: 0, served: 0 };
    const { measurements } = await play({
      paths: ['/a'],
      answer: (lane) => (lane === 'head' ? nothing : {}),
    });
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: 'GET /a answered nothing under load on head; it does on base.',
      causedByHead: true,
    });
  });
});
