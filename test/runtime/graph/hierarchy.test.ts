// Coordinators and their workers: results, bounds, fairness, and no lock with a single slot.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentTask, nothing, output, play, startsOf } from './scenario.ts';

const ONE = { fast: { concurrency: 1, startsPerMinute: null } };

describe('a coordinator', () => {
  test('gets the outcomes of its workers, failed ones too, and their documents among each other', async () => {
    const played = await play(
      [agentTask('boss', { writes: ['sum'] })],
      (clock) =>
        async ({ task, inputs, delegate }) => {
          await clock.sleep(10);
          if (task.id === 'boss.bad') throw new Error('no');
          if (task.id === 'boss.one') return output({ x: 1 });
          if (task.id === 'boss.two') return output({ y: inputs });
          const outcomes = await delegate([
            agentTask('boss.one', { writes: ['x'] }),
            agentTask('boss.two', { reads: ['x'], writes: ['y'] }),
            agentTask('boss.bad'),
          ]);
          return output({ sum: [...outcomes].map(([id, { status }]) => `${id} ${status}`) });
        },
      { limits: ONE },
    );
    expect(played.outcomes.get('boss')).toMatchObject({
      output: { documents: { sum: ['boss.one done', 'boss.two done', 'boss.bad failed'] } },
    });
    expect(played.outcomes.get('boss.two')).toMatchObject({ output: { documents: { y: { x: 1 } } } });
    const path = played.metrics.criticalPath;
    expect(path.map(({ id }) => id)).toEqual(['boss', 'boss.one', 'boss.two', 'boss.two']);
    expect(played.metrics).toMatchObject({ wallMs: 40, workMs: 40, peakConcurrency: 1 });
  });

  test('is refused workers too many, too deep, unnamed or doubled', async () => {
    const attempts = {
      many: [agentTask('many.a'), agentTask('many.b'), agentTask('many.c')],
      deep: [agentTask('deep.a')],
      named: [agentTask('stranger')],
      cycle: [agentTask('cycle.a', { needs: ['cycle.a'] })],
      taken: [agentTask('taken.a', { writes: ['x'] })],
      own: [agentTask('own.a', { reads: ['mine'] })],
    };
    const tasks = Object.keys(attempts).map((id) =>
      agentTask(id, { writes: id === 'own' ? ['mine'] : id === 'many' ? ['x'] : [] }),
    );
    const { outcomes } = await play(
      tasks,
      () =>
        async ({ task, delegate }) => {
          const workers = Object.entries(attempts).find(([id]) => id === task.id)?.[1] ?? [
            agentTask(`${task.id}.a`),
          ];
          if (task.id.endsWith('a.a')) return nothing;
          const [first] = [...(await delegate(workers)).values()];
          if (first?.status === 'failed') throw first.error;
          return nothing;
        },
      { hierarchy: { depth: 1, workers: 2 } },
    );
    const reasons = Object.fromEntries(
      [...outcomes].map(([id, one]) => [id, one.status === 'done' ? '' : one.reason]),
    );
    expect(reasons['many']).toContain('may have 2');
    expect(reasons['deep']).toContain('workers may stand 1 levels deep');
    expect(reasons['named']).toContain('Call it named.stranger.');
    expect(reasons['cycle']).toContain('cycle.a → cycle.a');
    expect(reasons['taken']).toContain('document x has a writer already');
    expect(reasons['own']).toContain('own.a reads mine, which no task writes');
  });

  test('that ends or fails first takes its workers along', async () => {
    const { outcomes, clock } = await play(
      [agentTask('boss')],
      (clock) =>
        async ({ task, delegate, signal }) => {
          if (task.id !== 'boss') await clock.sleep(1_000, signal);
          else void delegate([agentTask('boss.one')]).catch(() => {});
          return nothing;
        },
    );
    expect(outcomes.get('boss.one')).toMatchObject({
      status: 'cancelled',
      reason: 'its coordinator boss ended first',
    });
    expect([clock.elapsed(), clock.sleepers]).toEqual([0, 0]);
  });
});

test('many workers of one coordinator keep no other waiting: owners take turns', async () => {
  const workers = (boss: string, count: number) =>
    Array.from({ length: count }, (_, at) => agentTask(`${boss}.w${at}`, { tier: 'strong' }));
  const played = await play(
    [agentTask('big'), agentTask('small')],
    (clock) =>
      async ({ task, delegate }) => {
        if (task.id === 'big') await delegate(workers('big', 20));
        else if (task.id === 'small') await delegate(workers('small', 2));
        else await clock.sleep(10);
        return nothing;
      },
    { limits: { strong: { concurrency: 1, startsPerMinute: null } } },
  );
  const starts = startsOf(played);
  expect([starts['small.w0'], starts['small.w1']]).toEqual([20, 40]);
});

interface Tree {
  readonly beforeMs: number;
  readonly children: readonly Tree[];
  readonly calls: number;
}

test('law: random hierarchies end with one slot, in the time of their work', async () => {
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.record({
      beforeMs: fc.nat(20),
      calls: fc.integer({ min: 1, max: 3 }),
      children: fc.oneof(
        { maxDepth: 3 },
        fc.constant([]),
        fc.array(tie('tree'), { maxLength: 4, depthIdentifier: 'tree' }),
      ),
    }),
  }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(tree, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 2 }),
      async (roots, places) => {
        const known = new Map<string, Tree>(roots.map((root, at) => [`t${at}`, root]));
        let now = 0;
        const played = await play(
          [...known.keys()].map((id) => agentTask(id)),
          (clock) =>
            async ({ task, delegate }) => {
              now += 1;
              expect(now).toBeLessThanOrEqual(places);
              const { beforeMs, children, calls } = known.get(task.id) ?? {
                beforeMs: 0,
                children: [],
                calls: 1,
              };
              await clock.sleep(beforeMs);
              const ids = children.map((child, at) => {
                known.set(`${task.id}.c${at}`, child);
                return `${task.id}.c${at}`;
              });
              now -= 1;
              const parts = Array.from({ length: calls }, (_, call) =>
                ids.filter((_id, at) => at % calls === call),
              );
              await Promise.all(parts.map(async (part) => await delegate(part.map((id) => agentTask(id)))));
              return nothing;
            },
          {
            limits: { fast: { concurrency: places, startsPerMinute: null } },
            hierarchy: { depth: 9, workers: 10_000 },
          },
        );
        expect([...played.outcomes.values()].every(({ status }) => status === 'done')).toBe(true);
        const work = [...known.values()].reduce((sum, { beforeMs }) => sum + beforeMs, 0);
        expect(played.metrics.workMs).toBe(work);
        if (places === 1) expect(played.metrics.wallMs).toBe(work);
        expect(played.metrics.peakConcurrency).toBeLessThanOrEqual(places);
      },
    ),
    { numRuns: 100 },
  );
});
