// Scans that base had as well and that an index would serve, were it not for a cast or function: no regression, but worth knowing.
import type { Observation } from '../measurement.ts';
import type { PlanFact } from './compare-plans.ts';
import type { ComparedPlans } from './describe-facts.ts';
import { unusableIndexes } from './explain-unusable.ts';
import { observe } from './observation.ts';
import { renderPlan, amount } from './render-plan.ts';
import type { Query } from './read-query.ts';
import { LARGE_BLOCKS, unsupportedScans } from './unsupported-scans.ts';

/** Scans that the facts tell already have it in their explanation. */
export async function observeStandingScans(
  query: Query,
  { base, head, sessions, facts }: ComparedPlans & { readonly facts: readonly PlanFact[] },
): Promise<readonly Observation[]> {
  const told = new Set(facts.flatMap((fact) => ('relation' in fact ? [fact.relation] : [])));
  const observations: Observation[] = [];
  for (const { node, blocks } of unsupportedScans(head.root, LARGE_BLOCKS)) {
    const relation = node.relation ?? '';
    const unusable =
      node.type !== 'Seq Scan' || told.has(relation)
        ? []
        : await unusableIndexes(sessions.head, { root: head.root, scan: node });
    const [first] = unusable;
    if (first === undefined) continue;
    told.add(relation);
    observations.push(
      observe(query, {
        kind: 'index-unusable-cast',
        severity: 'note',
        side: 'both',
        title: `${query.name} cannot use index ${first.index} and reads all of ${relation} (${amount(blocks)} blocks), on base too`,
        detail: unusable.map(({ words }) => words).join('\n'),
        clues: [first.index, relation],
        evidence: { base: renderPlan(base), head: renderPlan(head) },
      }),
    );
  }
  return observations;
}
