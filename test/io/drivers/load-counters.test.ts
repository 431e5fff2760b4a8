import { expect, it } from 'vitest';
import { countersBetween } from '../../../src/io/drivers/load-counters.ts';
import type { RuntimeCounters } from '../../../src/ports/runtime-counters.ts';

function counters(pid: number, figures: Partial<RuntimeCounters> = {}): RuntimeCounters {
  const zero = {
    cpuMs: 0,
    requests: 0,
    allocatedBytes: 0,
    gcCount: 0,
    gcMs: 0,
    externalBytes: 0,
    rssBytes: 0,
  };
  return { pid, heapUsedBytes: 100, eventLoopDelayP99Ms: null, ...zero, ...figures };
}

it('sums what all processes counted in between', () => {
  const before = [counters(1, { cpuMs: 10, allocatedBytes: 500, gcMs: 1 }), counters(2, { cpuMs: 5 })];
  const after = [
    counters(1, { cpuMs: 14, allocatedBytes: 900, gcMs: 3, eventLoopDelayP99Ms: 2 }),
    counters(2, { cpuMs: 6, eventLoopDelayP99Ms: 8 }),
  ];
  expect(countersBetween(before, after)).toEqual({
    processes: 2,
    cpuMs: 5,
    allocatedBytes: 400,
    gcMs: 2,
    heapUsedBytes: 200,
    eventLoopDelayP99Ms: 8,
  });
});

it('leaves out a process that was counted only once, and says nothing where that leaves none', () => {
  const one = [counters(1, { cpuMs: 10 })];
  const other = [counters(2, { cpuMs: 1_000 })];
  expect(countersBetween(one, [...one, ...other])).toMatchObject({ processes: 1, cpuMs: 0 });
  expect(countersBetween(one, other)).toBeNull();
});
