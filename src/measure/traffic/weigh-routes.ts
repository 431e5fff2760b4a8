// Weighs the configured routes as their users do, so that the busiest are measured first.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { ProductionBaseline } from '../../plan/production-baseline.ts';

interface RouteWeight {
  /** Name of the route. */
  readonly target: string;
  readonly weight: number;
}

/** A route nobody asks keeps a little weight: it is configured because somebody cares. */
const LEAST_WEIGHT = 0.01;

/**
 * Traffic against the mean of the routes production knows, so that 1 is the usual route, as in the configuration. Those it counts
 * together share theirs evenly. None for routes that production does not know, and for those with a weight of their own.
 */
export function weighRoutes(
  routes: readonly RouteTarget[],
  baseline: ProductionBaseline,
): readonly RouteWeight[] {
  const traffic = new Map(
    baseline.routes.flatMap(({ target, requestsPerSecond, sharedWith }) =>
      requestsPerSecond === null ? [] : [[target, requestsPerSecond / (sharedWith.length + 1)] as const],
    ),
  );
  const mean = [...traffic.values()].reduce((sum, each) => sum + each, 0) / traffic.size;
  if (!(mean > 0)) return [];
  return routes.flatMap((route) => {
    const target = routeName(route);
    const own = traffic.get(target);
    return own === undefined || route.weight !== undefined
      ? []
      : [{ target, weight: Math.max(LEAST_WEIGHT, own / mean) }];
  });
}
