// What there is to say of one query from its two answers: everything of the query gate but numbers and files.
import type { Observation } from '../measurement.ts';
import { comparePlans, type RelationBlocks } from './compare-plans.ts';
import { describeFact } from './describe-facts.ts';
import { observeAttempts, type Attempts } from './judge-attempts.ts';
import { observeNewQuery } from './new-query.ts';
import { observeStandingScans } from './observe-unusable.ts';
import type { QuerySessions } from './open-query-sessions.ts';
import { nodesOf, type Plan } from './plan-tree.ts';
import { relationBlocks } from './read-catalog.ts';
import type { Query } from './read-query.ts';

export async function observeQuery(
  query: Query,
  { base, head }: Attempts,
  sessions: QuerySessions,
): Promise<readonly Observation[]> {
  if (head.status !== 'explained') return observeAttempts(query, { base, head });
  const blocks = await blocksOf(head.plan, sessions);
  if (base.status !== 'explained') {
    return observeNewQuery(query, { plan: head.plan, before: base, blocks, session: sessions.head });
  }
  const compared = { base: base.plan, head: head.plan, sessions };
  const facts = comparePlans(base.plan, head.plan, blocks);
  const observations: Observation[] = [];
  for (const fact of facts) observations.push(await describeFact(query, fact, compared));
  return [...observations, ...(await observeStandingScans(query, { ...compared, facts }))];
}

function blocksOf(head: Plan, sessions: QuerySessions): Promise<RelationBlocks> {
  const relations = nodesOf(head.root).flatMap(({ relation }) => relation ?? []);
  return relationBlocks(sessions.head, [...new Set(relations)]);
}
