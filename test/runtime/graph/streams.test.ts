// Documents read while they are written: order, early start, back-pressure, failure, and no lock under any limit.
import { describe, expect, test } from 'vitest';
import { BrokenStream } from '../../../src/runtime/graph/document-stream.ts';
import type { TaskContext } from '../../../src/runtime/graph/task-context.ts';
import { agentTask, nothing, output, play, startsOf } from './scenario.ts';

const ONE = { fast: { concurrency: 1, startsPerMinute: null } };
const writer = agentTask('writer', { writes: ['x'] });
const reader = agentTask('reader', { streams: ['x'], writes: ['y'] });

async function readAll(context: TaskContext, name = 'x'): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of context.stream(name)) chunks.push(chunk);
  return chunks;
}

describe('a reader', () => {
  test('starts with the first chunk and gets all in order; the document is the list of them', async () => {
    const played = await play(
      [writer, reader, agentTask('last', { reads: ['x'] })],
      (clock) => async (context) => {
        const { task, inputs, signal } = context;
        if (task.id === 'reader') return output({ y: await readAll(context) });
        if (task.id === 'last') expect(inputs).toEqual({ x: [0, 1, 2] });
        for (let chunk = 0; chunk < 3 && task.id === 'writer'; chunk += 1) {
          await clock.sleep(10, signal);
          await context.write('x', chunk);
        }
        return nothing;
      },
    );
    expect(startsOf(played)).toEqual({ writer: 0, reader: 10, last: 30 });
    expect(played.outcomes.get('reader')).toMatchObject({ output: { documents: { y: [0, 1, 2] } } });
    expect(played.metrics.tasks[1]).toMatchObject({ runningMs: 20, yieldedMs: 20 });
  });

  test('learns that the writer failed; before it starts it is blocked', async () => {
    const seen: unknown[] = [];
    const { outcomes } = await play(
      [writer, reader, agentTask('late', { streams: ['x'], needs: ['clock'] }), agentTask('clock')],
      (clock) => async (context) => {
        if (context.task.id === 'clock') await clock.sleep(50);
        if (context.task.id === 'reader')
          try {
            for await (const chunk of context.stream('x')) seen.push(chunk);
          } catch (error) {
            expect(error).toBeInstanceOf(BrokenStream);
            throw error;
          }
        if (context.task.id !== 'writer') return nothing;
        await context.write('x', 'one');
        await clock.sleep(10);
        throw new Error('out of tokens');
      },
    );
    expect(seen).toEqual(['one']);
    expect(outcomes.get('reader')).toMatchObject({
      status: 'failed',
      reason: 'Document x breaks off: writer did not end well (out of tokens).',
    });
    expect(outcomes.get('late')).toMatchObject({ status: 'blocked', by: ['writer'] });
  });

  test('may read what was returned whole, as its items', async () => {
    const { outcomes } = await play(
      [writer, reader],
      () => async (context) =>
        context.task.id === 'writer' ? output({ x: [1, 2] }) : output({ y: await readAll(context) }),
    );
    expect(outcomes.get('reader')).toMatchObject({ output: { documents: { y: [1, 2] } } });
  });

  test('must have said so', async () => {
    const { outcomes } = await play(
      [agentTask('a')],
      () => async (context) => output({ y: await readAll(context) }),
    );
    expect(outcomes.get('a')).toMatchObject({ reason: expect.stringContaining('Add x to its streams.') });
  });
});

test('a writer far ahead waits for a slow reader, but not for one that stopped reading', async () => {
  let written = 0;
  let most = 0;
  const { metrics } = await play(
    [writer, agentTask('reader', { streams: ['x'] }), agentTask('idle', { streams: ['x'] })],
    (clock) => async (context) => {
      let read = 0;
      if (context.task.id === 'reader')
        for await (const _ of context.stream('x')) {
          await clock.sleep(10);
          read += 1;
          most = Math.max(most, written - read);
        }
      if (context.task.id === 'idle') for await (const _ of context.stream('x')) break;
      if (context.task.id !== 'writer') return nothing;
      for (; written < 100; written += 1) await context.write('x', written);
      return nothing;
    },
  );
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThanOrEqual(17);
  expect(metrics.wallMs).toBe(1_000);
});

test('two readers that read two streams in opposite orders do not lock their writers up', async () => {
  const names = ['a', 'b'];
  const tasks = [
    ...names.map((name) => agentTask(`write-${name}`, { writes: [name] })),
    agentTask('forth', { streams: names, writes: ['forth'] }),
    agentTask('back', { streams: names, writes: ['back'] }),
  ];
  for (const limits of [{}, ONE]) {
    const { outcomes } = await play(
      tasks,
      () => async (context) => {
        const { task } = context;
        const [name] = task.writes;
        if (task.streams.length === 0) {
          for (let chunk = 0; chunk < 50; chunk += 1) await context.write(name ?? '', chunk);
          return nothing;
        }
        let count = 0;
        for (const one of task.id === 'forth' ? names : names.toReversed())
          count += (await readAll(context, one)).length;
        return output({ [task.id]: count });
      },
      { limits },
    );
    for (const id of ['forth', 'back'])
      expect(outcomes.get(id)).toMatchObject({ output: { documents: { [id]: 100 } } });
  }
});

test('with one slot a reader of two streams at once still lets their writers go on', async () => {
  const tasks = [
    agentTask('write-a', { writes: ['a'] }),
    agentTask('write-b', { writes: ['b'] }),
    agentTask('both', { streams: ['a', 'b'], writes: ['c'] }),
  ];
  const { outcomes } = await play(
    tasks,
    (clock) => async (context) => {
      const [name] = context.task.writes;
      if (context.task.id === 'both')
        return output({
          c: (await Promise.all([readAll(context, 'a'), readAll(context, 'b')])).flat().length,
        });
      for (let chunk = 0; chunk < 40; chunk += 1) {
        await context.write(name ?? '', chunk);
        await clock.sleep(1);
      }
      return nothing;
    },
    { limits: ONE },
  );
  expect(outcomes.get('both')).toMatchObject({ output: { documents: { c: 80 } } });
});
