// Where queries are explained: on both sides' databases of our own server, or on one of the user's that is only read.
import { isProblem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { DatabaseCluster, DatabaseSession } from '../../ports/databases.ts';
import { prepareOnPlanner } from '../databases/prepare-on-planner.ts';
import type { GaugeContext } from '../gauge.ts';
import { NotMeasurable } from '../stage.ts';
import { FROM_SERVER } from '../statistics/load-statistics.ts';
import { PLANNER_SETTINGS } from './planner-settings.ts';

export interface QuerySessions extends AsyncDisposable {
  readonly base: DatabaseSession;
  readonly head: DatabaseSession;
  /** `plan-only` where running the query is not allowed. */
  readonly mode: 'run' | 'plan-only';
  readonly postgres: string;
}

/** Rejects with NotMeasurable where there is no database to ask. */
export async function openQuerySessions(context: GaugeContext): Promise<QuerySessions> {
  const variable = context.config.database?.external_url_env ?? null;
  const url = context.externalDatabaseUrl ?? null;
  // Where it only tells how large production is, both sides' own schemas are what is compared.
  if (variable === null || context.config.database?.statistics === FROM_SERVER) return openStaged(context);
  if (url !== null && url !== '') return openExternal(context, url);
  context.world.log.info(`${variable} is not set: queries are explained on perfcrew's own server.`);
  return openStaged(context);
}

async function openStaged(context: GaugeContext): Promise<QuerySessions> {
  const { cluster, base, head, obstacles } = context.stage;
  const obstacle = obstacles?.database ?? null;
  if (obstacle !== null) return openOnPlanner(context, obstacle);
  if (cluster === null || base.database === null || head.database === null) {
    throw new NotMeasurable('base', {
      reason: 'Queries are configured, but no database.',
      mend: 'Add `database:` with its `schema` or `migrations` and its `seed` to .github/perfcrew.yml.',
    });
  }
  return openOn(cluster, { base: base.database, head: head.database });
}

/** Where no server runs here, queries are planned at least. */
async function openOnPlanner(context: GaugeContext, obstacle: NotMeasurable): Promise<QuerySessions> {
  await using steps = new AsyncDisposableStack();
  const prepared = steps.use(await prepareOnPlanner(context, obstacle));
  const sessions = steps.use(await openOn(prepared.cluster, prepared));
  context.world.log.warn(`query: plans come from PGlite, nothing was run or timed. ${obstacle.message}`);
  const owned = steps.move();
  return {
    ...sessions,
    postgres: `${sessions.postgres} in PGlite: plans only, nothing was run or timed`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openOn(
  cluster: DatabaseCluster,
  databases: Readonly<Record<Side, string>>,
): Promise<QuerySessions> {
  await using steps = new AsyncDisposableStack();
  const sessions = {
    base: steps.use(await cluster.connect(databases.base)),
    head: steps.use(await cluster.connect(databases.head)),
  };
  await sessions.base.query(PLANNER_SETTINGS);
  await sessions.head.query(PLANNER_SETTINGS);
  const owned = steps.move();
  return {
    ...sessions,
    mode: cluster.plansOnly === undefined ? 'run' : 'plan-only',
    postgres: cluster.version,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** One session for both sides: only the text of a query can differ there, not the schema. */
async function openExternal({ config, world }: GaugeContext, url: string): Promise<QuerySessions> {
  const mayWrite = config.database?.allow_writes === true;
  try {
    const session = await world.databases.attach(url, mayWrite ? 'read-write' : 'read-only');
    const [row] = await session.query(
      "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
    );
    return {
      base: session,
      head: session,
      mode: mayWrite ? 'run' : 'plan-only',
      postgres: String(row?.['version']),
      [Symbol.asyncDispose]: () => Promise.resolve(session[Symbol.asyncDispose]()),
    };
  } catch (error) {
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    throw new NotMeasurable('base', { reason: error.message, mend: error.mend, cause: error });
  }
}
