// Small decisions of a capacity measurement: whether, how long, which numbers of a round may be used.
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { LEVELS } from '../../../src/core/level.ts';
import { expectedLatencyMs } from '../../../src/measure/capacity/climb.ts';
import { expectedMs, planCapacity } from '../../../src/measure/capacity/plan-capacity.ts';
import { lagging, readRound, sustains } from '../../../src/measure/capacity/read-round.ts';
import { rungOf } from '../../../src/measure/capacity/rung.ts';
import { shouldMeasureCapacity } from '../../../src/measure/capacity/should-measure-capacity.ts';
import { constantRateAnswer, rungAnswer } from './fake-driver.ts';

describe('shouldMeasureCapacity', () => {
  it.each([
    ['auto', ['thorough', 'comprehensive']],
    ['always', [...LEVELS]],
    ['never', []],
  ] as const)('%s', (ladder, levels) => {
    const config = configSchema.parse({ load: { ladder } });
    expect(LEVELS.filter((level) => shouldMeasureCapacity(config, level))).toEqual(levels);
  });
});

describe('planCapacity', () => {
  it('fits ladder and constant rate into 25 s, and whatever more is given', () => {
    for (const budgetMs of [25_000, 30_000, 40_000, 60_000, 120_000]) {
      expect(expectedMs(planCapacity(budgetMs))).toBeLessThanOrEqual(budgetMs);
    }
    expect(planCapacity(25_000)).toMatchInlineSnapshot(`
      {
        "repeats": 3,
        "roundMs": 1000,
        "rounds": 4,
        "rungMs": 400,
      }
    `);
    expect(expectedMs(planCapacity(1))).toBeLessThan(20_000);
  });
});

describe('rungOf', () => {
  it('turns an answer into throughput and a share of failures', () => {
    expect(rungOf(10, rungAnswer({ succeeded: 396, failed: 4, durationMs: 500 }))).toMatchObject({
      connections: 10,
      throughputPerSec: 792,
      failureShare: 0.01,
      isDrained: true,
    });
  });

  it('takes connections that waited through many p99s for failed, and those of a slow route for slow', () => {
    const latencyMs = { p50: 10, p95: 20, p99: 30 };
    const forgotten = rungAnswer({ succeeded: 90, stuck: 10, durationMs: 500, latencyMs });
    expect(rungOf(50, forgotten).failureShare).toBe(0.1);
    expect(rungOf(50, { ...forgotten, durationMs: 80 }).failureShare).toBe(0);
  });

  it('calls a rung without any answer failed', () => {
    expect(rungOf(50, rungAnswer({ succeeded: 0, latencyMs: null })).failureShare).toBe(1);
  });
});

describe('expectedLatencyMs', () => {
  const rung = (connections: number, throughputPerSec: number, p50: number) => ({
    ...rungOf(connections, rungAnswer({ latencyMs: { p50, p95: p50, p99: p50 } })),
    throughputPerSec,
  });

  it('stays the same while throughput grows with the connections', () => {
    expect(expectedLatencyMs([rung(1, 3.3, 300)], 10)).toBe(300);
    expect(expectedLatencyMs([rung(1, 3.3, 300), rung(10, 33, 300)], 50)).toBe(300);
  });

  it('grows with the connections once the server is saturated', () => {
    expect(expectedLatencyMs([rung(1, 100, 10), rung(10, 105, 95)], 420)).toBe(4_000);
  });
});

describe('readRound', () => {
  it('takes both numbers of a round that kept its rate', () => {
    const answer = constantRateAnswer({ latencyMs: { p50: 1, p95: 2, p99: 12 } });
    expect(readRound(answer)).toEqual({ p50: 1, p99: 12, leftOut: null });
  });

  it.each([
    ['p99 of a late generator', { latenessMs: { p50: 1, p99: 30 } }, { p50: 5, p99: null }],
    ['both of a very late one', { latenessMs: { p50: 20, p99: 30 } }, { p50: null, p99: null }],
    ['p99 of few requests', { due: 60, succeeded: 60 }, { p50: 5, p99: null }],
    ['both where requests fail', { succeeded: 300, failed: 100 }, { p50: null, p99: null }],
  ])('leaves out %s and says why', (_, part, numbers) => {
    const reading = readRound(constantRateAnswer({ latencyMs: { p50: 5, p95: 8, p99: 40 }, ...part }));
    expect(reading).toMatchObject(numbers);
    expect(reading.leftOut).toMatch(/generator sent half|only 60 requests|100 of 400 requests failed/);
  });

  it('does not mind a late generator where the server is much later', () => {
    const slow = constantRateAnswer({
      latencyMs: { p50: 100, p95: 200, p99: 400 },
      latenessMs: { p50: 8, p99: 60 },
    });
    expect(lagging(slow)).toBeNull();
  });

  it('tells a queue that grows from one that is worked off', () => {
    expect(sustains(constantRateAnswer({ due: 400, backlog: 30 }))).toBe(true);
    expect(sustains(constantRateAnswer({ due: 400, backlog: 90 }))).toBe(false);
  });
});
