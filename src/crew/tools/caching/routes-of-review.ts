// What a review and production know of the routes: how long head's median request takes, and how often each is asked.
import type { RouteTarget } from '../../../config/config.ts';
import { routeName } from '../../../config/target-name.ts';
import type { Measurement } from '../../../measure/measurement.ts';
import type { ProductionBaseline } from '../../../plan/production-baseline.ts';
import { median } from '../../../stats/quantile.ts';
import type { CacheRoute } from './cache-input.ts';

export function routesOfReview(
  routes: readonly RouteTarget[],
  measurements: readonly Measurement[],
  baseline: ProductionBaseline | null,
): readonly CacheRoute[] {
  return routes.map((route) => {
    const name = routeName(route);
    const load = measurements.find(({ gate, target }) => gate === 'load' && target === name);
    const traffic = baseline?.routes.find(({ target }) => target === name);
    const rate = traffic?.requestsPerSecond ?? null;
    return {
      method: route.method,
      path: route.path,
      // Targets that production counts together share theirs evenly.
      requestsPerSecond: rate === null ? null : rate / ((traffic?.sharedWith.length ?? 0) + 1),
      durationMs: load === undefined ? null : medianLatency(load),
    };
  });
}

function medianLatency({ outcome }: Measurement): number | null {
  if (outcome.status !== 'measured') return null;
  const rounds = outcome.series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds ?? [];
  return median(rounds.flatMap(({ head }) => head ?? []));
}
