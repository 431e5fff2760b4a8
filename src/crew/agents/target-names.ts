// The targets somebody may name: those of the configuration, and what the review measured under a name of its own.
import { pageName, routeName } from '../../config/target-name.ts';
import type { Evidence } from '../work/evidence.ts';

export function targetNames({
  config: { targets },
  comparison,
}: Pick<Evidence, 'config' | 'comparison'>): ReadonlySet<string> {
  return new Set([
    ...targets.routes.map(routeName),
    ...targets.pages.map(pageName),
    ...targets.queries.map(({ name }) => name),
    ...targets.commands.map(({ name }) => name),
    ...comparison.metrics.map(({ target }) => target),
  ]);
}
