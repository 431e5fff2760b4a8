// The arithmetic from V8's samples to milliseconds per request, on a recorded profile.
import { describe, expect, test } from 'vitest';
import { placeProfile } from '../../../src/io/profile/place-profile.ts';
import { callTree, meanTree, totalCost } from '../../../src/measure/profile/call-tree.ts';
import { functionRows, label, renderTables } from '../../../src/measure/profile/render-table.ts';
import { CPU } from '../../../src/measure/profile/resource.ts';
import { selfTimes } from '../../../src/measure/profile/self-times.ts';
import { PLACES, RECORDED, recordedTree, treeOf } from './recorded.ts';

const placed = placeProfile(RECORDED);
const rows = [...functionRows(recordedTree()).values()];

describe('a recorded profile', () => {
  test('its busy time is all of its time but the idle one, whoever had it', () => {
    const { byNode, collecting, busyUs } = selfTimes(placed);
    const spent = [...byNode.values(), ...collecting.values()].reduce((sum, us) => sum + us, 0);
    expect(spent).toBeCloseTo(busyUs);
    const { startTime, endTime } = RECORDED.profile;
    expect(busyUs).toBeLessThan(endTime - startTime);
    expect(totalCost(recordedTree())).toBeCloseTo(busyUs / 1000 / RECORDED.requests);
  });

  test('the hot function has its lines, its place and nearly all of the time', () => {
    const score = rows.find(({ fn }) => fn.name === 'score');
    expect(score?.fn).toMatchObject({ path: 'lib/score.js', line: 7, endLine: 11, owner: 'project' });
    expect((score?.selfCost ?? 0) / totalCost(recordedTree())).toBeGreaterThan(0.5);
    const ticks = placed.nodes.find(({ frame }) => frame.name === 'score')?.ticks.map(({ line }) => line);
    expect(ticks?.toSorted()).toEqual([10, 9]);
  });

  test('a caller has the time of what it calls, callbacks count for the function around them', () => {
    const total = (name: string): number => rows.find(({ fn }) => fn.name === name)?.totalCost ?? 0;
    expect(total('rank')).toBeGreaterThanOrEqual(total('score'));
    expect(rows.filter(({ fn }) => fn.path === 'lib/rank.js').map(({ fn }) => fn.name)).toEqual(['rank']);
    expect(rows.map(({ fn }) => label(fn))).toContain('node');
  });

  test('times shrink to what the process really ran where it had to wait for a core', () => {
    const half = selfTimes(placed).busyUs / 2000;
    const tree = callTree([{ profile: placed, cpuMs: half }], 10, PLACES);
    expect(totalCost(tree)).toBeCloseTo(half / 10);
  });

  test('processes add up, passes are averaged', () => {
    const one = { profile: placed, cpuMs: RECORDED.cpuMs };
    const tree = recordedTree();
    expect(totalCost(callTree([one, one], RECORDED.requests, PLACES))).toBeCloseTo(2 * totalCost(tree));
    expect(totalCost(meanTree([tree, tree, tree]))).toBeCloseTo(totalCost(tree));
  });
});

describe('garbage collection', () => {
  test('counts for the stack it interrupted, and after an idle stretch for those who made the rest', () => {
    const node = (id: number, parent: number | null, name: string, url = '') => ({
      id,
      parent,
      frame: { name, url, line: 1, endLine: 3 },
      ticks: [],
    });
    const profile = {
      nodes: [
        node(1, null, '(root)'),
        node(2, 1, '(idle)'),
        node(3, 1, '(garbage collector)'),
        node(4, 1, 'work', 'file:///shop/work.js'),
      ],
      samples: [4, 3, 2, 3, 4],
      timesUs: [0, 1000, 3000, 8000, 9000],
      endUs: 10_000,
    };
    const { byNode, collecting, busyUs } = selfTimes(profile);
    expect(Object.fromEntries(byNode)).toEqual({ 4: 2000 });
    expect(Object.fromEntries(collecting)).toEqual({ 4: 3000 });
    expect(busyUs).toBe(5000);
  });
});

test('recursion counts once, packages are one row, both tables have the same rows', () => {
  const walk = { 'lib/a.js walk 1-9': { ms: 1, calls: { 'lib/a.js rest 10-12': { ms: 1 } } } };
  const base = treeOf({ 'lib/a.js walk 1-9': { ms: 2, calls: { pg: { ms: 0.25 }, ...walk } } });
  const head = treeOf({ 'lib/a.js walk 1-9': { ms: 12 } });
  expect(renderTables({ base, head, resource: CPU }, new Set(['lib/a.js walk']))).toMatchInlineSnapshot(`
    {
      "base": "self ms  total ms  per request
       3.00      4.25  walk (lib/a.js:1), changed here
       1.00      1.00  rest (lib/a.js:10)
      0.250     0.250  pg (package)",
      "head": "self ms  total ms  per request
      12.00     12.00  walk (lib/a.js:1), changed here
          –         –  rest (lib/a.js:10)
          –         –  pg (package)",
    }
  `);
});
