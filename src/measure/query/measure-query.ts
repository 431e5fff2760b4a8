// One query on both sides: its plans, the blocks they touch, what became worse.
import type { Random } from '../../stats/random.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact, Measured, Outcome, Series } from '../measurement.ts';
import { judgeAtProduction } from '../statistics/judge-at-production.ts';
import type { Production } from '../statistics/open-production.ts';
import { attemptQuery } from './attempt-query.ts';
import { whyUnmeasured, type Attempts } from './judge-attempts.ts';
import { observeQuery } from './observe-query.ts';
import type { QuerySessions } from './open-query-sessions.ts';
import type { Plan } from './plan-tree.ts';
import type { Query } from './read-query.ts';
import { timePairs } from './time-pairs.ts';
import { writePlans } from './write-plans.ts';

export interface QueryRun {
  readonly context: GaugeContext;
  readonly sessions: QuerySessions;
  /** Copies of production's size; null where its statistics are not given. */
  readonly production: Production | null;
  readonly random: Random;
  readonly budgetMs: number;
  /** Place of the query in the configuration, from 1; makes its files' names unique. */
  readonly number: number;
}

export interface QueryOutcome {
  readonly outcome: Outcome;
  readonly artifacts: readonly Artifact[];
}

export async function measureQuery(query: Query, run: QueryRun): Promise<QueryOutcome> {
  const { sessions, context, production } = run;
  const asked = { sessions, signal: context.world.signal };
  const base = await attemptQuery(query, 'base', asked);
  const head = await attemptQuery(query, 'head', asked);
  const attempts = { base, head };
  const unmeasured = whyUnmeasured(query, attempts);
  if (unmeasured !== null) return { outcome: unmeasured, artifacts: [] };
  const seen = await observeQuery(query, attempts, sessions);
  const atProduction = await judgeAtProduction(query, production, { context, seen });
  return {
    outcome: {
      status: 'measured',
      series: await takeSeries(query, attempts, run),
      observations: [...seen, ...atProduction],
    },
    artifacts: await writePlans(query, attempts, { context, place: `${run.number}-${slug(query.name)}` }),
  };
}

/** Blocks and cost repeat to the digit, so one round says all. */
async function takeSeries(query: Query, attempts: Attempts, run: QueryRun): Promise<Measured['series']> {
  const { sessions, context, random, budgetMs } = run;
  const base = planOf(attempts.base);
  const head = planOf(attempts.head);
  if (head === null) return [];
  const once = (metric: string, value: (plan: Plan) => number): Series => ({
    metric,
    rounds: [{ restart: 0, base: base && value(base), head: value(head) }],
  });
  const cost = once('plan-cost', ({ root }) => root.totalCost);
  if (sessions.mode === 'plan-only') return [cost];
  const exact = [once('buffers', ({ root }) => root.blocks), cost];
  // What writes leaves dead rows behind even when it is undone: it is run no more than it must.
  if (base === null || [base, head].some(({ root }) => root.type === 'ModifyTable')) return exact;
  const rounds = await timePairs(query, { sessions, clock: context.world.clock, random, budgetMs });
  return [...exact, { metric: 'execution-ms', rounds }];
}

function planOf(attempt: Attempts['base']): Plan | null {
  return attempt.status === 'explained' ? attempt.plan : null;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
}
