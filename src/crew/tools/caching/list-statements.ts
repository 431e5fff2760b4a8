// Each statement the routes run, once: who runs it how often, and whether its rows may be kept for others.
import type { CacheDesign, Reason } from './cache-design.ts';
import { keyOf, type GatheredRoute, type RunStatement } from './gather-routes.ts';
import { shorten, type Writes } from './gather-writes.ts';
import type { SchemaFacts } from './sources/schema-facts.ts';

type StatementAccess = CacheDesign['statements'][number];

export function listStatements(
  designed: readonly { readonly route: GatheredRoute }[],
  schema: SchemaFacts,
  writes: Writes,
): readonly StatementAccess[] {
  const runs = designed.flatMap(({ route }) => route.statements.map((statement) => ({ route, statement })));
  return [...Map.groupBy(runs, ({ statement }) => keyOf(statement.sql)).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { sql, facts, location } = first.statement;
    const rates = own.flatMap(({ route, statement }) =>
      route.requestsPerSecond === null ? [] : [route.requestsPerSecond * (statement.perRequest ?? 1)],
    );
    const perRequest = own.flatMap(({ statement }) => statement.perRequest ?? []);
    const tables = schema.tablesOf(facts.reads, facts.functions);
    const reasons = reasonsAgainst(first.statement, tables, { schema, writes });
    return [
      {
        statement: shorten(sql),
        location,
        routes: own.map(({ route }) => `${route.method} ${route.path}`),
        runsPerSecond: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
        perRequest: perRequest.length === 0 ? null : Math.max(...perRequest),
        parameters: facts.parameters,
        tables,
        isCacheable: reasons.length === 0,
        reasons,
      },
    ];
  });
}

function reasonsAgainst(
  { facts, location, isBuilt }: RunStatement,
  tables: readonly string[],
  { schema, writes }: { readonly schema: SchemaFacts; readonly writes: Writes },
): readonly Reason[] {
  const secured = tables.filter((table) => schema.rowSecurity.has(table));
  const texts: readonly (readonly [Reason['kind'], string | null])[] = [
    ['no-reads', tables.length === 0 ? 'it reads no table' : null],
    ['writes', facts.writes.length > 0 ? 'it writes' : null],
    [
      'personal',
      facts.ownerConditions.length > 0 ? `its rows are chosen by ${facts.ownerConditions.join(', ')}` : null,
    ],
    [
      'personal',
      secured.length > 0 ? `row security shows ${secured.join(', ')} to each person differently` : null,
    ],
    [
      'personal',
      facts.session.length > 0 ? `it depends on who is connected (${facts.session.join(', ')})` : null,
    ],
    ['time-or-chance', facts.volatile.length > 0 ? `it asks for ${facts.volatile.join(', ')}` : null],
    ['unseen-writes', writes.hidden.length > 0 ? 'writes of its tables cannot be seen' : null],
    ['unseen-writes', isBuilt ? 'parts of it are only known when it runs' : null],
  ];
  return texts.flatMap(([kind, text]) => (text === null ? [] : [{ kind, text, location }]));
}
