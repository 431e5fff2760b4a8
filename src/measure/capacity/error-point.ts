// Where a server stops answering well: the first rung with more than 1 % of its requests failed.
import type { Rung } from './rung.ts';

export const MOST_FAILURES = 0.01;

export function failsAt({ failureShare }: Pick<Rung, 'failureShare'>): boolean {
  return failureShare > MOST_FAILURES;
}

/** Connections of that rung; null where every rung that was climbed answered well. */
export function errorPoint(rungs: readonly Pick<Rung, 'connections' | 'failureShare'>[]): number | null {
  const failing = rungs.filter(failsAt).map(({ connections }) => connections);
  return failing.length === 0 ? null : Math.min(...failing);
}

/** Throughput of a rung where requests fail says nothing: failing is quick. */
export function answeringWell<Failing extends Pick<Rung, 'failureShare'>>(
  rungs: readonly Failing[],
): Failing[] {
  return rungs.filter((rung) => !failsAt(rung));
}
