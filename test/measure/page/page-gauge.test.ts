// The page gauge's order of business, with a driver and a network that answer as the test says.
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import type { Side } from '../../../src/core/side.ts';
import { measurementSchema, type Measured, type Measurement } from '../../../src/measure/measurement.ts';
import { pageGauge } from '../../../src/measure/page/page-gauge.ts';
import { NotMeasurable, type RunningApp, type Stage, type StagedSide } from '../../../src/measure/stage.ts';
import { pageJobSchema, type PageAnswer, type PageFacts } from '../../../src/ports/page-driver.ts';
import type { Toolbox } from '../../../src/ports/toolbox.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';
import { fakeNetwork } from '../../fakes/fake-network.ts';
import { fakeShell, type FakeOutcome } from '../../fakes/fake-shell.ts';
import { gaugeContext, realWorld } from '../load/gauge-context.ts';
import { facts, script } from './facts.ts';

const ORIGINS = { base: 'http://127.0.0.1:1001', head: 'http://127.0.0.1:1002' };

interface Scene {
  readonly paths?: readonly string[];
  readonly budgetMs?: number;
  readonly runMs?: number;
  readonly page?: (side: Side, run: number) => Partial<PageFacts> | string;
  readonly status?: (side: Side, path: string) => number | null;
  /** What the driver does after so many answers. */
  readonly driver?: { readonly answers: number; readonly end: FakeOutcome };
  readonly location?: (side: Side) => string | null;
  readonly deadly?: { readonly side: Side; readonly path: string };
  readonly chrome?: Toolbox['chrome'];
  readonly headStarts?: () => Promise<RunningApp>;
}

async function play(scene: Scene) {
  const paths = scene.paths ?? ['/'];
  const clock = fakeClock();
  const files = fakeFiles();
  const network = fakeNetwork();
  const loads: string[] = [];
  const starts = { base: 0, head: 0 };
  const dead = { base: false, head: false };
  for (const side of ['base', 'head'] as const) {
    network.servers.set(ORIGINS[side], ({ url }) => {
      const status = scene.status === undefined ? 200 : scene.status(side, new URL(url).pathname);
      const location = scene.location?.(side) ?? null;
      if (location !== null) return { status: 302, headers: { location }, body: '' };
      return status === null ? null : { status, headers: {}, body: '' };
    });
  }
  const shell = fakeShell(({ options }) => {
    const job = pageJobSchema.parse(JSON.parse(options.stdin ?? ''));
    const answers = job.runs.map(({ id, url, reportPath }, run): PageAnswer => {
      const side = url.startsWith(ORIGINS.base) ? 'base' : 'head';
      const { pathname } = new URL(url);
      loads.push(`${side} ${pathname}`);
      clock.pass(scene.runMs ?? 5_000);
      if (scene.deadly?.side === side && scene.deadly.path === pathname) dead[side] = true;
      const page = scene.page?.(side, run) ?? {};
      if (typeof page === 'string') return { status: 'failed', id, reason: page };
      for (const format of ['json', 'html'])
        void files.writeText(`${reportPath}.${format}`, `${side} run ${run}`);
      return { status: 'measured', id, facts: facts(page) };
    });
    const { answers: most = Infinity, end = {} } = scene.driver ?? {};
    const said = answers.slice(0, most).map((answer) => `${JSON.stringify(answer)}\n`);
    return { ...end, stdout: said.join('') + (end.stdout ?? '') };
  });
  const staged = (side: Side): StagedSide => ({
    side,
    sha: '',
    directory: '/',
    database: null,
    async startApp() {
      starts[side] += 1;
      dead[side] = false;
      if (side === 'head' && scene.headStarts) return scene.headStarts();
      return {
        origin: ORIGINS[side],
        usage: async () => ({ cpuMs: 0, rssBytes: 0 }),
        tail: () => 'last words',
        alive: () => !dead[side],
        async [Symbol.asyncDispose]() {},
      };
    },
  });
  const stage: Stage = {
    base: staged('base'),
    head: staged('head'),
    cluster: null,
    async [Symbol.asyncDispose]() {},
  };
  const chrome: Toolbox['chrome'] =
    scene.chrome ?? (async () => ({ path: '/chrome', version: '1', environment: {} }));
  const measurements = await pageGauge.measure(
    gaugeContext({
      gate: 'page',
      targets: paths,
      config: { targets: { pages: paths.map((path) => ({ path })) } },
      stage,
      runDirectory: '/run',
      budgetMs: scene.budgetMs ?? 1,
      world: { shell, network, clock, files, toolbox: { ...realWorld().toolbox, chrome } },
    }),
  );
  return { measurements: measurements.map((one) => measurementSchema.parse(one)), loads, starts, files };
}

function measured(measurement: Measurement | undefined): Measured {
  if (measurement?.outcome.status !== 'measured') throw new Error(JSON.stringify(measurement?.outcome));
  return measurement.outcome;
}

describe('pageGauge', () => {
  it('loads base and head alternately over two restarts at least', async () => {
    const { loads, starts, measurements } = await play({});
    expect(starts).toEqual({ base: 2, head: 2 });
    expect(loads).toHaveLength(8);
    for (let index = 0; index < loads.length; index += 2) expect(loads[index]).not.toBe(loads[index + 1]);
    expect(measured(measurements[0]).observations.at(-1)).toMatchObject({
      kind: 'sampling',
      severity: 'note',
      title: '4 pairs of page loads over 2 restarts, mobile',
    });
  });

  it('turns a load into one number per metric, and keeps a report per side', async () => {
    const { measurements, files } = await play({
      paths: ['/', '/Über uns'],
      page: (side) => (side === 'head' ? { requests: [script('/app.js', 50_000)] } : {}),
    });
    const [first] = measurements;
    const head = Object.fromEntries(
      measured(first).series.map(({ metric, rounds }) => [metric, rounds[0]?.head]),
    );
    expect(head).toEqual({
      'performance-score': 90,
      'lcp-ms': 1500,
      'fcp-ms': 1000,
      'tbt-ms': 100,
      'si-ms': 1200,
      cls: 0,
      'script-bytes': 50_000,
      'page-bytes': 50_000,
      'page-requests': 1,
    });
    expect(measurements.flatMap(({ artifacts }) => artifacts.map(({ path }) => path))).toEqual([
      'artifacts/page-1-base.html',
      'artifacts/page-1-base.json',
      'artifacts/page-1-head.html',
      'artifacts/page-1-head.json',
      'artifacts/page-2-ber-uns-base.html',
      'artifacts/page-2-ber-uns-base.json',
      'artifacts/page-2-ber-uns-head.html',
      'artifacts/page-2-ber-uns-head.json',
    ]);
    expect(files.content.get('/run/artifacts/page-1-head.json')).toMatch(/^head run/);
  });

  it('takes more loads where there is time, and stops when slow pages have used it up', async () => {
    const much = await play({ budgetMs: 600_000 });
    expect(much.loads).toHaveLength(24);
    const slow = await play({ budgetMs: 200_000, runMs: 60_000 });
    expect(slow.loads).toHaveLength(6);
    expect(measured(slow.measurements[0]).observations.at(-1)?.detail).toContain(
      '4 restarts were planned; the time was spent before.',
    );
  });

  it('keeps a failed run as a gap and says why', async () => {
    const { measurements } = await play({
      page: (side, run) => (side === 'head' && run < 2 ? 'the page was not measured within 75 s' : {}),
    });
    const { series, observations } = measured(measurements[0]);
    expect(series[0]?.rounds.map(({ head }) => head)).toEqual([null, 90, null, 90]);
    expect(observations.at(-1)).toMatchObject({
      severity: 'warning',
      title: '4 pairs of page loads over 2 restarts, mobile, 2 failed',
      detail: expect.stringContaining('A run on head failed: the page was not measured within 75 s'),
    });
  });

  it.each([
    ['404 on base', () => 404, false, '/ answers 404 on base, so there is nothing to compare.'],
    [
      '500 on head',
      (side: Side) => (side === 'head' ? 500 : 200),
      true,
      '/ answers 500 on head; it is there on base.',
    ],
    [
      'silent on head',
      (side: Side) => (side === 'head' ? null : 200),
      true,
      '/ does not answer within 30 s on head; it is there on base.',
    ],
  ])('does not start Chrome for a page that is %s', async (_, status, causedByHead, reason) => {
    const { measurements, loads } = await play({ status });
    expect(loads).toEqual([]);
    expect(measurements[0]?.outcome).toMatchObject({ status: 'unmeasured', reason, causedByHead });
  });

  it('blames head for a page that only Chrome finds broken', async () => {
    const { measurements } = await play({ page: (side) => (side === 'head' ? 'NO_FCP' : {}) });
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: '/ could not be loaded: NO_FCP (head).',
      causedByHead: true,
    });
  });

  it('gives up the page that kills head and measures the others in full', async () => {
    const { measurements } = await play({ paths: ['/a', '/b'], deadly: { side: 'head', path: '/a' } });
    expect(measurements[0]?.outcome).toMatchObject({ status: 'unmeasured', causedByHead: true });
    expect(measured(measurements[1]).series[0]?.rounds).toHaveLength(4);
  });

  it('passes on why head does not start', async () => {
    const headStarts = async (): Promise<never> => {
      throw new NotMeasurable('head', { reason: 'head does not listen', mend: 'Let it listen.' });
    };
    const { measurements } = await play({ headStarts });
    expect(measurements[0]?.outcome).toEqual({
      status: 'unmeasured',
      reason: 'head does not listen',
      mend: 'Let it listen.',
      causedByHead: true,
    });
  });

  it('leaves every page unmeasured where there is no Chrome, and starts no app', async () => {
    const chrome = async (): Promise<never> => {
      throw new Problem('no-chrome', { what: 'CHROME_PATH names /nonexistent.', mend: 'Unset it.' });
    };
    const { measurements, starts } = await play({ paths: ['/a', '/b'], chrome });
    expect(starts).toEqual({ base: 0, head: 0 });
    expect(measurements.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 2 }, () => ({
        status: 'unmeasured',
        reason: 'CHROME_PATH names /nonexistent.',
        mend: 'Unset it.',
        causedByHead: false,
      })),
    );
  });

  it.each<[string, FakeOutcome, RegExp]>([
    ['dies', { exitCode: 1, stderr: 'Error: Cannot find module' }, /exit code 1:\nError: Cannot find module/],
    ['babbles', { stdout: '{"oops' }, /an answer that cannot be read: \{"oops/],
    ['is killed', { exitCode: 137, stderr: 'Killed' }, /exit code 137:\nKilled/],
  ])('leaves a page unmeasured whose driver %s at once, and blames no side', async (_, end, said) => {
    const { measurements } = await play({ driver: { answers: 0, end } });
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: expect.stringMatching(said),
      mend: expect.stringContaining('Free memory'),
      causedByHead: false,
    });
  });

  it('keeps what the driver said before it died', async () => {
    const { measurements } = await play({ driver: { answers: 2, end: { exitCode: 1, stderr: 'boom' } } });
    const { series, observations } = measured(measurements[0]);
    expect(series[0]?.rounds.filter(({ base, head }) => base !== null && head !== null)).toHaveLength(2);
    expect(observations.at(-1)).toMatchObject({
      severity: 'warning',
      detail: expect.stringContaining('The page driver ended with exit code 1:\nboom'),
    });
  });

  it('leaves out pages that the time has no room for, and says so', async () => {
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}`);
    const { measurements, loads } = await play({ paths, budgetMs: 1 });
    expect(measurements.filter(({ outcome }) => outcome.status === 'measured')).toHaveLength(6);
    expect(loads).toHaveLength(6 * 8);
    expect(measurements[29]?.outcome).toMatchObject({ reason: expect.stringContaining('no room for /29') });
  });

  it.each([
    ['both', () => '/login?next=%2F', 'both', '/ leads to /login, which is measured in its place'],
    [
      'head alone',
      (side: Side) => (side === 'head' ? `${ORIGINS.head}/login` : null),
      'head',
      '/ leads to /login on head and answers itself on base: different pages are compared',
    ],
  ])('says that a page sends the browser away on %s', async (_, location, side, title) => {
    const { measurements } = await play({ location });
    expect(measured(measurements[0]).observations).toContainEqual(
      expect.objectContaining({ kind: 'page-redirected', severity: 'warning', side, title }),
    );
  });
});
