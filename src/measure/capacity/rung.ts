// One rung of the ladder on one side: how much was answered, how quickly, and how much failed.
import type { RungAnswer } from '../../ports/capacity-driver.ts';

export const CONNECTIONS = [1, 10, 50, 100, 150, 200, 400] as const;

export interface Rung {
  readonly connections: number;
  /** 2xx responses a second. */
  readonly throughputPerSec: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  /** Share of requests that got no 2xx; 1 where nothing was answered at all. */
  readonly failureShare: number;
  /** Share of the time in which the generator itself was at work: near 1 it measures itself. */
  readonly generatorBusy: number;
  /** False where the server did not answer a single request after the load had ended. */
  readonly isDrained: boolean;
}

/** A connection that waited through a stretch of so many p99s was not slow, it was forgotten. */
const FORGOTTEN = 3;

export function rungOf(connections: number, answer: RungAnswer): Rung {
  const { succeeded, durationMs, latencyMs } = answer;
  const isForgotten = latencyMs === null || durationMs >= FORGOTTEN * latencyMs.p99;
  const failed = answer.failed + (isForgotten ? answer.stuck : 0);
  const tried = succeeded + failed;
  return {
    connections,
    throughputPerSec: durationMs > 0 ? (succeeded / durationMs) * 1000 : 0,
    latencyMs,
    failureShare: tried === 0 ? 1 : failed / tried,
    generatorBusy: answer.generatorBusy,
    isDrained: answer.drainedMs !== null,
  };
}
