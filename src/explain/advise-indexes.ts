// Indexes for the statements in question: chosen by cost, built on a copy, executed, and only then told.
import { advise } from '../measure/advice/advise.ts';
import type { IndexAdvice } from '../measure/advice/compose-advice.ts';
import { DatabaseError } from '../ports/databases.ts';
import type { Stage } from '../measure/stage.ts';
import type { World } from '../ports/world.ts';
import type { Asked } from './explain-statements.ts';
import type { Explanation } from './explanation.ts';

const LEAST_BLOCKS = 50;
const LARGEST_SHARE = 0.8;
const SIZE = `SELECT coalesce(sum(pg_total_relation_size(relid)), 0)::bigint AS bytes FROM pg_stat_user_tables`;

/** Nobody may be connected to the database. New indexes may take as much room as the tables do. */
export async function adviseIndexes(
  asked: readonly Asked[],
  { cluster, head }: Stage,
  { log }: World,
): Promise<Pick<Explanation, 'indexes' | 'unneeded'>> {
  if (cluster === null || head.database === null || asked.length === 0)
    return { indexes: null, unneeded: [] };
  const { database } = head;
  const end = log.phase('Looking for indexes that help');
  try {
    const queries = asked.flatMap(({ query, calls }) => {
      const text = query.texts.head?.statement ?? null;
      const weight = calls.reduce((sum, { perRequest }) => sum + perRequest, 0);
      const { name, parameters } = query;
      return text === null ? [] : [{ name, text, parameters, weight: Math.max(1, weight) }];
    });
    const budgetBytes = await sizeOf(cluster, database);
    const { indexes, unneeded } = await advise({ cluster, database, queries, budgetBytes });
    return {
      indexes: indexes.filter(isWorthIt).map(({ statement, reason, sizeBytes, serves }) => ({
        statement,
        reason,
        sizeBytes,
        serves: serves.map(({ weight: _weight, ...served }) => served),
      })),
      unneeded: unneeded.map(({ name, why }) => ({ name, why })),
    };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    log.warn(`No indexes could be tried: ${error.message}.`);
    return { indexes: null, unneeded: [] };
  } finally {
    end();
  }
}

/** A few blocks of many calls may be worth an index; two of one call are not, as every write pays for it. */
function isWorthIt({ serves }: IndexAdvice): boolean {
  const before = serves.reduce((sum, { weight, blocksBefore }) => sum + weight * blocksBefore, 0);
  const after = serves.reduce((sum, { weight, blocksAfter }) => sum + weight * blocksAfter, 0);
  return before - after >= LEAST_BLOCKS && after <= before * LARGEST_SHARE;
}

async function sizeOf(cluster: NonNullable<Stage['cluster']>, database: string): Promise<number> {
  await using session = await cluster.connect(database);
  const [row] = await session.query(SIZE);
  return Number(row?.['bytes'] ?? 0);
}
