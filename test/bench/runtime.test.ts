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

test('both goals count', () => {
  const run = { durations: DURATIONS[0], criticalPathMs: 720_000, trials: 3 };
  const runs = (wallMs: number, sequentialMs: number) => [
    { ...run, engine: ENGINES[0], wallMs },
    { ...run, engine: ENGINES[2], wallMs: sequentialMs },
  ];
  expect(missedRuntime({ runs: runs(721_000, 4_800_000) })).toBe(false);
  expect(missedRuntime({ runs: runs(740_000, 4_800_000) })).toBe(true);
  expect(missedRuntime({ runs: runs(721_000, 4_000_000) })).toBe(true);
  expect(renderRuntime({ scale: 100, runs: runs(721_000, 4_800_000), atOnce: [], overhead: [] })).toContain(
    '| 2 minutes each | by inputs (perfcrew) | 12.02 min | 1.001 | 6.7 × |',
  );
});
