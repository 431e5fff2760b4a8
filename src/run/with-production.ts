// Asks production about the routes of a plan, where the credentials are; what goes wrong there is told and stops no review.
import type { Config } from '../config/config.ts';
import { routeName } from '../config/target-name.ts';
import { plural } from '../core/format/plural.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { connectPrometheus } from '../io/prometheus/connect-prometheus.ts';
import { readProduction } from '../measure/traffic/read-production.ts';
import { weighRoutes } from '../measure/traffic/weigh-routes.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export interface ProductionOutside {
  /** Holds the credentials that the configuration names. */
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** All questions together: a server that is slow with each must not hold up a review for long. */
const PATIENCE_MS = 120_000;

/** The plan as it was where production is not configured, or no planned gate asks a route. */
export async function withProduction(
  plan: GatePlan,
  config: Config,
  outside: ProductionOutside,
): Promise<GatePlan> {
  const names = new Set(config.targets.routes.map(routeName));
  const asksRoutes = plan.gates.some(({ targets }) => targets.some((target) => names.has(target)));
  const { production: settings } = config;
  if (settings === null || !asksRoutes) return plan;
  const { environment, clock, log, signal } = outside;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const server = connectPrometheus(settings.prometheus, {
      environment,
      signal: AbortSignal.any([signal, patience]),
    });
    const { routes } = config.targets;
    const baseline = await readProduction({ settings, routes, nowMs: clock.now() }, server);
    const weights = [...weighRoutes(routes, baseline)];
    const known = baseline.routes.filter(({ requestsPerSecond }) => requestsPerSecond !== null).length;
    log.info(`Production knows the traffic of ${known} of ${plural(routes.length, 'route')}.`);
    return { ...plan, production: { status: 'read', baseline, weights } };
  } catch (error) {
    signal.throwIfAborted();
    const problem = patience.aborted ? tooSlow(error) : error;
    if (!isProblem(problem)) throw problem;
    const { message: reason, mend } = problem;
    log.warn(`No traffic from production, so routes weigh what the configuration says. ${reason} ${mend}`);
    return { ...plan, production: { status: 'failed', reason, mend } };
  }
}

/** Where the numbers come from a job that could not ask: production is shown beside them, and nobody was measured by its weights. */
export async function showProduction<Assessed extends { readonly plan: GatePlan; readonly config: Config }>(
  assessed: Assessed,
  outside: ProductionOutside,
): Promise<Assessed> {
  const plan = await withProduction(assessed.plan, assessed.config, outside);
  if (plan.production?.status !== 'read') return { ...assessed, plan };
  return { ...assessed, plan: { ...plan, production: { ...plan.production, weights: [] } } };
}

function tooSlow(cause: unknown): Problem {
  return new Problem('input-invalid', {
    what: `The metrics server did not answer all questions within ${PATIENCE_MS / 1000} s.`,
    mend: 'Shorten `production.window`, or write recording rules and name them in `production.queries`.',
    cause,
  });
}
