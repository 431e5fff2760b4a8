// How many statements one request runs, counted by the database itself: whatever the app is written in, and exact.
import type { RouteTarget } from '../../config/config.ts';
import type { DatabaseCluster } from '../../ports/databases.ts';
import type { World } from '../../ports/world.ts';
import { median } from '../../stats/quantile.ts';
import { isHousekeeping, normalizeStatement } from './statement-text.ts';

export interface QueryCount {
  /** Statements of each counted request. */
  readonly perRequest: readonly number[];
  /** Median calls per request by statement; those of the app's own background work come out as 0. */
  readonly statements: ReadonlyMap<string, number>;
}

export interface CountedRequest {
  readonly cluster: DatabaseCluster;
  readonly database: string;
  readonly origin: string;
  readonly route: RouteTarget;
}

const COUNTED_REQUESTS = 5;
const REQUEST_TIMEOUT_MS = 30_000;
/** perfcrew's own session is in another database, so that its statements are not among the app's. */
const MAINTENANCE_DATABASE = 'postgres';

const RESET = `select pg_stat_statements_reset(0, (select oid from pg_database where datname = $1), 0)`;
const READ = `select query, sum(calls)::int as calls from pg_stat_statements
  where dbid = (select oid from pg_database where datname = $1) group by query`;

export async function countQueries(world: World, counted: CountedRequest): Promise<QueryCount> {
  await using session = await counted.cluster.connect(MAINTENANCE_DATABASE);
  await session.query('create extension if not exists pg_stat_statements');
  const { route, origin, database } = counted;
  const request = {
    method: route.method,
    url: origin + route.path,
    headers: route.headers,
    body: route.body,
  };
  // The first one opens connections and fills caches.
  await world.network.request({ ...request, timeoutMs: REQUEST_TIMEOUT_MS });

  const windows: Map<string, number>[] = [];
  for (let index = 0; index < COUNTED_REQUESTS; index += 1) {
    await session.query(RESET, [database]);
    await world.network.request({ ...request, timeoutMs: REQUEST_TIMEOUT_MS });
    windows.push(callsByStatement(await session.query(READ, [database])));
  }
  return {
    perRequest: windows.map((window) => [...window.values()].reduce((sum, calls) => sum + calls, 0)),
    statements: medians(windows),
  };
}

function callsByStatement(rows: readonly Readonly<Record<string, unknown>>[]): Map<string, number> {
  const calls = new Map<string, number>();
  for (const row of rows) {
    const statement = normalizeStatement(String(row['query']));
    if (isHousekeeping(statement)) continue;
    calls.set(statement, (calls.get(statement) ?? 0) + Number(row['calls']));
  }
  return calls;
}

function medians(windows: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const statements = new Set(windows.flatMap((window) => [...window.keys()]));
  return new Map(
    [...statements].map((statement) => [
      statement,
      median(windows.map((window) => window.get(statement) ?? 0)) ?? 0,
    ]),
  );
}
