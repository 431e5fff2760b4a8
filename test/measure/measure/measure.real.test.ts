// The orchestration: one stage for all gates, failures as data, and nothing left behind, whatever happens.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { buildGauge } from '../../../src/measure/build/build-gauge.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { GateId } from '../../../src/core/gate-id.ts';
import type { Gauge, GaugeContext } from '../../../src/measure/gauge.ts';
import type { Measurement } from '../../../src/measure/measurement.ts';
import { NotMeasurable } from '../../../src/measure/stage.ts';
import { recordPhases } from '../../../src/run/phases.ts';
import { openRunFolder } from '../../../src/run/run-folder.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { openProject, server } from '../stage/project.ts';
import { gate, measureProject, measured, notMeasured } from './measure-project.ts';

function gauge(
  id: GateId,
  work: (context: GaugeContext) => Promise<unknown>,
  needs: Gauge['needs'] = [],
): Gauge {
  return {
    gate: id,
    needs,
    async measure(context): Promise<readonly Measurement[]> {
      await work(context);
      return [
        {
          document: 'measurement',
          version: 1,
          gate: id,
          target: id,
          durationMs: 1,
          artifacts: [],
          environment: context.environment,
          outcome: { status: 'measured', series: [], observations: [] },
        },
      ];
    },
  };
}

const app = { start: 'node server.js', ready_timeout_seconds: 20 };

test('gauges run one after another on one stage, the budget shared by expectation', async () => {
  await using project = await openProject({
    base: { 'a.txt': '1' },
    head: { 'a.txt': '2' },
    config: { budget: { minutes: 10 } },
  });
  const events: string[] = [];
  const watched = (id: GateId) =>
    gauge(id, async ({ budgetMs, stage }) => {
      events.push(`begin ${id} ${Math.round(budgetMs / 60_000)} ${project.worktrees().length}`);
      await Promise.resolve();
      events.push(`end ${id} ${stage.head.sha === project.pullRequest.head.sha}`);
    });
  const gates = [gate('load', { estimatedMinutes: 3 }), gate('page', { estimatedMinutes: 2 })];
  const measurements = await measureProject(project, gates, { gauges: [watched('page'), watched('load')] });
  expect(events).toEqual(['begin page 4 2', 'end page true', 'begin load 10 2', 'end load true']);
  expect(measurements.map(({ target }) => target)).toEqual(['page', 'load']);
  expect(project.worktrees()).toEqual([]);
  expect(project.world.log.lines).toContain('end Gate load: measured');
});

test('a gauge that answers by facts takes nothing of the others’ measuring time', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' }, config: { budget: { minutes: 10 } } });
  const clock = fakeClock();
  const budgets: string[] = [];
  const slow = (id: GateId): Gauge =>
    gauge(id, ({ budgetMs }) => {
      budgets.push(`${id} ${Math.round(budgetMs / 60_000)}`);
      clock.pass(4 * 60_000);
      return Promise.resolve();
    });
  const gates = (['query', 'load', 'page'] as const).map((id) => gate(id, { estimatedMinutes: 1 }));
  const gauges = [{ ...slow('query'), budgeted: false }, slow('load'), slow('page')];
  await measureProject(project, gates, { gauges, world: { ...project.world, clock } });
  expect(budgets).toEqual(['query 3', 'load 5', 'page 6']);
});

/** Ends only when the other one has begun as well. */
function meeting(): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let here = 0;
  return async () => {
    here += 1;
    if (here === 2) resolve();
    await promise;
  };
}

const quiet = (one: Gauge): Gauge => ({ ...one, timed: false });

test('what times nothing runs side by side, but never beside a timed gate; results keep the order of the gauges', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' }, config: { budget: { minutes: 10 } } });
  const running = new Set<string>();
  const besides: string[] = [];
  const watched = (id: GateId, work: (context: GaugeContext) => Promise<unknown>) =>
    gauge(id, async (context) => {
      running.add(id);
      await work(context);
      besides.push([...running].join('+'));
      running.delete(id);
    });
  const meet = meeting();
  const budgets: number[] = [];
  const timed = async ({ budgetMs }: GaugeContext) => {
    budgets.push(Math.round(budgetMs / 60_000));
    await Promise.resolve();
  };
  const gauges = [
    quiet(watched('build', ({ world }) => world.clock.sleep(1))),
    watched('load', timed),
    watched('page', timed),
    quiet(watched('lint', meet)),
    quiet(watched('test', meet)),
  ];
  const gates = gauges.map(({ gate: id }) => gate(id)).toReversed();
  const kept: string[] = [];
  const measurements = await measureProject(project, gates, {
    gauges,
    keep: async (ended) => void kept.push(...ended.map(({ target }) => target)),
  });
  expect(besides).toEqual(['build', 'load', 'page', 'lint+test', 'test']);
  expect(measurements.map(({ target }) => target)).toEqual(['build', 'load', 'page', 'lint', 'test']);
  expect(kept.toSorted()).toEqual(['build', 'lint', 'load', 'page', 'test']);
  expect(budgets).toEqual([5, 10]);
});

test('a bug beside a running check waits for the check, whose result is kept', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' } });
  const bug = new TypeError('undefined is not a function');
  const meet = meeting();
  const gauges = [
    quiet(
      gauge('lint', async () => {
        await meet();
        throw bug;
      }),
    ),
    quiet(
      gauge('test', async ({ stage, world }) => {
        await meet();
        await world.clock.sleep(30);
        expect(await world.files.readText(join(stage.head.directory, 'a.txt'))).toBe('1');
      }),
    ),
    gauge('load', () => Promise.reject(new Error('This one must not begin.'))),
  ];
  const kept: string[] = [];
  const running = measureProject(project, [gate('lint'), gate('test'), gate('load')], {
    gauges,
    keep: async (ended) => void kept.push(...ended.map(({ target }) => target)),
  });
  await expect(running).rejects.toBe(bug);
  expect(kept).toEqual(['test']);
  expect(project.worktrees()).toEqual([]);
});

test('an interrupt in the second gate: what the first one measured stands in the folder of the run', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' } });
  const { pullRequest, scratch, world } = project;
  const folder = openRunFolder(join(scratch, 'run'), world.files);
  await folder.write('pull-request', pullRequest);
  const gauges = [
    gauge('load', async () => {}),
    gauge('page', async () => {
      project.interrupt();
      await world.clock.sleep(60_000, world.signal);
    }),
  ];
  const running = measureProject(project, [gate('load'), gate('page')], {
    gauges,
    keep: (ended) => folder.writeMeasurements(ended),
  });
  await expect(running).rejects.toMatchObject({ code: 'interrupted' });
  expect((await folder.readMeasurements(pullRequest)).map(({ target }) => target)).toEqual(['load']);
});

test('a gauge hears of the level, and where its time goes is told: apps that start side by side count once', async () => {
  await using project = await openProject({ base: { 'server.js': server('ok') }, config: { app } });
  const timekeeper = recordPhases(project.world.clock);
  const levels: string[] = [];
  const starts = gauge(
    'load',
    async ({ stage, level, during, world }) => {
      levels.push(level);
      const apps = await Promise.all([stage.base.startApp(), stage.base.startApp(), stage.head.startApp()]);
      using _ = during?.('measuring');
      await world.clock.sleep(20);
      await Promise.all(apps.map((one) => one[Symbol.asyncDispose]()));
    },
    ['app'],
  );
  const begunMs = performance.now();
  await measureProject(project, [gate('load')], { gauges: [starts], timekeeper });
  const wallMs = performance.now() - begunMs;
  expect(levels).toEqual(['standard']);
  const phases = timekeeper.list();
  expect(phases.map(({ name }) => name)).toEqual([
    'Check out base and head',
    'Install dependencies',
    'Gate load',
    'Clean up',
  ]);
  const load = phases[2];
  expect(load?.parts?.map(({ name }) => name)).toEqual(['starting', 'measuring']);
  expect(load?.parts?.[0]?.durationMs).toBeLessThan(load?.durationMs ?? 0);
  expect(phases.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBeLessThanOrEqual(wallMs);
});

test('what goes wrong in one gauge is data, and the next still runs', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' } });
  const gauges = [
    gauge('load', async () => {
      throw new NotMeasurable('head', { reason: 'It died.', mend: 'Mend it.' });
    }),
    gauge('page', async () => {
      throw new Problem('no-chrome', { what: 'No Chrome.', mend: 'Install one.' });
    }),
    gauge('command', async () => {}),
  ];
  const gates = [
    gate('load', { targets: ['GET /', 'GET /b'] }),
    gate('page'),
    gate('command'),
    gate('static'),
  ];
  const measurements = await measureProject(project, gates, { gauges });
  expect(measurements.map(({ target, outcome }) => [target, outcome])).toEqual([
    ['GET /', { status: 'unmeasured', reason: 'It died.', mend: 'Mend it.', causedByHead: true }],
    ['GET /b', { status: 'unmeasured', reason: 'It died.', mend: 'Mend it.', causedByHead: true }],
    ['page', { status: 'unmeasured', reason: 'No Chrome.', mend: 'Install one.', causedByHead: false }],
    ['command', { status: 'measured', series: [], observations: [] }],
    ['static', expect.objectContaining({ reason: 'This version of perfcrew cannot run the gate static.' })],
  ]);
});

test('a bug goes on as it is, and the stage is struck', async () => {
  await using project = await openProject({ base: { 'server.js': server('ok') }, config: { app } });
  let origin = '';
  const bug = new TypeError('undefined is not a function');
  const buggy = gauge(
    'load',
    async ({ stage }) => {
      origin = (await stage.head.startApp()).origin;
      throw bug;
    },
    ['app'],
  );
  await expect(measureProject(project, [gate('load')], { gauges: [buggy] })).rejects.toBe(bug);
  expect(project.worktrees()).toEqual([]);
  await expect(fetch(origin)).rejects.toThrow();
});

test('Ctrl-C while an app runs: an interrupt, and checkouts and servers are gone', async () => {
  await using project = await openProject({ base: { 'server.js': server('ok') }, config: { app } });
  let origin = '';
  const slow = gauge(
    'load',
    async ({ stage, world }) => {
      origin = (await stage.base.startApp()).origin;
      expect(await (await fetch(origin)).text()).toBe('ok');
      setImmediate(() => project.interrupt());
      await world.clock.sleep(60_000, world.signal);
    },
    ['app'],
  );
  await expect(measureProject(project, [gate('load')], { gauges: [slow] })).rejects.toMatchObject({
    name: 'Problem',
    code: 'interrupted',
  });
  expect(project.worktrees()).toEqual([]);
  await expect(fetch(origin)).rejects.toThrow();
});

test('Ctrl-C while dependencies are installed', async () => {
  await using project = await openProject({
    base: { 'a.txt': '1' },
    config: { setup: { install: 'echo begun; sleep 300' } },
  });
  const running = measureProject(project, [gate('lint')], { gauges: [gauge('lint', async () => {})] });
  const outcome = expect(running).rejects.toMatchObject({ code: 'interrupted' });
  await vi.waitFor(() => expect(project.logs()).toContain('install-head.log'), 60_000);
  project.interrupt();
  await outcome;
  expect(project.worktrees()).toEqual([]);
});

test('an install that fails on head alone is told for every target, as head’s doing', async () => {
  await using project = await openProject({
    base: { 'install.sh': 'true' },
    head: { 'install.sh': 'exit 1' },
    config: { setup: { install: 'sh install.sh' } },
  });
  const gates = [gate('lint'), gate('command', { targets: ['bench'] })];
  const gauges = [gauge('lint', async () => {}), gauge('command', async () => {})];
  const measurements = await measureProject(project, gates, { gauges });
  expect(
    measurements.map((measurement) => [measurement.target, notMeasured(measurement).causedByHead]),
  ).toEqual([
    ['lint', true],
    ['bench', true],
  ]);
});

test('a head that does not build breaks its build gate; gates that need the app are not measured because of it', async () => {
  await using project = await openProject({
    base: { 'server.js': server('ok'), 'build.sh': 'echo fine' },
    head: { 'build.sh': 'echo "build.sh:1: broken"; exit 2' },
    config: { app, setup: { build: 'sh build.sh' } },
  });
  const load = gauge('load', async ({ stage }) => stage.base.startApp(), ['app']);
  const [build, other] = await measureProject(project, [gate('build'), gate('load')], {
    gauges: [buildGauge, load],
  });
  expect(measured(build).observations[0]).toMatchObject({
    kind: 'command-failed',
    side: 'head',
    severity: 'error',
    title: 'Build fails on head',
    location: { path: 'build.sh', line: 1, side: 'head' },
  });
  expect(notMeasured(other)).toMatchObject({
    causedByHead: true,
    mend: expect.stringContaining('build-head.log'),
  });
});

test('a gate that needs an app tells where none is configured', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' } });
  const [load] = await measureProject(project, [gate('load')], {
    gauges: [gauge('load', async () => {}, ['app'])],
  });
  expect(notMeasured(load).mend).toBe(
    'Set `app.start` in .github/perfcrew.yml to the command that starts it, or `app.serve` to the folder of a static site.',
  );
});

test('where the budget is used up, required gates and checks still run, and what is left out is told', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' }, config: { budget: { minutes: 0.001 } } });
  const patient = gauge('load', ({ world }) => world.clock.sleep(100));
  const gauges = [patient, ...(['page', 'profile', 'lint'] as const).map((id) => gauge(id, async () => {}))];
  const gates = [gate('load'), gate('page'), gate('profile', { required: false }), gate('lint')];
  const measurements = await measureProject(project, gates, { gauges });
  expect(measurements.map(({ gate: id, outcome }) => `${id} ${outcome.status}`)).toEqual([
    'load measured',
    'page measured',
    'profile unmeasured',
    'lint measured',
  ]);
  expect(notMeasured(measurements[2]).mend).toContain('`budget.minutes`');
});

test('where the review fails already, only what is required and what explains the failure still runs', async () => {
  await using project = await openProject({ base: { 'a.txt': '1' } });
  const run: string[] = [];
  const noting = (id: GateId, explains = false): Gauge => ({
    ...gauge(id, async () => void run.push(id)),
    explains,
  });
  const optional = { required: false, estimatedMinutes: 0.1 };
  const measurements = await measureProject(
    project,
    [gate('load'), gate('profile', optional), gate('page'), gate('endurance', optional)],
    {
      gauges: [noting('load'), noting('profile', true), noting('page'), noting('endurance')],
      fails: (before) => before.some(({ gate: failed }) => failed === 'load'),
    },
  );
  expect(run).toEqual(['load', 'profile', 'page']);
  expect(notMeasured(measurements[3]).reason).toBe(
    'This review fails already, so the optional gate endurance was not begun.',
  );
});

test('a full disk under the logs costs the logs, not the measuring', async ({ skip }) => {
  await using project = await openProject({
    base: { 'a.txt': '1' },
    config: { setup: { build: 'yes | head -c 300000' } },
  });
  const logs = join(project.scratch, 'logs');
  mkdirSync(logs);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', logs], { stdio: 'ignore' });
  } catch {
    return skip('mounting a tiny disk needs root');
  }
  try {
    const [build] = await measureProject(project, [gate('build')], { gauges: [buildGauge] });
    expect(measured(build).observations.map(({ severity }) => severity)).toEqual(['note']);
  } finally {
    execFileSync('umount', [logs]);
  }
});
