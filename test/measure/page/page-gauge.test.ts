// The page gauge's order of business, with a driver that answers as the test says.
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { measurementSchema, type Measured, type Measurement } from '../../../src/measure/measurement.ts';
import type { Lane } from '../../../src/measure/page/lanes.ts';
import { pageGauge } from '../../../src/measure/page/page-gauge.ts';
import { NotMeasurable, type RunningApp, type Stage, type StagedSide } from '../../../src/measure/stage.ts';
import { pageQuestionSchema, type PageFailure, type PageSample } from '../../../src/ports/page-driver.ts';
import type { Toolbox } from '../../../src/ports/toolbox.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';
import { fakeShell, type FakeOutcome } from '../../fakes/fake-shell.ts';
import { gaugeContext, realWorld } from '../load/gauge-context.ts';
import { facts, sample } from './facts.ts';

const ORIGINS = {
  base: 'http://127.0.0.1:1001',
  control: 'http://127.0.0.1:1002',
  head: 'http://127.0.0.1:1003',
};

interface Scene {
  readonly paths?: readonly string[];
  readonly setup?: string;
  readonly budgetMs?: number;
  readonly visit?: (lane: Lane, path: string, restart: number) => Partial<PageSample> | PageFailure;
  /** What the driver does with its question of this number, instead of answering. */
  readonly end?: (question: number) => FakeOutcome | null;
  readonly audit?: PageFailure;
  readonly deadly?: { readonly lane: Lane; readonly path: string };
  readonly chrome?: Toolbox['chrome'];
  readonly headStarts?: (time: number) => NotMeasurable | null;
  readonly files?: Readonly<Record<string, string>>;
}

async function play(scene: Scene) {
  const paths = scene.paths ?? ['/'];
  const clock = fakeClock();
  const files = fakeFiles();
  for (const [path, text] of Object.entries(scene.files ?? {})) await files.writeText(path, text);
  const visits: string[] = [];
  const starts: Record<Lane, number> = { base: 0, control: 0, head: 0 };
  const dead = new Set<Lane>();
  let asked = 0;
  const shell = fakeShell(({ options }) => {
    const question = pageQuestionSchema.parse(JSON.parse(options.stdin ?? ''));
    const end = scene.end?.((asked += 1)) ?? null;
    if (end !== null) return end;
    const look = (url: string): PageSample | PageFailure => {
      const { origin, pathname } = new URL(url);
      const lane = origin === ORIGINS.base ? 'base' : origin === ORIGINS.head ? 'head' : 'control';
      clock.pass(500);
      if (scene.deadly?.lane === lane && scene.deadly.path === pathname) dead.add(lane);
      const seen = scene.visit?.(lane, pathname, starts.base - 1) ?? {};
      if ('status' in seen) return seen;
      if (question.ask === 'sample') visits.push(`${lane} ${pathname}`);
      return sample(seen);
    };
    const answer = (): object => {
      switch (question.ask) {
        case 'open-chrome':
          return { status: 'opened' };
        case 'warm-up': {
          const looks = question.visits.map(({ url }) => look(url));
          return { status: 'warm', failures: looks.map((one) => ('status' in one ? one : null)) };
        }
        case 'sample': {
          const seen = look(question.visit.url);
          return 'status' in seen ? seen : { status: 'sampled', sample: seen };
        }
        case 'lighthouse':
          clock.pass(5_000);
          for (const format of facts().files)
            void files.writeText(`${question.reportPath}.${format}`, format);
          return scene.audit ?? { status: 'audited', facts: facts() };
      }
    };
    return { stdout: `${JSON.stringify(answer())}\n` };
  });
  const staged = (side: 'base' | 'head'): StagedSide => ({
    side,
    sha: '',
    directory: `/checkout/${side}`,
    database: null,
    async startApp(options): Promise<RunningApp> {
      const lane = options?.control === true ? 'control' : side;
      starts[lane] += 1;
      dead.delete(lane);
      const refused = lane === 'head' ? (scene.headStarts?.(starts.head) ?? null) : null;
      if (refused !== null) throw refused;
      return {
        origin: ORIGINS[lane],
        usage: async () => ({ cpuMs: 0, rssBytes: 0 }),
        tail: () => 'last words',
        alive: () => !dead.has(lane),
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
      config: {
        targets: { pages: paths.map((path) => ({ path, setup: scene.setup ?? null })) },
        lighthouse_budgets: scene.files === undefined ? null : 'budget.json',
      },
      stage,
      runDirectory: '/run',
      budgetMs: scene.budgetMs ?? 1,
      world: { shell, clock, files, toolbox: { ...realWorld().toolbox, chrome } },
    }),
  );
  return { measurements: measurements.map((one) => measurementSchema.parse(one)), visits, starts, shell };
}

function measured(measurement: Measurement | undefined): Measured {
  if (measurement?.outcome.status !== 'measured') throw new Error(JSON.stringify(measurement?.outcome));
  return measurement.outcome;
}

const failed = (by: PageFailure['by'], reason: string): PageFailure => ({ status: 'failed', by, reason });

describe('pageGauge', () => {
  it('visits base, its control and head next to each other over three restarts at least', async () => {
    const { visits, starts, measurements } = await play({});
    expect(starts).toEqual({ base: 3, control: 3, head: 3 });
    for (let first = 0; first < visits.length; first += 3) {
      expect(visits.slice(first, first + 3).sort()).toEqual(['base /', 'control /', 'head /']);
    }
    const { series, observations } = measured(measurements[0]);
    expect(series.find(({ metric }) => metric === 'lcp-ms')?.rounds).toEqual(
      Array.from({ length: 12 }, (_, round) => ({
        restart: Math.floor(round / 4),
        base: 150,
        control: 150,
        head: 150,
      })),
    );
    expect(observations.at(-1)).toMatchObject({
      kind: 'sampling',
      severity: 'note',
      title: '12 rounds of visits over 3 restarts, mobile',
    });
  });

  it('turns a visit into a number per metric, runs Lighthouse once a side, and keeps its files', async () => {
    const { measurements } = await play({});
    const first = Object.fromEntries(
      measured(measurements[0]).series.map(({ metric, rounds }) => [
        metric,
        [rounds[0]?.head, rounds.length],
      ]),
    );
    expect(first).toEqual({
      'page-requests': [2, 12],
      'page-bytes': [13_000, 12],
      'script-bytes': [12_000, 12],
      'image-bytes': [0, 12],
      'script-ms': [20, 12],
      'main-thread-ms': [50, 12],
      'lcp-ms': [150, 12],
      'fcp-ms': [120, 12],
      'tbt-ms': [10, 12],
      'longest-task-ms': [60, 12],
      cls: [0, 12],
      'unused-bytes': [0, 1],
      'performance-score': [90, 1],
      'lighthouse-lcp-ms': [1500, 1],
      'lighthouse-tbt-ms': [100, 1],
      'si-ms': [1200, 1],
    });
    expect(measurements[0]?.artifacts.filter(({ show }) => show === 'screenshot')).toEqual([
      { name: 'Screenshot of base', path: 'artifacts/page-1-base.jpg', show: 'screenshot', side: 'base' },
      { name: 'Screenshot of head', path: 'artifacts/page-1-head.jpg', show: 'screenshot', side: 'head' },
    ]);
  });

  it('measures the page where Lighthouse fails, and says so', async () => {
    const { measurements } = await play({ audit: failed('page', 'NO_LCP') });
    expect(measured(measurements[0]).series.map(({ metric }) => metric)).not.toContain('si-ms');
    expect(measured(measurements[0]).observations.at(-1)?.detail).toContain('Lighthouse: NO_LCP');
  });

  it.each([
    ['base', 'page', 'the page answers 404', /could not be loaded on base: .* 404, so there is nothing/],
    ['head', 'page', 'the page answers 500', /could not be loaded on head: .* 500; it is there on base/],
    ['head', 'setup', 'wrong password', /The setup of \/ \(.*login\.mjs\) failed on head: wrong password/],
  ] as const)('says why %s does not show the page (%s)', async (side, by, reason, said) => {
    const { measurements, visits } = await play({
      setup: 'perf/login.mjs',
      visit: (lane) => (lane === side ? failed(by, reason) : {}),
    });
    expect(visits).toEqual([]);
    expect(measurements[0]?.outcome).toMatchObject({
      status: 'unmeasured',
      reason: expect.stringMatching(said),
      causedByHead: side === 'head',
    });
  });

  it('reads the setup from base for every lane', async () => {
    const { shell } = await play({ setup: 'perf/login.mjs' });
    const setups = shell.calls.flatMap(({ options }) => {
      const question = pageQuestionSchema.parse(JSON.parse(options.stdin ?? ''));
      return question.ask === 'sample' ? [question.visit.setup] : [];
    });
    expect(new Set(setups)).toEqual(new Set(['/checkout/base/perf/login.mjs']));
  });

  it('keeps what it has where head does not start again', async () => {
    const refused = new NotMeasurable('head', { reason: 'head does not listen', mend: 'Let it listen.' });
    const later = await play({ headStarts: (time) => (time === 3 ? refused : null) });
    expect(measured(later.measurements[0]).observations.at(-1)).toMatchObject({
      severity: 'warning',
      title: '8 rounds of visits over 2 restarts, mobile, 1 failed',
      detail: expect.stringContaining('head does not listen'),
    });
    const never = await play({ headStarts: () => refused });
    expect(never.measurements[0]?.outcome).toMatchObject({
      reason: 'head does not listen',
      causedByHead: true,
    });
  });

  it('gives up the page that kills head and measures the others in full', async () => {
    const { measurements } = await play({ paths: ['/a', '/b'], deadly: { lane: 'head', path: '/a' } });
    expect(measurements[0]?.outcome).toMatchObject({
      reason: 'The app on head died while /a was loaded. It last printed:\nlast words',
      causedByHead: true,
    });
    expect(measured(measurements[1]).series[0]?.rounds).toHaveLength(12);
  });

  it('goes on in a new driver where one died, and gives up after three', async () => {
    const died: FakeOutcome = { exitCode: 137 };
    const once = await play({ end: (question) => (question === 7 ? died : null) });
    expect(measured(once.measurements[0]).series[0]?.rounds).toHaveLength(12);
    const always = await play({ end: () => died });
    expect(always.starts.head).toBe(3);
    expect(always.measurements[0]?.outcome).toMatchObject({
      reason: expect.stringContaining('The page driver ended without an answer'),
      causedByHead: false,
    });
  });

  it('leaves every page unmeasured where there is no Chrome, and starts no app', async () => {
    const chrome = async (): Promise<never> => {
      throw new Problem('no-chrome', { what: 'CHROME_PATH names /nonexistent.', mend: 'Unset it.' });
    };
    const { measurements, starts } = await play({ paths: ['/a', '/b'], chrome });
    expect(starts).toEqual({ base: 0, control: 0, head: 0 });
    const outcome = { status: 'unmeasured', reason: 'CHROME_PATH names /nonexistent.', causedByHead: false };
    expect(measurements).toMatchObject([{ outcome }, { outcome }]);
  });

  it('leaves out pages that the time has no room for, and says so', async () => {
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}`);
    const { measurements } = await play({ paths });
    expect(measurements.filter(({ outcome }) => outcome.status === 'measured')).toHaveLength(6);
    expect(measurements[29]?.outcome).toMatchObject({ reason: expect.stringContaining('no room for /29') });
  });

  it('holds the budgets of base against head, and says that both sides were sent away', async () => {
    const { measurements } = await play({
      files: { '/checkout/base/budget.json': '[{"resourceCounts":[{"resourceType":"total","budget":1}]}]' },
      visit: () => ({ leadsTo: '/login' }),
    });
    const { observations } = measured(measurements[0]);
    expect(observations).toContainEqual(expect.objectContaining({ kind: 'budget-exceeded', side: 'both' }));
    expect(observations).toContainEqual(
      expect.objectContaining({ title: '/ leads to /login, which is measured in its place' }),
    );
  });
});
