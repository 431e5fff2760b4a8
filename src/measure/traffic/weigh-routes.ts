// Weighs the configured routes as their users do, so that busy routes are told first and measured longer.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { ProductionBaseline } from './production-baseline.ts';

/** A route nobody asks keeps a little weight: it is configured because somebody cares. */
const LEAST_WEIGHT = 0.01;

/**
 * Traffic against the mean of the routes production knows, so that 1 is the usual route, as in the configuration. Routes that
 * production does not know keep their weight; those it counts together share theirs evenly.
 */
export function weighRoutes(
  routes: readonly RouteTarget[],
  baseline: ProductionBaseline,
): readonly RouteTarget[] {
  const traffic = new Map(
    baseline.routes.flatMap(({ target, requestsPerSecond, sharedWith }) =>
      requestsPerSecond === null ? [] : [[target, requestsPerSecond / (sharedWith.length + 1)] as const],
    ),
  );
  const mean = [...traffic.values()].reduce((sum, each) => sum + each, 0) / traffic.size;
  if (!(mean > 0)) return routes;
  return routes.map((route) => {
    const own = traffic.get(routeName(route));
    return own === undefined ? route : { ...route, weight: Math.max(LEAST_WEIGHT, own / mean) };
  });
}
