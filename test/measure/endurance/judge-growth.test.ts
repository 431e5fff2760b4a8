// What is called a leak: heaps that go on growing, and on head surely faster than on base.
import { describe, expect, test } from 'vitest';
import { heapPoints, settledPoints } from '../../../src/measure/endurance/heap-points.ts';
import { growthRounds, judgeGrowth } from '../../../src/measure/endurance/judge-growth.ts';
import { observeGrowth } from '../../../src/measure/endurance/observe-growth.ts';
import type { Point } from '../../../src/measure/endurance/theil-sen.ts';
import type { RuntimeCounters } from '../../../src/ports/runtime-counters.ts';
import { randomNormal, seededRandom } from '../../../src/stats/random.ts';

const MINIMUM = 20_000;
const NOISE = 15_000;
const random = seededRandom(11);

/** Three processes, nine readings each, 500 requests between two. */
function heaps(grown: (requests: number) => number): Point[][] {
  return [0, 1, 2].map(() =>
    Array.from({ length: 9 }, (_, index) => {
      const x = index * 500;
      return { x, y: 8e6 + grown(x) + NOISE * randomNormal(random) };
    }),
  );
}

const flat = () => 0;
const leaking = (requests: number) => 1_000 * requests;
const filling = (requests: number) => 1_000 * Math.min(requests, 1_000);
const fillingLater = (requests: number) => 1_000 * Math.min(requests, 2_200);
const settling = (requests: number) => 2e6 * (1 - Math.exp(-requests / 800));

describe('judgeGrowth', () => {
  test.each([
    ['a heap that grows with every request', flat, leaking, 'head'],
    ['both growing alike', leaking, leaking, 'both'],
    ['head growing twice as fast', leaking, (requests: number) => 2 * leaking(requests), 'head'],
    ['base alone growing', leaking, flat, 'no'],
    ['none growing', flat, flat, 'no'],
    ['a cache that is full after the warm-up', flat, filling, 'no'],
    ['a cache that is full half way', flat, fillingLater, 'no'],
    ['growth that slows down', flat, settling, 'no'],
    ['growth too small to matter', flat, (requests: number) => 10 * requests, 'no'],
    ['growth of 90 kB in all', flat, (requests: number) => 30 * requests, 'no'],
  ] as const)('%s', (_, base, head, leaks) => {
    expect(judgeGrowth({ base: heaps(base), head: heaps(head) }, MINIMUM).leaks).toBe(leaks);
  });

  test('calls nothing a leak in 500 runs without one', () => {
    const called = Array.from({ length: 500 }, () =>
      judgeGrowth({ base: heaps(flat), head: heaps(flat) }, MINIMUM),
    ).filter(({ leaks }) => leaks !== 'no');
    expect(called).toEqual([]);
  });

  test('tells growth in bytes per 1,000 requests', () => {
    const line = Array.from({ length: 9 }, (_, index) => ({ x: index * 500, y: 1_000 * index * 500 }));
    expect(growthRounds(line)).toEqual([1e6, 1e6, 1e6]);
    expect(judgeGrowth({ base: [line], head: [line] }, MINIMUM).per1000.head?.slope).toBeCloseTo(1e6);
  });
});

describe('heapPoints', () => {
  const counters = (pid: number, requests: number, heapUsedBytes: number): RuntimeCounters => ({
    pid,
    requests,
    heapUsedBytes,
    externalBytes: 5,
    cpuMs: 0,
    allocatedBytes: 0,
    gcCount: 0,
    gcMs: 0,
    rssBytes: 0,
    eventLoopDelayP99Ms: null,
  });

  test('adds up the processes that were there all the time, from the first reading on', () => {
    const readings = [
      { side: 'head' as const, processes: [counters(1, 100, 10), counters(2, 50, 20), counters(3, 7, 900)] },
      { side: 'base' as const, processes: [counters(9, 1, 1)] },
      { side: 'head' as const, processes: [counters(2, 60, 25), counters(1, 130, 11), counters(4, 1, 800)] },
    ];
    const answer = { requestsPerRound: 40, readings };
    expect(heapPoints(answer, 'head')).toEqual([
      { x: 0, y: 40 },
      { x: 40, y: 46 },
    ]);
  });

  test('is empty where no process lasted', () => {
    const readings = [1, 2].map((pid) => ({ side: 'base' as const, processes: [counters(pid, 0, 1)] }));
    expect(heapPoints({ requestsPerRound: 40, readings }, 'base')).toEqual([]);
  });

  test('the first quarter of the rounds is warm-up', () => {
    const points = Array.from({ length: 9 }, (_, x) => ({ x, y: 0 }));
    expect(settledPoints(points).map(({ x }) => x)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(settledPoints([])).toEqual([]);
  });
});

test('a leak is told with the function that holds it, the rates and the readings', () => {
  const exact = (perRequest: number) => [
    Array.from({ length: 9 }, (_, index) => ({ x: index * 500, y: 8e6 + perRequest * index * 500 })),
  ];
  const history = { base: exact(0), head: exact(1_048) };
  const fn = {
    key: 'k',
    name: 'remember',
    owner: 'project',
    path: 'lib/store.js',
    line: 3,
    endLine: 9,
  } as const;
  const [found] = observeGrowth({
    target: 'GET /work',
    growth: judgeGrowth(history, MINIMUM),
    history,
    holders: [
      { fn, bytes: 1_020, isChanged: true, location: { path: 'lib/store.js', line: 5, side: 'head' } },
    ],
  });
  expect(found).toMatchObject({ kind: 'leak', severity: 'error', side: 'head', location: { line: 5 } });
  expect(found?.title).toMatchInlineSnapshot(
    `"GET /work leaks memory: the live heap grows by 1.05 MB per 1,000 requests (base: 0 B), held by remember (lib/store.js:5), changed here"`,
  );
  expect(found?.detail).toContain('remember (lib/store.js:5), changed here 1.02 MB');
  expect(found?.evidence.head?.split('\n').slice(0, 5)).toMatchInlineSnapshot(`
    [
      "start 1",
      "requests  live heap MB",
      "       0         8.000  warming up",
      "     500         8.524  warming up",
      "    1000         9.048",
    ]
  `);
});
