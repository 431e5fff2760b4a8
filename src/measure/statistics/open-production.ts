// Copies of both sides' databases that plan at production's size, and a session on each.
import type { DatabaseCluster } from '../../ports/databases.ts';
import { copyDatabase } from '../advice/copies.ts';
import type { GaugeContext } from '../gauge.ts';
import type { QuerySessions } from '../query/open-query-sessions.ts';
import { PLANNER_SETTINGS } from '../query/planner-settings.ts';
import { injectStatistics } from './inject-statistics.ts';
import { loadStatistics } from './load-statistics.ts';
import { PLAN_SETTINGS } from './plan-settings.ts';
import type { ProductionStatistics } from './production-statistics.ts';

export interface Production extends AsyncDisposable {
  /** Only for planning: the copies hold no rows. */
  readonly sessions: QuerySessions;
  /** Rows in production by the table's name without its schema, which plans leave out. */
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * Null where no statistics are given, or there is no server of ours to use them on. To be opened before other sessions:
 * making a copy ends the connections to what it copies.
 */
export async function openProduction(context: GaugeContext): Promise<Production | null> {
  const { cluster, base, head } = context.stage;
  if (cluster === null || base.database === null || head.database === null) return null;
  const statistics = await loadStatistics(context);
  if (statistics === null) return null;
  const end = context.world.log.phase("Making copies of production's size");
  try {
    await using steps = new AsyncDisposableStack();
    const open = async (from: string) => {
      const copy = `${from}_production`;
      steps.use(await copyDatabase(cluster, from, copy));
      const { skipped } = await injectStatistics(cluster, copy, statistics);
      return { session: steps.use(await connect(cluster, copy, statistics)), skipped };
    };
    const opened = { base: await open(base.database), head: await open(head.database) };
    for (const told of new Set([...opened.base.skipped, ...opened.head.skipped])) {
      context.world.log.warn(`Production's statistics are not used for ${told}`);
    }
    const owned = steps.move();
    return {
      sessions: {
        base: opened.base.session,
        head: opened.head.session,
        mode: 'plan-only',
        postgres: cluster.version,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      rows: rowsOf(statistics),
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } finally {
    end();
  }
}

/** Production's settings go before ours, apart from those that make plans repeat. */
async function connect(cluster: DatabaseCluster, database: string, { settings }: ProductionStatistics) {
  const session = await cluster.connect(database);
  await session.query(PLANNER_SETTINGS);
  for (const [name, value] of Object.entries(settings)) {
    // One that this major does not know, or a value it does not take, stays as it is.
    if (PLAN_SETTINGS.includes(name)) {
      await session.query('SELECT set_config($1, $2, false)', [name, value]).catch(() => []);
    }
  }
  return session;
}

function rowsOf({ tables }: ProductionStatistics): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const table of tables) rows.set(table.name, Math.max(table.rows, rows.get(table.name) ?? 0));
  return rows;
}
