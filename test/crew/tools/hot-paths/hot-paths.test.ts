// What a caller of the ranking sees: shares, lines, the stack, routes, and packages given to who calls them.
import { expect, test } from 'vitest';
import { readCallGraph } from '../../../../src/crew/tools/call-graph/read-call-graph.ts';
import { cpuProfileSchema } from '../../../../src/crew/tools/hot-paths/cpu-profile.ts';
import { hotPathSchema } from '../../../../src/crew/tools/hot-paths/hot-path.ts';
import { rankHotPaths } from '../../../../src/crew/tools/hot-paths/rank-hot-paths.ts';
import { shopFiles } from '../call-graph/shop.ts';

const frame = (functionName: string, file: string, lineNumber: number) => ({
  functionName,
  url: file === '' ? '' : `file:///somewhere/checkout/${file}`,
  lineNumber: lineNumber - 1,
});

const profile = cpuProfileSchema.parse({
  startTime: 0,
  endTime: 10_000,
  nodes: [
    { id: 1, callFrame: frame('(root)', '', 0), children: [2, 6, 8] },
    { id: 2, callFrame: frame('top', 'lib/recommendations.js', 10), children: [3] },
    { id: 3, callFrame: frame('recommend', 'lib/recommendations.js', 25), children: [4] },
    { id: 4, callFrame: frame('similarity', 'lib/similarity.js', 16), children: [5] },
    {
      id: 5,
      callFrame: frame('tokensOf', 'lib/similarity.js', 5),
      positionTicks: [
        { line: 6, ticks: 3 },
        { line: 9, ticks: 1 },
      ],
    },
    { id: 6, callFrame: frame('query', 'lib/database.js', 10), children: [7] },
    { id: 7, callFrame: frame('submit', 'node_modules/pg/lib/query.js', 100) },
    { id: 8, callFrame: frame('(idle)', '', 0) },
  ],
  samples: [5, 5, 5, 5, 4, 7, 7, 8, 8, 3],
  timeDeltas: [0, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
});

test('functions of the shop by total time, with lines, stack, route and packages', () => {
  const files = shopFiles('slow');
  const ranked = rankHotPaths({ profile, graph: readCallGraph(files), files });
  expect(hotPathSchema.array().parse(ranked)).toEqual(ranked);
  expect(ranked.map(({ name, selfMs, totalMs }) => [name, selfMs, totalMs])).toEqual([
    ['recommend', 1, 6],
    ['createRecommendations.top', 0, 6],
    ['similarity', 1, 5],
    ['tokensOf', 4, 4],
    ['openDatabase.query', 0, 2],
  ]);
  const tokens = ranked.find(({ name }) => name === 'tokensOf');
  expect(tokens).toMatchObject({
    selfShare: 0.5,
    lines: [
      { line: 6, selfMs: 3 },
      { line: 9, selfMs: 1 },
    ],
    stack: ['createRecommendations.top', 'recommend', 'similarity'],
  });
  expect(tokens?.routes.map(({ route }) => route)).toEqual(['GET /api/recommendations']);
  expect(ranked.find(({ name }) => name === 'openDatabase.query')?.packages).toEqual([
    { name: 'pg', totalMs: 2 },
  ]);
});
