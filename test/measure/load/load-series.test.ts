import { describe, expect, it } from 'vitest';
import { cpuRounds, cpuSource } from '../../../src/measure/load/cpu-rounds.ts';
import { failureRatio, loadSeries } from '../../../src/measure/load/load-series.ts';
import { counted, laneRound, sideRound } from './rounds.ts';

describe('loadSeries', () => {
  it('turns a round into one number per metric and process', () => {
    const series = loadSeries([laneRound(0, { served: 50, ...counted(100) })]);
    expect(Object.fromEntries(series.map(({ metric, rounds }) => [metric, rounds[0]])))
      .toMatchInlineSnapshot(`
      {
        "allocated-per-request-bytes": {
          "base": 100,
          "control": 100,
          "head": 100,
          "restart": 0,
        },
        "cpu-per-request-ms": {
          "base": 2,
          "control": 2,
          "head": 2,
          "restart": 0,
        },
        "errors-per-request": {
          "base": 0,
          "control": 0,
          "head": 0,
          "restart": 0,
        },
        "event-loop-delay-p99-ms": {
          "base": 3,
          "control": 3,
          "head": 3,
          "restart": 0,
        },
        "gc-per-request-ms": {
          "base": 0.04,
          "control": 0.04,
          "head": 0.04,
          "restart": 0,
        },
        "heap-used-bytes": {
          "base": 7000,
          "control": 7000,
          "head": 7000,
          "restart": 0,
        },
        "latency-p50-ms": {
          "base": 5,
          "control": 5,
          "head": 5,
          "restart": 0,
        },
        "latency-p95-ms": {
          "base": 8,
          "control": 8,
          "head": 8,
          "restart": 0,
        },
        "latency-p99-ms": {
          "base": 9,
          "control": 9,
          "head": 9,
          "restart": 0,
        },
        "response-bytes": {
          "base": 500,
          "control": 500,
          "head": 500,
          "restart": 0,
        },
        "rss-bytes": {
          "base": 1000,
          "control": 1000,
          "head": 1000,
          "restart": 0,
        },
        "throughput-per-sec": {
          "base": 100,
          "control": 100,
          "head": 100,
          "restart": 0,
        },
      }
    `);
  });

  it('has no series of what nobody told, and no control where none ran', () => {
    const series = loadSeries([{ restart: 3, base: sideRound(), head: null }]);
    expect(series.map(({ metric }) => metric)).not.toContain('gc-per-request-ms');
    const p50 = series.find(({ metric }) => metric === 'latency-p50-ms');
    expect(p50?.rounds).toEqual([{ restart: 3, base: 5, head: null }]);
  });

  it('knows no failures where nothing was tried', () => {
    expect(failureRatio(sideRound({ responses: 0, errors: 0 }))).toBeNull();
    expect(failureRatio(sideRound({ responses: 8, non2xx: 1, errors: 2 }))).toBe(0.3);
  });
});

describe('cpuSource', () => {
  it.each([
    ['all that the tree spends', [counted(100), counted(100)], 'counters'],
    ['nearly all', [counted(70), counted(92)], 'counters'],
    ['too little of it', [counted(100), counted(50)], 'process-tree'],
    ['one round not at all', [counted(100), {}], 'process-tree'],
    ['one round in vain', [counted(100), { counters: null }], 'process-tree'],
  ] as const)('where the Node processes count %s', (_, figures, source) => {
    expect(cpuSource(figures.map((one) => laneRound(0, { cpuMs: 100, ...one })))).toBe(source);
  });

  it('is the tree where one process is not counted', () => {
    const round = { ...laneRound(0, counted(100)), head: sideRound() };
    expect(cpuSource([round])).toBe('process-tree');
  });
});

describe('cpuRounds', () => {
  it('takes every round by itself where processes count microseconds', () => {
    const rounds = cpuRounds([laneRound(0, counted(99)), laneRound(0, counted(101))]);
    expect(rounds.map(({ head }) => head)).toEqual([0.99, 1.01]);
  });

  it('sums ticks of the tree until they no longer matter, never over restarts', () => {
    const ticks = (restart: number, count: number) =>
      Array.from({ length: count }, () => laneRound(restart, { cpuMs: 130 }));
    const rounds = cpuRounds([...ticks(0, 9), ...ticks(1, 2)]);
    expect(rounds).toEqual([
      { restart: 0, base: 1.3, control: 1.3, head: 1.3 },
      { restart: 0, base: 1.3, control: 1.3, head: 1.3 },
      { restart: 1, base: 1.3, control: 1.3, head: 1.3 },
    ]);
  });

  it('waits for the process that spends least, and weighs rounds by their requests', () => {
    const busy = sideRound({ cpuMs: 600, served: 100 });
    const idle = sideRound({ cpuMs: 300, served: 10 });
    const other = sideRound({ cpuMs: 300, served: 290 });
    const rounds = cpuRounds([
      { restart: 0, base: busy, head: idle },
      { restart: 0, base: busy, head: other },
    ]);
    expect(rounds).toEqual([{ restart: 0, base: 6, head: 2 }]);
  });
});
