// How long the query takes, in interleaved pairs; shown, never judged, because times on shared machines vary too much.
import type { Side } from '../../core/side.ts';
import { DatabaseError } from '../../ports/databases.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../stats/random.ts';
import type { Round } from '../measurement.ts';
import { pairOrders } from '../pair-order.ts';
import { explainStatement } from './explain-statement.ts';
import type { QuerySessions } from './open-query-sessions.ts';
import type { Query } from './read-query.ts';

export interface Timing {
  readonly sessions: QuerySessions;
  readonly clock: Clock;
  readonly random: Random;
  /** No further pair begins after this long. */
  readonly budgetMs: number;
}

const PAIRS = 6;

export async function timePairs(query: Query, timing: Timing): Promise<readonly Round[]> {
  const { sessions, clock, random, budgetMs } = timing;
  const startedAt = clock.elapsed();
  const rounds: Round[] = [];
  for (const order of pairOrders(PAIRS, random)) {
    if (rounds.length > 0 && clock.elapsed() - startedAt > budgetMs) break;
    const times: Record<Side, number | null> = { base: null, head: null };
    for (const side of order) times[side] = await executionMs(query, side, sessions);
    rounds.push({ restart: 0, ...times });
  }
  return rounds;
}

async function executionMs(query: Query, side: Side, sessions: QuerySessions): Promise<number | null> {
  const text = query.texts[side]?.statement;
  if (text === undefined || text === null) return null;
  try {
    const { plan } = await explainStatement(sessions[side], { text, parameters: query.parameters }, 'run');
    return plan.executionMs;
  } catch (error) {
    if (error instanceof DatabaseError) return null;
    throw error;
  }
}
