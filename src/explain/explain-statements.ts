// Each statement on the database: its plan, the blocks it touches, and what is wrong with it.
import type { Location } from '../core/location.ts';
import { DatabaseError } from '../ports/databases.ts';
import { attemptQuery, type Attempt } from '../measure/query/attempt-query.ts';
import { comparePlans } from '../measure/query/compare-plans.ts';
import { describeFact } from '../measure/query/describe-facts.ts';
import { explainGenerically } from '../measure/query/explain-generic.ts';
import { unusableIndexes } from '../measure/query/explain-unusable.ts';
import type { QuerySessions } from '../measure/query/open-query-sessions.ts';
import { nodesOf, type Plan } from '../measure/query/plan-tree.ts';
import { scanText } from '../measure/query/describe-scans.ts';
import { relationBlocks } from '../measure/query/read-catalog.ts';
import type { Query } from '../measure/query/read-query.ts';
import { amount, renderPlan } from '../measure/query/render-plan.ts';
import { repeatedScans } from '../measure/query/scan-facts.ts';
import { LARGE_BLOCKS, unsupportedScans } from '../measure/query/unsupported-scans.ts';
import type { ExplainedStatement } from './explanation.ts';

export interface Asked {
  /** Its text is head's; there is no base. */
  readonly query: Query;
  readonly location: Location | null;
  readonly calls: ExplainedStatement['calls'];
  readonly recorded?: ExplainedStatement['recorded'];
}

export async function explainStatements(
  asked: readonly Asked[],
  sessions: QuerySessions,
  signal: AbortSignal,
): Promise<readonly ExplainedStatement[]> {
  const statements: ExplainedStatement[] = [];
  for (const one of asked) statements.push(await explainOne(one, sessions, signal));
  return statements.toSorted((one, other) => costOf(other) - costOf(one));
}

/** What the server says it spent; else blocks where it was run, or the planner's cost, times the calls of one request of each route. */
function costOf({ blocks, cost, calls, recorded }: ExplainedStatement): number {
  if (recorded !== null) return recorded.totalMs;
  const times = calls.reduce((sum, { perRequest }) => sum + perRequest, 0);
  return (blocks ?? cost ?? 0) * Math.max(1, times);
}

async function explainOne(
  { query, location, calls, recorded = null }: Asked,
  sessions: QuerySessions,
  signal: AbortSignal,
): Promise<ExplainedStatement> {
  const generic = query.parameters.length === 0 && /\$\d/.test(query.texts.head?.statement ?? '');
  const { name } = query;
  const sql = query.texts.head?.source ?? '';
  const known = { name, sql, location, calls, recorded, generic };
  const attempt = generic
    ? await planGenerically(query, sessions)
    : await attemptQuery(query, 'head', { sessions, signal });
  if (attempt.status !== 'explained') {
    const refused = attempt.status === 'refused' ? attempt.message : `${query.path} is not there`;
    return { ...known, refused, plan: null, blocks: null, cost: null, remarks: [] };
  }
  const { plan } = attempt;
  return {
    ...known,
    refused: null,
    plan: renderPlan(plan),
    blocks: sessions.mode === 'run' && !generic ? plan.root.blocks : null,
    cost: plan.root.totalCost,
    remarks: await remarksOn(query, plan, sessions),
  };
}

async function planGenerically({ texts }: Query, { head }: QuerySessions): Promise<Attempt> {
  const text = texts.head?.statement ?? '';
  try {
    return { status: 'explained', ...(await explainGenerically(head, text)) };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return { status: 'refused', message: error.message, offset: null };
  }
}

/** What its plan shows by itself: held against itself, nothing has become worse. */
async function remarksOn(
  query: Query,
  plan: Plan,
  sessions: QuerySessions,
): Promise<ExplainedStatement['remarks']> {
  const relations = nodesOf(plan.root).flatMap(({ relation }) => relation ?? []);
  const blocks = await relationBlocks(sessions.head, [...new Set(relations)]);
  const described = await Promise.all(
    comparePlans(plan, plan, blocks).map((fact) =>
      describeFact(query, fact, { base: plan, head: plan, sessions }),
    ),
  );
  return [
    ...(await scanRemarks(plan, sessions)),
    ...repeatedScans(null, plan, blocks).map(({ relation, times }) => ({
      kind: 'repeated-scan',
      title: `It reads all of ${relation} ${amount(times)} times, once for each row of what it is joined with`,
      detail: `Index the column of ${relation} that the join or subquery compares.`,
    })),
    ...described.map(({ kind, title, detail }) => ({ kind, title, detail })),
  ];
}

async function scanRemarks(plan: Plan, sessions: QuerySessions): Promise<ExplainedStatement['remarks']> {
  const remarks: ExplainedStatement['remarks'][number][] = [];
  for (const scan of unsupportedScans(plan.root, LARGE_BLOCKS)) {
    const unusable = await unusableIndexes(sessions.head, { root: plan.root, scan: scan.node });
    remarks.push({
      kind: 'unsupported-scan',
      title: `I${scanText(scan).slice(1)}`,
      detail:
        unusable.length === 0
          ? 'Index the columns of its condition or order.'
          : unusable.map(({ words }) => words).join('\n'),
    });
  }
  return remarks;
}
