// The bench of the scheduler: its forty agents are what the page says, and a missed goal is said.
import { expect, test } from 'vitest';
import { ENGINES } from '../../bench/runtime/engines.ts';
import { DURATIONS, missedRuntime, renderRuntime } from '../../bench/runtime/result.ts';
import { criticalPathMs, graph, phases } from '../../bench/runtime/seven-phases.ts';
import { checkGraph } from '../../src/runtime/graph/check-graph.ts';

test('forty agents in seven phases, each reading only from phases before its own', () => {
  expect([phases.length, graph.tasks.length]).toEqual([7, 40]);
  expect(checkGraph(graph.tasks, []).size).toBe(40);
  const before = new Set<string>();
  for (const agents of phases) {
    for (const { reads } of agents) for (const name of reads) expect(before).toContain(name);
    for (const { id } of agents) before.add(id);
  }
  expect(criticalPathMs(() => 1)).toBe(6);
});

const RUN = { durations: DURATIONS[0], criticalPathMs: 720_000, trials: 3 };
const handoffs = { count: 45, pointerTokens: 38, mostPointerTokens: 49, fullTokens: 2_000 };
const cached = { coldMs: 7_200, warmMs: 120, hits: 40 };
const runs = (wallMs: number) => [
  { ...RUN, engine: ENGINES[0], wallMs },
  { ...RUN, engine: ENGINES[2], wallMs: 4_800_000 },
];

test('each goal counts by itself', () => {
  expect(missedRuntime({ runs: runs(721_000), handoffs, cached })).toEqual([]);
  expect(missedRuntime({ runs: runs(740_000), handoffs, cached })).toEqual([
    '2 minutes each: 1.028 × the critical path, not ≤ 1.02',
  ]);
  const full = { ...handoffs, pointerTokens: 51 };
  expect(missedRuntime({ runs: runs(721_000), handoffs: full, cached })).toHaveLength(1);
  const slow = { ...cached, warmMs: 400 };
  expect(missedRuntime({ runs: runs(721_000), handoffs, cached: slow })).toHaveLength(1);
});

test('how much faster than one after the other stands beside what the graph allows', () => {
  const text = renderRuntime({ scale: 100, runs: runs(721_000), handoffs, cached, atOnce: [], overhead: [] });
  expect(text).toContain('| 2 minutes each | by inputs (perfcrew) | 12.02 min | 1.001 | 6.66 | 6.67 |');
  expect(text).toContain('40 of 40 agents answered from it, 120 ms in place of 7200 ms, 98.3 % faster');
});
