// The statements that the routes of both sides run, as queries to be explained: what nobody has to list.
import type { Config } from '../../config/config.ts';
import type { Location } from '../../core/location.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { GaugeContext } from '../gauge.ts';
import { shortStatement } from '../load/statement-text.ts';
import { openFingerprinter, type Fingerprinter } from '../n-plus-one/fingerprint-statement.ts';
import { gatherStatements, type GatheredStatement } from '../n-plus-one/gather-statements.ts';
import { watchRoutes } from '../n-plus-one/watch-routes.ts';
import type { Query, QueryText } from './read-query.ts';

export interface CapturedQuery {
  readonly query: Query;
  /** On head. */
  readonly location: Location | null;
  /** Calls in one request of each route; head's, and base's for the statement that does the same there. */
  readonly calls: Readonly<Record<Side, GatheredStatement['calls']>>;
}

/** Apps with more are told so and explained in part. */
const MOST_STATEMENTS = 60;
/** A database cannot be dropped from within. */
const MAINTENANCE_DATABASE = 'postgres';

/** Of head's statements; those of base alone are gone. Rejects with NotMeasurable where an app does not start. */
export async function captureStatements(context: GaugeContext): Promise<readonly CapturedQuery[]> {
  const fingerprint = await openFingerprinter();
  const base = new Map(
    (await captureSide(context, 'base', fingerprint)).map((statement) => [statement.key, statement]),
  );
  const head = await captureSide(context, 'head', fingerprint);
  const listed = new Set(listedKeys(context.config, fingerprint));
  return head
    .filter(({ key }) => !listed.has(key))
    .slice(0, MOST_STATEMENTS)
    .map(({ key, statement, location, calls }) => {
      const counterpart = base.get(key) ?? null;
      return {
        query: {
          name: `\`${shortStatement(oneLine(statement.sql))}\``,
          path: null,
          parameters: statement.parameters.map(({ value }) => value),
          texts: { base: counterpart && textOf(counterpart.statement.sql), head: textOf(statement.sql) },
        },
        location,
        calls: { base: counterpart?.calls ?? [], head: calls },
      };
    });
}

/** Against a copy of the side's database: a route that writes must not change what the other gates measure. */
async function captureSide(
  context: GaugeContext,
  side: Side,
  fingerprint: Fingerprinter,
): Promise<readonly GatheredStatement[]> {
  const { config, stage } = context;
  const { cluster } = stage;
  const { database, directory } = stage[side];
  if (cluster === null || database === null) return [];
  const copy = `perfcrew_capture_${side}`;
  await cluster.clone(database, copy);
  try {
    const routes = config.targets.routes;
    const watched = await watchRoutes(context, { routes, side, databaseUrl: cluster.url(copy) });
    return gatherStatements(watched, { directory, fingerprint });
  } finally {
    await using session = await cluster.connect(MAINTENANCE_DATABASE);
    await session.query(`DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`);
  }
}

/** Told by their own names already. */
function listedKeys({ targets }: Config, fingerprint: Fingerprinter): readonly string[] {
  return targets.queries.flatMap(({ sql }) => (sql === undefined ? [] : [fingerprint(sql).key]));
}

function textOf(sql: string): QueryText {
  return { source: sql, statement: sql.replace(/;\s*$/, ''), offset: 0 };
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}

/** Base's and head's sides, for those who add up. */
export function callsPerRequest({ calls }: CapturedQuery): Readonly<Record<Side, number>> {
  const [base, head] = SIDES.map((side) => calls[side].reduce((sum, { perRequest }) => sum + perRequest, 0));
  return { base: base ?? 0, head: head ?? 0 };
}
