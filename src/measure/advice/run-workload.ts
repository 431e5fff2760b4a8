// Executes the workload on a database and keeps what repeats to the digit (blocks) beside what does not (time).
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import { explainStatement } from '../query/explain-statement.ts';
import { nodesOf } from '../query/plan-tree.ts';
import type { WorkloadQuery } from './workload.ts';

export interface Execution {
  readonly blocks: number;
  /** Median of the runs; for people, never for decisions. */
  readonly medianMs: number;
  readonly indexes: ReadonlySet<string>;
  /** Conditions checked row by row on a table, as the server prints them. */
  readonly filters: readonly { readonly relation: string; readonly alias: string; readonly text: string }[];
}

/** By query name; a query the server refuses is missing. */
export type Executions = ReadonlyMap<string, Execution>;

/** The first run only warms up. */
const RUNS = 4;

export async function runWorkload(
  session: DatabaseSession,
  queries: readonly WorkloadQuery[],
): Promise<Executions> {
  const executions = new Map<string, Execution>();
  for (const query of queries) {
    try {
      executions.set(query.name, await execute(session, query));
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    }
  }
  return executions;
}

async function execute(session: DatabaseSession, query: WorkloadQuery): Promise<Execution> {
  await explainStatement(session, query, 'run');
  const plans = [];
  for (let run = 1; run < RUNS; run += 1) plans.push((await explainStatement(session, query, 'run')).plan);
  const times = plans.map(({ executionMs }) => executionMs ?? 0).toSorted((one, other) => one - other);
  const last = plans.at(-1);
  const nodes = last === undefined ? [] : nodesOf(last.root);
  return {
    blocks: last?.root.blocks ?? 0,
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    indexes: new Set(nodes.flatMap(({ index }) => (index === null ? [] : [index]))),
    filters: nodes.flatMap(({ relation, alias, conditions, type }) =>
      relation === null || !type.endsWith('Scan')
        ? []
        : conditions.flatMap(({ label, text }) =>
            label === 'Filter' ? [{ relation, alias: alias ?? relation, text }] : [],
          ),
    ),
  };
}

export function weightedBlocks(queries: readonly WorkloadQuery[], executions: Executions): number {
  return queries.reduce((sum, { name, weight }) => sum + weight * (executions.get(name)?.blocks ?? 0), 0);
}
