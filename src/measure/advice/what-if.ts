// A database where every candidate exists but none is seen, and the costs of queries when some of them are.
import type { DatabaseSession } from '../../ports/databases.ts';
import { explainStatement } from '../query/explain-statement.ts';
import { nodesOf } from '../query/plan-tree.ts';
import { descentCost, type TreeLevels } from './tree-levels.ts';
import type { WorkloadQuery } from './workload.ts';

export interface WhatIfIndex {
  readonly name: string;
  /** Object id in the database of the session. */
  readonly oid: number;
  readonly relation: string;
  readonly sizeBytes: number;
}

export interface QueryCost {
  readonly cost: number;
  /** Names of the given indexes that the plan uses. */
  readonly used: readonly string[];
}

export interface WhatIf {
  costOf(query: WorkloadQuery, indexes: readonly WhatIfIndex[]): Promise<QueryCost>;
  /** Plans asked of the server so far. */
  readonly explained: () => number;
}

/**
 * The planner looks past indexes that are marked invalid, so a mark is all that has to change.
 * `relationsOf` names the tables of a query: indexes on others do not count, and the answer is remembered without them.
 * `levels`: of indexes that were emptied; absent where they hold their rows.
 */
export function openWhatIf(
  session: DatabaseSession,
  relationsOf: (query: WorkloadQuery) => ReadonlySet<string>,
  levels: TreeLevels = new Map(),
): WhatIf {
  const known = new Map<string, Promise<QueryCost>>();
  let explained = 0;
  return {
    explained: () => explained,
    costOf(query, indexes) {
      const relations = relationsOf(query);
      const felt = indexes.filter(({ relation }) => relations.has(relation));
      const key = JSON.stringify([query.name, felt.map(({ name }) => name).sort()]);
      const answer = known.get(key) ?? ask(query, felt);
      known.set(key, answer);
      return answer;
    },
  };

  async function ask(query: WorkloadQuery, indexes: readonly WhatIfIndex[]): Promise<QueryCost> {
    explained += 1;
    const oids = indexes.map(({ oid }) => oid);
    if (oids.length > 0) await session.query(SHOW, [oids]);
    try {
      const first = await explain(query, indexes);
      if (first.added <= FELT_SHARE * first.cost) return first;
      // With the levels the planner did not see, a plan of fewer descents may be the cheaper one.
      await session.query('SET enable_nestloop = off');
      const second = await explain(query, indexes);
      return second.cost < first.cost ? second : first;
    } finally {
      if (levels.size > 0) await session.query('RESET enable_nestloop');
      if (oids.length > 0) await session.query(HIDE, [oids]);
    }
  }

  async function explain(query: WorkloadQuery, indexes: readonly WhatIfIndex[]) {
    const { plan } = await explainStatement(session, query, 'plan-only');
    const names = new Set(nodesOf(plan.root).map(({ index }) => index));
    const added = descentCost(plan, levels);
    return {
      cost: plan.root.totalCost + added,
      added,
      used: indexes.flatMap(({ name }) => (names.has(name) ? [name] : [])),
    };
  }
}

/** Of the cost of a plan: less does not change which plan is the cheapest by much. */
const FELT_SHARE = 0.05;

const SHOW = 'UPDATE pg_index SET indisvalid = true WHERE indexrelid = ANY ($1::oid[])';
export const HIDE = 'UPDATE pg_index SET indisvalid = false WHERE indexrelid = ANY ($1::oid[])';
