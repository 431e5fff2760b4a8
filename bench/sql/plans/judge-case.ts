// Asks the query gate's own comparison of one query on two sides, and the two plainer rules beside it.
import { attemptQuery } from '../../../src/measure/query/attempt-query.ts';
import type { Attempts } from '../../../src/measure/query/judge-attempts.ts';
import { observeQuery } from '../../../src/measure/query/observe-query.ts';
import type { QuerySessions } from '../../../src/measure/query/open-query-sessions.ts';
import { nodesOf, type Plan } from '../../../src/measure/query/plan-tree.ts';
import type { Query, QueryText } from '../../../src/measure/query/read-query.ts';
import { rowsHandled } from '../../../src/measure/query/unsupported-scans.ts';
import type { PlanQuery } from './plan-case.ts';

export interface Work {
  readonly blocks: number;
  readonly rows: number;
}

export interface Judged {
  /** Kinds of what a review would show: of head, warnings and errors. */
  readonly findings: readonly string[];
  readonly base: Work | null;
  readonly head: Work;
  /** Head's planner cost by base's; null for a new query. */
  readonly costRatio: number | null;
  /** Head reads a table as a whole that base reads by an index or not at all. */
  readonly newScan: boolean;
}

/** `RegreSQL` compares planner costs with a tolerance of 10 %: github.com/boringSQL/regresql, README. */
export const COST_LIMIT = 1.1;

export async function judgePair(
  texts: { readonly base: string | null; readonly head: string },
  { parameters = [] }: Pick<PlanQuery, 'parameters'>,
  sessions: QuerySessions,
): Promise<Judged> {
  const query: Query = {
    name: 'query',
    path: 'query.sql',
    parameters,
    texts: { base: texts.base === null ? null : textOf(texts.base), head: textOf(texts.head) },
  };
  const asked = { sessions, signal: new AbortController().signal };
  const attempts: Attempts = {
    base: await attemptQuery(query, 'base', asked),
    head: await attemptQuery(query, 'head', asked),
  };
  const observations = await observeQuery(query, attempts, sessions);
  const base = planOf(attempts.base, texts.base);
  const head = planOf(attempts.head, texts.head);
  if (head === null) throw new Error('A case needs a query on head.');
  return {
    findings: observations.flatMap(({ kind, side, severity }) =>
      side === 'head' && severity !== 'note' ? [kind] : [],
    ),
    base: base && workOf(base),
    head: workOf(head),
    costRatio: base && head.root.totalCost / base.root.totalCost,
    newScan: scanned(head).some((relation) => base === null || !scanned(base).includes(relation)),
  };
}

function textOf(source: string): QueryText {
  return { source, statement: source, offset: 0 };
}

function planOf(attempt: Attempts['base'], text: string | null): Plan | null {
  if (attempt.status === 'explained') return attempt.plan;
  if (attempt.status === 'absent') return null;
  throw new Error(`The server refuses a case: ${attempt.message}\n${text}`);
}

function workOf({ root }: Plan): Work {
  return { blocks: root.blocks, rows: rowsHandled(root) };
}

function scanned({ root }: Plan): readonly string[] {
  return nodesOf(root).flatMap(({ type, relation }) => (type === 'Seq Scan' ? (relation ?? []) : []));
}
