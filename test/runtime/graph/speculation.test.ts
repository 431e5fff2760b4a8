// Tasks that start on a guess: kept when it was right, run again when not, and left alone by a predictor that is often wrong.
import { describe, expect, test } from 'vitest';
import { isRetired, isSameJson, type PredictorRecord } from '../../../src/runtime/graph/speculation.ts';
import type { TaskContext } from '../../../src/runtime/graph/task-context.ts';
import { agentTask, nothing, output, play } from './scenario.ts';

const guess = { document: 'plan', predictor: 'same-as-last' };
const tasks = [
  agentTask('planner', { writes: ['plan'] }),
  agentTask('doer', { reads: ['plan'], writes: ['deed'], guess }),
  agentTask('teller', { reads: ['deed'] }),
];

async function run(predicted: unknown, records: readonly PredictorRecord[] = []) {
  const seen: unknown[] = [];
  const kept: string[] = [];
  const played = await play(
    tasks,
    (clock) =>
      async ({ task, inputs, signal }: TaskContext) => {
        await clock.sleep(task.id === 'planner' ? 100 : 60, signal);
        if (task.id === 'planner') return output({ plan: { steps: 2, kind: 'x' } });
        seen.push(inputs);
        return task.id === 'doer' ? output({ deed: inputs['plan'] }) : nothing;
      },
    {
      speculation: { predict: async () => ({ value: predicted }), records },
      hooks: { keep: async ({ id }) => void kept.push(id) },
    },
  );
  return { ...played, seen, kept };
}

describe('a guess', () => {
  test('that was right saves the time, and only the truth is seen', async () => {
    const { metrics, outcomes, seen, kept } = await run({ kind: 'x', steps: 2 });
    expect(metrics).toMatchObject({ wallMs: 160, criticalPathMs: 160 });
    expect(outcomes.get('doer')).toMatchObject({ source: 'guess' });
    expect(metrics.predictors).toEqual([{ predictor: 'same-as-last', tries: 1, right: 1 }]);
    expect(metrics.criticalPath.map(({ id }) => id)).toEqual(['planner', 'teller']);
    expect(seen).toHaveLength(2);
    expect(kept).toEqual(['planner', 'doer', 'teller']);
  });

  test('that was wrong is run again, and nobody saw it', async () => {
    const { metrics, outcomes, seen } = await run({ kind: 'y' });
    expect(metrics.wallMs).toBe(220);
    expect(outcomes.get('doer')).toMatchObject({
      source: 'run',
      output: { documents: { deed: { kind: 'x' } } },
    });
    expect(seen.at(-1)).toEqual({ deed: { kind: 'x', steps: 2 } });
    expect(metrics.tasks[1]).toMatchObject({ wastedStarts: 1, startedMs: 100 });
    expect(metrics.predictors).toEqual([{ predictor: 'same-as-last', tries: 1, right: 0 }]);
  });

  test('is not made by a predictor that is right in less than four of five', async () => {
    const poor = { predictor: 'same-as-last', tries: 10, right: 7 };
    const { metrics } = await run({ kind: 'x', steps: 2 }, [poor]);
    expect(metrics).toMatchObject({ wallMs: 220, predictors: [poor] });
    expect(metrics.tasks[1]).toMatchObject({ source: 'run', wastedStarts: 0 });
  });

  test('writes nothing and delegates nothing before it is confirmed', async () => {
    const at: Record<string, number> = {};
    const { outcomes } = await play(
      [
        agentTask('planner', { writes: ['plan'] }),
        agentTask('doer', { reads: ['plan'], writes: ['deed'], guess }),
        agentTask('along', { streams: ['deed'] }),
      ],
      (clock) =>
        async ({ task, write, delegate }) => {
          at[task.id] = clock.elapsed();
          if (task.id === 'planner') await clock.sleep(100);
          if (task.id === 'planner') return output({ plan: 1 });
          if (task.id !== 'doer') return nothing;
          await write('deed', 'chunk');
          await delegate([agentTask('doer.help')]);
          return nothing;
        },
      { speculation: { predict: async () => ({ value: 1 }), records: [] } },
    );
    expect(outcomes.get('doer')).toMatchObject({
      source: 'guess',
      output: { documents: { deed: ['chunk'] } },
    });
    expect(at).toEqual({ planner: 0, doer: 0, along: 100, 'doer.help': 100 });
  });

  test('is dropped when the truth never comes', async () => {
    const { outcomes, clock } = await play(
      tasks,
      (clock) =>
        async ({ task, signal }) => {
          await clock.sleep(task.id === 'planner' ? 10 : 1_000, signal);
          throw new Error('no plan');
        },
      { speculation: { predict: async () => ({ value: 1 }), records: [] } },
    );
    expect(outcomes.get('doer')).toMatchObject({
      status: 'blocked',
      reason: 'Needs planner, which failed: no plan',
    });
    expect([clock.elapsed(), clock.sleepers]).toEqual([10, 0]);
  });

  test('takes a place only when nobody else wants it', async () => {
    const started: string[] = [];
    await play(
      [...tasks, agentTask('other')],
      (clock) =>
        async ({ task }) => {
          started.push(task.id);
          await clock.sleep(10);
          return output(Object.fromEntries(task.writes.map((name) => [name, 1])));
        },
      {
        limits: { fast: { concurrency: 1, startsPerMinute: null } },
        speculation: { predict: async () => ({ value: 1 }), records: [] },
      },
    );
    expect(started.slice(0, 2)).toEqual(['planner', 'other']);
  });
});

test('a predictor retires below 80 %, not before ten tries', () => {
  const isOut = (tries: number, right: number) => isRetired({ predictor: 'p', tries, right });
  expect([isOut(9, 0), isOut(10, 8), isOut(10, 7), isOut(100, 79)]).toEqual([false, false, true, true]);
});

test('guesses are compared as JSON', () => {
  expect(isSameJson({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toBe(true);
  expect(isSameJson([1, 2], [2, 1])).toBe(false);
});
