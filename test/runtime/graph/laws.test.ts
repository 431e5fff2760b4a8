// Laws of the scheduler on random graphs with random durations: no start too late, none too early, no order that shows.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TIERS, type AgentTask } from '../../../src/runtime/graph/task-graph.ts';
import { agentTask, nothing, play, type Played, sleeps } from './scenario.ts';

interface Drawn {
  readonly tasks: readonly AgentTask[];
  readonly durationOf: (id: string) => number;
}

/** Task n reads from tasks before it; half of the edges are documents, half are bare needs. */
const graphs: fc.Arbitrary<Drawn> = fc
  .array(
    fc.record({
      durationMs: fc.nat(50),
      tier: fc.constantFrom(...TIERS),
      before: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((nodes) => ({
    tasks: nodes.map(({ tier, before }, at) => {
      const ids = (isRead: boolean) =>
        at === 0 ? [] : [...new Set(before.filter(([, kind]) => kind === isRead).map(([to]) => to % at))];
      return agentTask(`t${at}`, {
        tier,
        reads: ids(true).map((id) => `d${id}`),
        needs: ids(false).map((id) => `t${id}`),
        writes: [`d${at}`],
      });
    }),
    durationOf: (id) => nodes[Number(id.slice(1))]?.durationMs ?? 0,
  }));

const waitsFor = ({ needs, reads }: AgentTask): string[] => [
  ...needs,
  ...reads.map((name) => name.replace('d', 't')),
];

function timesOf({ metrics }: Played): ReadonlyMap<string, Played['metrics']['tasks'][number]> {
  return new Map(metrics.tasks.map((task) => [task.id, task]));
}

describe('without limits', () => {
  test('every task starts exactly when its last input is there, and the run takes its critical path', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ tasks, durationOf }) => {
        const played = await play(tasks, (clock) => sleeps(clock, durationOf));
        const times = timesOf(played);
        for (const task of tasks) {
          const last = Math.max(0, ...waitsFor(task).map((id) => times.get(id)?.endedMs ?? NaN));
          expect(times.get(task.id)).toMatchObject({ readyMs: last, startedMs: last, waitingMs: 0 });
        }
        expect(played.metrics.wallMs).toBe(longestPath(tasks, durationOf));
        expect(played.metrics.criticalPathMs).toBe(played.metrics.wallMs);
      }),
    );
  });
});

const limits = fc.record({
  concurrency: fc.option(fc.integer({ min: 1, max: 4 })),
  startsPerMinute: fc.option(fc.integer({ min: 1, max: 5 })),
});

describe('within limits', () => {
  test('no tier is ever above its places or its rate, everyone ends, and nobody waits without need', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, limits, async ({ tasks, durationOf }, limit) => {
        const played = await play(tasks, (clock) => sleeps(clock, durationOf), {
          limits: { fast: limit, strong: limit },
        });
        expect([...played.outcomes.values()].every(({ status }) => status === 'done')).toBe(true);
        for (const tier of ['fast', 'strong'] as const) {
          const own = played.metrics.tasks.filter((task) => task.tier === tier);
          for (const { startedMs, readyMs } of own) {
            const at = startedMs ?? NaN;
            const running = runningAt(own, at);
            const lately = own.filter(
              (one) => (one.startedMs ?? NaN) <= at && (one.startedMs ?? NaN) > at - 60_000,
            );
            expect(running.length).toBeLessThanOrEqual(limit.concurrency ?? Infinity);
            expect(lately.length).toBeLessThanOrEqual(limit.startsPerMinute ?? Infinity);
            if (limit.startsPerMinute === null && at > (readyMs ?? NaN))
              expect(runningAt(own, at - 0.5).length).toBe(limit.concurrency);
          }
        }
        for (const task of played.metrics.tasks.filter(({ tier }) => tier !== 'fast' && tier !== 'strong'))
          expect(task.waitingMs).toBe(0);
        expect(played.clock.sleepers).toBe(0);
      }),
    );
  });

  test('the chain that explains the wall time has no gap, and the documents are those of a run without limits', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, limits, async ({ tasks, durationOf }, limit) => {
        const free = await play(tasks, (clock) => sleeps(clock, durationOf));
        const bound = await play(tasks.toReversed(), (clock) => sleeps(clock, (id) => 50 - durationOf(id)), {
          limits: { deterministic: limit, fast: limit },
        });
        for (const { metrics } of [free, bound]) {
          let atMs = 0;
          for (const { fromMs, toMs } of metrics.criticalPath) {
            expect(fromMs).toBe(atMs);
            atMs = toMs;
          }
          expect(atMs).toBe(metrics.wallMs);
          expect(metrics.criticalPathMs).toBeLessThanOrEqual(metrics.wallMs);
        }
        for (const [id, outcome] of free.outcomes) expect(bound.outcomes.get(id)).toEqual(outcome);
      }),
    );
  });
});

test('law: exactly those that need a failed task do not run, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.array(fc.nat(), { maxLength: 3 }), async ({ tasks, durationOf }, picks) => {
      const bad = new Set(picks.map((pick) => `t${pick % tasks.length}`));
      const spoiled = new Set<string>();
      for (const task of tasks)
        if (waitsFor(task).some((id) => bad.has(id) || spoiled.has(id))) spoiled.add(task.id);
      const orders = [tasks, tasks.toReversed()].map(async (order) => {
        const { outcomes } = await play(order, (clock) => async (context) => {
          const done = await sleeps(clock, durationOf)(context);
          if (bad.has(context.task.id)) throw new Error('bad');
          return done;
        });
        for (const [id, { status }] of outcomes)
          expect(status).toBe(spoiled.has(id) ? 'blocked' : bad.has(id) ? 'failed' : 'done');
        return Object.fromEntries(
          [...outcomes].map(([id, outcome]) => [id, outcome.status === 'done' ? '' : outcome.reason]),
        );
      });
      const [one, other] = await Promise.all(orders);
      expect(one).toEqual(other);
    }),
  );
});

test('law: a cancelled run leaves nobody behind, whenever it is cancelled', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.nat(150), async ({ tasks, durationOf }, atMs) => {
      const control = new AbortController();
      let running = 0;
      const killer = agentTask('killer', { tier: 'deepest' });
      const { outcomes, clock } = await play(
        [killer, ...tasks],
        (clock) => async (context) => {
          running += 1;
          try {
            if (context.task.id !== 'killer') return await sleeps(clock, durationOf)(context);
            await clock.sleep(atMs);
            control.abort(new Error('enough'));
            return nothing;
          } finally {
            running -= 1;
          }
        },
        { signal: control.signal, limits: { fast: { concurrency: 1, startsPerMinute: 2 } } },
      );
      expect([running, clock.sleepers]).toEqual([0, 0]);
      expect(clock.elapsed()).toBe(atMs);
      for (const { status } of outcomes.values()) expect(['done', 'cancelled']).toContain(status);
    }),
  );
});

function runningAt(tasks: Played['metrics']['tasks'], atMs: number): Played['metrics']['tasks'] {
  return tasks.filter(({ startedMs, endedMs }) => (startedMs ?? NaN) <= atMs && endedMs > atMs);
}

function longestPath(tasks: readonly AgentTask[], durationOf: (id: string) => number): number {
  const ends = new Map<string, number>();
  for (const task of tasks)
    ends.set(task.id, Math.max(0, ...waitsFor(task).map((id) => ends.get(id) ?? NaN)) + durationOf(task.id));
  return Math.max(...ends.values());
}
