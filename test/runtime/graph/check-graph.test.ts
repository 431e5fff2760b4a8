// Graphs that cannot run are refused by the names of those at fault.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGraph } from '../../../src/runtime/graph/check-graph.ts';
import { findCycle } from '../../../src/runtime/graph/find-cycle.ts';
import { agentTaskSchema, taskGraphSchema } from '../../../src/runtime/graph/task-graph.ts';
import { agentTask, graphOf } from './scenario.ts';

const check = (...tasks: ReturnType<typeof agentTask>[]) => checkGraph(tasks, ['source']);

describe('a graph is refused', () => {
  test('for a cycle, as one follows it', () => {
    const a = agentTask('a', { needs: ['b'] });
    expect(() => check(a, agentTask('b', { needs: ['a'] }))).toThrow('tasks wait for each other: a → b → a.');
    expect(() => check(agentTask('a', { needs: ['a'] }))).toThrow('a → a');
  });

  test('for a cycle of documents, whole or streamed', () => {
    const a = agentTask('a', { reads: ['y'], writes: ['x'] });
    const b = agentTask('b', { streams: ['x'], writes: ['y'] });
    expect(() => check(agentTask('c', { needs: ['b'] }), b, a)).toThrow('b → a → b');
  });

  test('for a need or a document nobody has', () => {
    expect(() => check(agentTask('a', { needs: ['ghost'] }))).toThrow('task a needs ghost');
    expect(() => check(agentTask('a', { reads: ['y'] }))).toThrow('task a reads y, which no task writes');
    expect(() => check(agentTask('a', { streams: ['y'] }))).toThrow('task a reads y');
    expect(check(agentTask('a', { reads: ['source'] })).get('a')?.after).toEqual([]);
  });

  test('for two writers of one document', () => {
    const write = (id: string, name: string) => agentTask(id, { writes: [name] });
    expect(() => check(write('a', 'x'), write('b', 'x'))).toThrow('document x has two writers: a and b');
    expect(() => check(write('a', 'source'))).toThrow('two writers: the given documents and a');
  });

  test('for two tasks of one name, a document read twice, a guess at what is not read', () => {
    expect(() => check(agentTask('a'), agentTask('a'))).toThrow('two tasks are called a');
    expect(() => check(agentTask('a', { reads: ['source'], streams: ['source'] }))).toThrow('both whole and');
    const guess = { document: 'source', predictor: 'p' };
    expect(() => check(agentTask('a', { guess }))).toThrow('task a guesses source, which it does not read');
  });
});

test('ids become folders, so nothing else fits the schema', () => {
  expect(agentTaskSchema.safeParse(agentTask('profiler.scan-1')).success).toBe(true);
  for (const id of ['', '..', 'a/b', 'A', '.a', 'a.', 'a..b'])
    expect(agentTaskSchema.safeParse(agentTask(id)).success).toBe(false);
  expect(taskGraphSchema.safeParse({ ...graphOf([]), phase: 1 }).success).toBe(false);
});

test('law: a cycle is found exactly where there is no order, and each step of it is an edge', () => {
  const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const next = Array.from(
        { length: 12 },
        (_, id) =>
          [`${id}`, pairs.filter(([from]) => from === id).map(([, to]) => `${to}`)] as [string, string[]],
      );
      const cycle = findCycle(next);
      expect(isOrdered(next)).toBe(cycle === null);
      if (cycle === null) return;
      expect(cycle.at(0)).toBe(cycle.at(-1));
      for (const [at, to] of cycle.slice(1).entries())
        expect(next.find(([id]) => id === cycle[at])?.[1]).toContain(to);
    }),
  );
});

test('ten thousand tasks in a row are no cycle, and no overflow', () => {
  const row = Array.from(
    { length: 10_000 },
    (_, at) => [`${at}`, at === 9_999 ? [] : [`${at + 1}`]] as [string, string[]],
  );
  expect(findCycle(row)).toBeNull();
});

/** Kahn, Communications of the ACM 5 (1962): takes away what waits for nothing until nothing is left. */
function isOrdered(next: readonly (readonly [string, readonly string[]])[]): boolean {
  let left = new Map(next);
  for (;;) {
    const free = [...left].filter(([, after]) => after.every((id) => !left.has(id)));
    if (free.length === 0) return left.size === 0;
    left = new Map([...left].filter(([id]) => !free.some(([other]) => other === id)));
  }
}
