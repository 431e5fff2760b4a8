// A query that only head has, or that base refused: there is no plan to compare, so head's own is asked whether an index serves it.
import type { DatabaseSession } from '../../ports/databases.ts';
import type { Observation } from '../measurement.ts';
import type { Attempt } from './attempt-query.ts';
import type { RelationBlocks } from './compare-plans.ts';
import { scanText } from './describe-scans.ts';
import { unusableIndexes } from './explain-unusable.ts';
import { observe } from './observation.ts';
import { nodesOf, type Plan } from './plan-tree.ts';
import type { Query } from './read-query.ts';
import { amount, renderPlan } from './render-plan.ts';
import { repeatedScans } from './scan-facts.ts';
import { LARGE_BLOCKS, unsupportedScans } from './unsupported-scans.ts';

export interface NewQuery {
  readonly plan: Plan;
  /** What base said. */
  readonly before: Exclude<Attempt, { readonly status: 'explained' }>;
  readonly blocks: RelationBlocks;
  /** On head. */
  readonly session: DatabaseSession;
}

export async function observeNewQuery(query: Query, made: NewQuery): Promise<readonly Observation[]> {
  const { plan, before, session } = made;
  const since =
    before.status === 'refused'
      ? `Base refused it: ${before.message}.`
      : `${query.path ?? 'The statement'} is new on head.`;
  const told = {
    side: 'head',
    evidence: { base: null, head: renderPlan(plan) },
    line: 1,
  } as const;
  const [worst, ...others] = unsupportedScans(plan.root, LARGE_BLOCKS);
  if (worst !== undefined) {
    const relation = worst.node.relation ?? '';
    const unusable = await unusableIndexes(session, { root: plan.root, scan: worst.node });
    const [first] = unusable;
    return [
      observe(query, {
        ...told,
        kind: first === undefined ? 'new-query-unsupported' : 'index-unusable-cast',
        severity: 'warning',
        title:
          first === undefined
            ? `${query.name} is new and no index serves it: ${scanText(worst)}`
            : `${query.name} is new and cannot use index ${first.index}: ${scanText(worst)}`,
        detail: [
          since,
          ...(first === undefined
            ? ['Index the columns of its condition or order; the plan below shows them.']
            : unusable.map(({ words }) => words)),
          ...others.map((scan) => `Also, ${scanText(scan)}.`),
        ].join('\n'),
        clues: [...unusable.map(({ index }) => index), relation],
      }),
    ];
  }
  return [repeatedOf(query, made, since) ?? plainly(query, plan, since)].map((said) =>
    observe(query, { ...told, ...said }),
  );
}

type Words = Pick<Parameters<typeof observe>[1], 'kind' | 'severity' | 'title' | 'detail' | 'clues'>;

function repeatedOf({ name }: Query, { plan, blocks }: NewQuery, since: string): Words | null {
  const [repeated] = repeatedScans(null, plan, blocks);
  if (repeated === undefined) return null;
  const { relation, times } = repeated;
  return {
    kind: 'new-query-unsupported',
    severity: 'warning',
    title: `${name} is new and reads all of ${relation} ${amount(times)} times`,
    detail: `${since}\nIt does so once for each row of what it is joined with. Index the column of ${relation} that the join or subquery compares.`,
    clues: [relation],
  };
}

function plainly({ name }: Query, plan: Plan, since: string): Words {
  const scans = nodesOf(plan.root).filter(({ type }) => type === 'Seq Scan');
  const detail = scans.map(
    ({ relation }) => `It reads all of ${relation}; see that an index serves it where that table grows.`,
  );
  return {
    kind: 'new-query',
    severity: 'note',
    title: `${name} is new: ${amount(plan.root.blocks)} blocks, cost ${amount(plan.root.totalCost)}`,
    detail: [since, ...detail].join('\n'),
    clues: scans.flatMap(({ relation }) => relation ?? []),
  };
}
