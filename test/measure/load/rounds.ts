// Rounds of load as the gauge keeps them, with the figures a test cares for.
import type { LaneRound } from '../../../src/measure/load/load-series.ts';
import type { SideRound } from '../../../src/measure/load/send-load.ts';

export function sideRound(figures: Partial<SideRound> = {}): SideRound {
  return {
    latencyMs: { p50: 5, p95: 8, p99: 9 },
    responses: 100,
    non2xx: 0,
    errors: 0,
    responseBytes: 500,
    durationMs: 1000,
    served: 100,
    cpuMs: 100,
    rssBytes: 1_000,
    ...figures,
  };
}

export function counted(cpuMs: number): Pick<SideRound, 'counters'> {
  return {
    counters: {
      processes: 1,
      cpuMs,
      allocatedBytes: 5_000,
      gcMs: 2,
      heapUsedBytes: 7_000,
      eventLoopDelayP99Ms: 3,
    },
  };
}

/** The same on all three processes. */
export function laneRound(restart: number, figures: Partial<SideRound> = {}): LaneRound {
  const round = sideRound(figures);
  return { restart, base: round, control: round, head: round };
}
