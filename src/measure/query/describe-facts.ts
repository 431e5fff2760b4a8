// Words for what comparing two plans found.
import { unreachable } from '../../core/unreachable.ts';
import type { Observation } from '../measurement.ts';
import type { PlanFact } from './compare-plans.ts';
import { describeRepetition, describeScan } from './describe-scans.ts';
import { changedLine, observe, type Said } from './observation.ts';
import type { QuerySessions } from './open-query-sessions.ts';
import type { Plan, PlanNode } from './plan-tree.ts';
import type { Query } from './read-query.ts';
import { amount, nodeTitle, renderPlan } from './render-plan.ts';

export interface ComparedPlans {
  readonly base: Plan;
  readonly head: Plan;
  readonly sessions: QuerySessions;
}

export async function describeFact(
  query: Query,
  fact: PlanFact,
  compared: ComparedPlans,
): Promise<Observation> {
  const evidence = { base: renderPlan(compared.base), head: renderPlan(compared.head) };
  const line = changedLine(query);
  return observe(query, {
    ...(await say(query, fact, compared)),
    evidence,
    ...(line === null ? {} : { line }),
  });
}

type Words = Omit<Said, 'evidence' | 'line'>;

async function say({ name }: Query, fact: PlanFact, compared: ComparedPlans): Promise<Words> {
  const { head } = compared;
  const { kind } = fact;
  switch (kind) {
    case 'index-lost':
    case 'sequential-scan-introduced':
      return await describeScan(fact, compared);
    case 'nested-loop-scan':
      return describeRepetition(fact, compared);
    case 'buffers-grew':
      return {
        kind,
        severity: 'warning',
        side: 'head',
        title: `${name} touches ${amount(fact.head)} blocks (${amount(fact.base)} on base)`,
        detail: 'More blocks are read for the same answer; the plans show in which node.',
        clues: relationsOf(head.root),
      };
    case 'rows-grew':
      return {
        kind,
        severity: 'warning',
        side: 'head',
        title: `${name} handles ${amount(fact.head)} rows on its way (${amount(fact.base)} on base)`,
        detail:
          'No more blocks are read, but far more rows are joined, sorted or discarded; see that each join has its condition.',
        clues: relationsOf(head.root),
      };
    case 'spill':
      return {
        kind,
        severity: fact.onBaseToo ? 'note' : 'warning',
        side: fact.onBaseToo ? 'both' : 'head',
        title: `${nodeTitle(fact.node)} does not fit in memory and writes ${amount(fact.node.spilledKb)} kB to disk`,
        detail:
          'Sort or hash fewer rows or columns (filter earlier, or let an index give the order), or raise work_mem for this query.',
        clues: relationsOf(fact.node),
      };
    case 'misestimate':
      return {
        kind,
        severity: fact.onBaseToo ? 'note' : 'warning',
        side: fact.onBaseToo ? 'both' : 'head',
        title: `The planner expects ${amount(fact.node.planRows)} rows of ${nodeTitle(fact.node)} and finds ${amount(fact.node.actualRows ?? 0)}`,
        detail: `It is off by a factor of ${amount(fact.error)}, so the plan may be the wrong one for real data.\nCREATE STATISTICS on columns that depend on each other, or a higher statistics target, helps it to know better.`,
        clues: relationsOf(fact.node),
      };
    case 'plan-changed':
      return {
        kind,
        severity: 'note',
        side: 'head',
        title: `The plan of ${name} changed`,
        detail: fact.changes.join('\n'),
        clues: relationsOf(head.root),
      };
    default:
      return unreachable(fact);
  }
}

function relationsOf(node: PlanNode): readonly string[] {
  const below = node.children.flatMap(relationsOf);
  const names = [node.index, node.relation].filter((name) => name !== null);
  return [...new Set([...names, ...below])];
}
