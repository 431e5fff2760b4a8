// How often each target is asked, relative to the average one, as the configuration or production tells it.
import type { Config } from '../../../config/config.ts';
import { routeName } from '../../../config/target-name.ts';

/** `config` has production's weights in it already, where there are any. Targets without one have 1. */
export function targetWeights({ targets }: Config): ReadonlyMap<string, number> {
  const given = targets.routes.map((route) => [routeName(route), route.weight ?? 1] as const);
  const mean = given.reduce((sum, [, weight]) => sum + weight, 0) / Math.max(1, given.length);
  return new Map(given.map(([name, weight]) => [name, weight / mean]));
}
