// Forty agents of a classical plan in seven phases, with what each of them really reads: often less than all of the phase before.
import type { AgentTask, TaskGraph } from '../../src/runtime/graph/task-graph.ts';

/** By phase: agent, and the agents whose output it reads. */
const PHASES: readonly (readonly string[])[] = [
  ['diff', 'routes', 'history', 'dependencies'],
  [
    'cpu-profile: routes',
    'heap-profile: routes',
    'sql-capture: routes',
    'http-capture: routes',
    'page-trace: routes diff',
    'bundle-sizes: dependencies',
    'start-time: dependencies',
    'complexity: diff',
  ],
  [
    'hot-paths: cpu-profile diff',
    'leaks: heap-profile',
    'n-plus-one: sql-capture',
    'slow-queries: sql-capture',
    'cacheable: http-capture sql-capture',
    'render-blocks: page-trace',
    'heavy-imports: bundle-sizes start-time',
    'anti-patterns: complexity',
  ],
  [
    'cache-design: cacheable',
    'index-design: slow-queries',
    'batch-design: n-plus-one',
    'algorithm-design: hot-paths anti-patterns',
    'page-design: render-blocks',
    'import-design: heavy-imports',
  ],
  [
    'cache-patch: cache-design',
    'index-patch: index-design',
    'batch-patch: batch-design',
    'algorithm-patch: algorithm-design',
    'page-patch: page-design',
    'import-patch: import-design',
  ],
  [
    'security-review: diff',
    'architecture-review: diff routes',
    'data-review: index-design diff',
    'simplicity-review: complexity',
    'regression-review: history diff',
  ],
  [
    'report: cache-patch index-patch batch-patch algorithm-patch page-patch import-patch',
    'risks: security-review architecture-review data-review simplicity-review regression-review',
    'next-steps: leaks hot-paths history',
  ],
];

export const phases: readonly (readonly AgentTask[])[] = PHASES.map((agents) =>
  agents.map((line) => {
    const [name = '', reads = ''] = line.split(': ');
    return {
      id: name,
      agent: name,
      needs: [],
      reads: reads === '' ? [] : reads.split(' '),
      streams: [],
      writes: [name],
      tier: 'fast',
      cacheKind: null,
      guess: null,
    };
  }),
);

export const graph: TaskGraph = { document: 'task-graph', version: 1, given: [], tasks: phases.flat() };

/** Longest chain of reads, each agent taking so long. */
export function criticalPathMs(durationOf: (id: string) => number): number {
  const ends = new Map<string, number>();
  for (const { id, reads } of graph.tasks)
    ends.set(id, Math.max(0, ...reads.map((name) => ends.get(name) ?? 0)) + durationOf(id));
  return Math.max(...ends.values());
}
