// What a caller of the scheduler sees: starts, failures, cancellation, streams, workers, guesses.
import { describe, expect, test } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { openPrewarm } from '../../../src/runtime/graph/prewarm.ts';
import { runMetricsSchema } from '../../../src/runtime/graph/run-metrics.ts';
import { agentTask, nothing, output, play, sleeps, startsOf } from './scenario.ts';
import { virtualClock } from './virtual-clock.ts';

const MINUTE_MS = 60_000;
const of = (durations: Record<string, number>) => (id: string) => durations[id] ?? 10;

describe('starts', () => {
  test('each task starts with its last input; nobody waits for a phase', async () => {
    const tasks = [
      agentTask('slow', { writes: ['s'] }),
      agentTask('quick', { writes: ['q'] }),
      agentTask('after-quick', { reads: ['q'] }),
      agentTask('after-both', { reads: ['q', 's'] }),
      agentTask('after-all', { needs: ['after-quick', 'after-both'] }),
    ];
    const played = await play(tasks, (clock) => sleeps(clock, of({ slow: 100, quick: 5 })));
    expect(startsOf(played)).toEqual({
      slow: 0,
      quick: 0,
      'after-quick': 5,
      'after-both': 100,
      'after-all': 110,
    });
    expect(played.metrics).toMatchObject({
      wallMs: 120,
      criticalPathMs: 120,
      workMs: 135,
      peakConcurrency: 2,
    });
    expect(played.metrics.criticalPath).toEqual([
      { id: 'slow', what: 'running', fromMs: 0, toMs: 100 },
      { id: 'after-both', what: 'running', fromMs: 100, toMs: 110 },
      { id: 'after-all', what: 'running', fromMs: 110, toMs: 120 },
    ]);
    expect(runMetricsSchema.parse(played.metrics)).toEqual(played.metrics);
  });

  test('given documents are there at once; one that is not handed in is named', async () => {
    const { outcomes } = await play(
      [agentTask('a', { reads: ['diff'], writes: ['x'] })],
      (clock) => sleeps(clock, () => 1),
      { given: { diff: 'd' } },
    );
    expect(outcomes.get('a')).toMatchObject({ output: { documents: { x: { from: { diff: 'd' } } } } });
  });

  test('a tier has its own places, and its own starts per minute', async () => {
    const tasks = ['a', 'b', 'c', 'd'].map((id) => agentTask(id, { tier: id === 'd' ? 'strong' : 'fast' }));
    const places = await play(tasks, (clock) => sleeps(clock, () => 10), {
      limits: { fast: { concurrency: 1, startsPerMinute: null } },
    });
    expect(startsOf(places)).toEqual({ a: 0, b: 10, c: 20, d: 0 });
    expect(places.metrics.criticalPath.map(({ id, what }) => `${id} ${what}`)).toEqual([
      'c waiting',
      'c running',
    ]);
    expect(places.metrics.criticalPathMs).toBe(10);
    const starts = await play(tasks, (clock) => sleeps(clock, () => 10), {
      limits: { fast: { concurrency: null, startsPerMinute: 1 } },
    });
    expect(startsOf(starts)).toEqual({ a: 0, b: MINUTE_MS, c: 2 * MINUTE_MS, d: 0 });
    expect(starts.clock.sleepers).toBe(0);
  });
});

describe('failures', () => {
  const tasks = [
    agentTask('bad', { writes: ['x'] }),
    agentTask('reader', { reads: ['x'], writes: ['y'] }),
    agentTask('far', { reads: ['y'] }),
    agentTask('other'),
  ];

  test('fail only those that need it, each told why', async () => {
    const { outcomes } = await play(tasks, (clock) => async (context) => {
      if (context.task.id !== 'bad') return await sleeps(clock, () => 10)(context);
      throw new Problem('input-invalid', { what: 'The model refused.', mend: 'Set another one.' });
    });
    expect([...outcomes].map(([id, { status }]) => `${id} ${status}`)).toEqual([
      'bad failed',
      'reader blocked',
      'far blocked',
      'other done',
    ]);
    const why = 'bad failed: The model refused. Set another one.';
    expect(outcomes.get('reader')).toMatchObject({
      by: ['bad'],
      reason: `Needs ${why.replace('bad', 'bad, which')}`,
    });
    expect(outcomes.get('far')).toMatchObject({
      by: ['reader'],
      reason: `Needs reader, which never started: ${why}`,
    });
  });

  test('a document that was promised and not written, or written and not promised, is one', async () => {
    const { outcomes } = await play(
      [agentTask('a', { writes: ['x'] }), agentTask('b')],
      () =>
        async ({ task }) =>
          task.id === 'a' ? nothing : output({ z: 1 }),
    );
    expect(outcomes.get('a')).toMatchObject({ reason: expect.stringContaining('a ended without x') });
    expect(outcomes.get('b')).toMatchObject({ reason: expect.stringContaining('b wrote z') });
  });

  test('an output that cannot be kept is one too', async () => {
    const keep = async () => {
      throw new Error('disk full');
    };
    const { outcomes } = await play([agentTask('a')], (clock) => sleeps(clock, () => 1), { hooks: { keep } });
    expect(outcomes.get('a')).toMatchObject({ status: 'failed', reason: 'disk full' });
  });
});

test('cancellation reaches every task, waits for their ends, and keeps what was finished', async () => {
  const control = new AbortController();
  const ended: string[] = [];
  const { outcomes, clock, metrics } = await play(
    [
      agentTask('first'),
      agentTask('boss', { needs: ['first'] }),
      agentTask('holder', { tier: 'deepest' }),
      agentTask('queued', { tier: 'deepest' }),
      agentTask('later', { needs: ['boss'] }),
    ],
    (clock) =>
      async ({ task, signal, delegate }) => {
        try {
          if (task.id === 'boss') await delegate([agentTask('boss.one'), agentTask('boss.two')]);
          else await clock.sleep(task.id === 'first' ? 10 : 1_000, signal);
          return nothing;
        } finally {
          ended.push(task.id);
        }
      },
    {
      signal: control.signal,
      limits: { deepest: { concurrency: 1, startsPerMinute: null } },
      hooks: { started: ({ id }) => id === 'boss.two' && control.abort(new Error('enough')) },
    },
  );
  expect(Object.fromEntries([...outcomes].map(([id, { status }]) => [id, status]))).toEqual({
    first: 'done',
    boss: 'cancelled',
    'boss.one': 'cancelled',
    'boss.two': 'cancelled',
    holder: 'cancelled',
    queued: 'cancelled',
    later: 'cancelled',
  });
  expect(outcomes.get('later')).toMatchObject({ reason: 'enough' });
  expect(ended.toSorted()).toEqual(['boss', 'boss.one', 'boss.two', 'first', 'holder']);
  expect(clock.sleepers).toBe(0);
  expect(metrics.wallMs).toBe(10);
});

describe('recalled outputs', () => {
  test('start nothing, take no slot, and are counted by where they came from', async () => {
    const kept: string[] = [];
    const { outcomes, metrics } = await play(
      [
        agentTask('stored', { writes: ['x'], cacheKind: 'review' }),
        agentTask('cached', { reads: ['x'], cacheKind: 'review' }),
        agentTask('fresh', { needs: ['cached'], cacheKind: 'review' }),
      ],
      (clock) => async (context) => {
        await sleeps(clock, () => 10)(context);
        return { documents: {}, inputTokens: 100, outputTokens: 7 };
      },
      {
        hooks: {
          recall: async ({ id }) => {
            const from = id === 'stored' ? 'store' : 'cache';
            return id === 'fresh' ? null : { from, output: output(id === 'stored' ? { x: 1 } : {}) };
          },
          keep: async ({ id }) => void kept.push(id),
        },
      },
    );
    expect([...outcomes.values()].map((one) => one.status === 'done' && one.source)).toEqual([
      'store',
      'cache',
      'run',
    ]);
    expect(metrics).toMatchObject({
      wallMs: 10,
      cache: { lookups: 2, hits: 1 },
      inputTokens: 100,
      outputTokens: 7,
    });
    expect(kept).toEqual(['fresh']);
  });
});

describe('preparation', () => {
  test('begins with the run, once for each agent, and its failure harms nobody', async () => {
    const clock = virtualClock();
    const begun: string[] = [];
    await using prewarm = openPrewarm(async (kind, signal) => {
      begun.push(`${kind} ${clock.elapsed()}`);
      if (kind === 'pager') throw new Error('no Chrome');
      await clock.sleep(5, signal);
    });
    prewarm.begin('sql');
    const said: unknown[] = [];
    const { metrics } = await play(
      [
        agentTask('a', { agent: 'sql' }),
        agentTask('b', { agent: 'pager', needs: ['a'] }),
        agentTask('c', { agent: 'sql' }),
      ],
      () =>
        async ({ task, prepared }) => {
          said.push([task.id, await prepared]);
          return nothing;
        },
      { clock, prewarm },
    );
    expect(begun).toEqual(['sql 0', 'pager 0']);
    expect(said).toEqual([
      ['a', true],
      ['c', true],
      ['b', false],
    ]);
    expect(metrics.prewarmFailures).toEqual([{ kind: 'pager', reason: 'no Chrome' }]);
  });
});
