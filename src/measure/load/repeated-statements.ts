// One statement run again and again within a request: usually a query in a loop (N+1).
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { Observation } from '../measurement.ts';
import type { TracedRepeats } from '../n-plus-one/trace-repeats.ts';
import type { QueryCount } from './count-queries.ts';
import { shortStatement, statementClues, statementShape } from './statement-text.ts';

/** Fewer repetitions are as likely meant as not. */
const REPEATED = 5;
/** From this many times base's calls on it is a new loop, not a longer list. */
const NEW_LOOP = 2;
const AT_ONCE =
  'Fetch all rows with one statement (a join, or = any($1) over the keys) instead of one statement per row.';

export function repeatedStatements(
  route: RouteTarget,
  counts: { readonly base: QueryCount; readonly head: QueryCount },
  traced: TracedRepeats | null = null,
): Observation[] {
  const path = route.path.split('?')[0] ?? route.path;
  return [...counts.head.statements]
    .filter(([, calls]) => calls >= REPEATED)
    .toSorted(([, one], [, other]) => other - one)
    .map(([statement, headCalls]) => {
      const before = counterpart(statement, counts);
      const baseCalls = before === null ? 0 : (counts.base.statements.get(before) ?? 0);
      const isWorse = headCalls > baseCalls;
      const told = isWorse ? (traced?.of(statement) ?? null) : null;
      const isNew = headCalls >= NEW_LOOP * baseCalls;
      return {
        kind: 'repeated-statement',
        side: isWorse ? 'head' : 'both',
        severity: isWorse ? (isNew ? 'error' : 'warning') : 'note',
        title: `${routeName(route)} runs "${shortStatement(statement)}" ${headCalls} times per request (${baseCalls} on base)`,
        detail: `Counted by pg_stat_statements, one request at a time. ${told?.detail ?? AT_ONCE}`,
        evidence: {
          base: baseCalls === 0 ? null : `${baseCalls} × ${before}`,
          head: `${headCalls} × ${statement}`,
        },
        clues: [...statementClues(statement), path],
        location: told?.location ? { ...told.location, side: 'head' } : null,
      } as const;
    });
}

/** The same statement on base; else one that head has given up, the most frequent of those that do the same to the same tables. */
function counterpart(
  statement: string,
  { base, head }: { readonly base: QueryCount; readonly head: QueryCount },
): string | null {
  if (base.statements.has(statement)) return statement;
  const shape = statementShape(statement);
  const [most] = [...base.statements]
    .filter(([other]) => !head.statements.has(other) && statementShape(other) === shape)
    .toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? null;
}
