// Gives the routes the weights that the plan has from production, so that whoever measures need not ask there.
import type { Config } from '../config/config.ts';
import { routeName } from '../config/target-name.ts';
import type { GatePlan } from './gate-plan.ts';

/** A weight in the configuration goes before one of the plan. */
export function applyWeights(config: Config, { production }: Pick<GatePlan, 'production'>): Config {
  if (production?.status !== 'read') return config;
  const weights = new Map(production.weights.map(({ target, weight }) => [target, weight]));
  const routes = config.targets.routes.map((route) => {
    const weight = route.weight ?? weights.get(routeName(route));
    return weight === undefined ? route : { ...route, weight };
  });
  return { ...config, targets: { ...config.targets, routes } };
}
