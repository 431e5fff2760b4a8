// The statements of the routes on both databases: what became worse, on the line that asks; and what each costs a request.
import { CAPTURED_TARGET } from '../../core/captured-target.ts';
import { plural } from '../../core/format/plural.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Observation } from '../measurement.ts';
import { judgeAtProduction } from '../statistics/judge-at-production.ts';
import type { Production } from '../statistics/open-production.ts';
import { attemptQuery } from './attempt-query.ts';
import { callsPerRequest, type CapturedQuery } from './capture-statements.ts';
import type { Attempts } from './judge-attempts.ts';
import type { QueryOutcome } from './measure-query.ts';
import { observeQuery } from './observe-query.ts';
import type { QuerySessions } from './open-query-sessions.ts';
import { amount } from './render-plan.ts';
import { writePlans } from './write-plans.ts';

interface Means {
  readonly context: GaugeContext;
  readonly sessions: QuerySessions;
  readonly production: Production | null;
}

export interface CapturedOutcome {
  /** One for each statement that became worse, by the statement's name: advice is sought and told for each. */
  readonly worse: readonly (QueryOutcome & { readonly name: string })[];
  /** What all statements cost. */
  readonly table: Observation;
}

/** A dropped or refused statement on either side says nothing here: the app answers for it, not the plan. */
export async function measureCaptured(
  captured: readonly CapturedQuery[],
  { context, sessions, production }: Means,
): Promise<CapturedOutcome> {
  const worse: CapturedOutcome['worse'][number][] = [];
  const costs: Cost[] = [];
  for (const [index, one] of captured.entries()) {
    const { query, location } = one;
    const asked = { sessions, signal: context.world.signal };
    const base = await attemptQuery(query, 'base', asked);
    const head = await attemptQuery(query, 'head', asked);
    if (head.status !== 'explained' || base.status === 'refused') continue;
    costs.push(costOf(one, { base, head }, context.requestsPerDay));
    const seen = (await observeQuery(query, { base, head }, sessions)).filter(isWorse);
    const atProduction = await judgeAtProduction(query, production, { context, seen });
    const observations = [...seen, ...atProduction].map((said) => ({
      ...said,
      detail: `${said.detail}\nIt is run ${callsText(one)}.`,
      location: said.location ?? location,
    }));
    if (observations.length === 0) continue;
    worse.push({
      name: query.name,
      outcome: { status: 'measured', series: [], observations },
      artifacts: await writePlans(query, { base, head }, { context, place: `route-${index + 1}` }),
    });
  }
  return { worse, table: tableOf(costs) };
}

/** Notes on dozens of statements nobody has asked about are noise. */
function isWorse({ severity, side }: Observation): boolean {
  return severity !== 'note' && side === 'head';
}

interface Cost {
  readonly name: string;
  readonly calls: string;
  /** Blocks of all calls in one request of each route; null where base does not run it. */
  readonly base: number | null;
  readonly head: number;
  /** Blocks of a day on head, where production's traffic is known of a route that runs it. */
  readonly headPerDay: number | null;
}

function costOf(
  one: CapturedQuery,
  { base, head }: Attempts,
  requestsPerDay: ReadonlyMap<string, number> = new Map(),
): Cost {
  const calls = callsPerRequest(one);
  return {
    name: one.query.name,
    calls: callsText(one),
    base: base.status === 'explained' ? base.plan.root.blocks * calls.base : null,
    head: head.status === 'explained' ? head.plan.root.blocks * calls.head : 0,
    headPerDay: head.status === 'explained' ? perDay(one, head.plan.root.blocks, requestsPerDay) : null,
  };
}

function perDay(
  { calls }: CapturedQuery,
  blocks: number,
  requestsPerDay: ReadonlyMap<string, number>,
): number | null {
  const known = calls.head.flatMap(({ route, perRequest }) => {
    const requests = requestsPerDay.get(route);
    return requests === undefined ? [] : [requests * perRequest * blocks];
  });
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}

function callsText({ calls }: CapturedQuery): string {
  const runs = calls.head.map(({ route, perRequest }) => {
    const before = calls.base.find((one) => one.route === route)?.perRequest ?? 0;
    const change = before === perRequest ? '' : ` (base ${before} ×)`;
    return `${perRequest} × by ${route}${change}`;
  });
  return runs.join(', ');
}

function tableOf(costs: readonly Cost[]): Observation {
  // What costs a day most comes first where it is known, then what costs a request most.
  const dearest = costs.toSorted(
    (one, other) => (other.headPerDay ?? 0) - (one.headPerDay ?? 0) || other.head - one.head,
  );
  const lines = dearest.map(
    ({ name, calls, base, head, headPerDay }) =>
      `${amount(head)} blocks${base === null ? ', new' : ` (base ${amount(base)})`}: ${name}, ${calls}${headPerDay === null ? '' : `; ${amount(headPerDay)} blocks a day in production`}`,
  );
  return {
    kind: 'statements-captured',
    side: 'both',
    severity: 'note',
    title: `${plural(costs.length, 'statement')} of the routes explained, blocks of all calls in a request`,
    detail: lines.length === 0 ? 'The routes were seen to ask nothing of the database.' : lines.join('\n'),
    evidence: { base: null, head: null },
    clues: [CAPTURED_TARGET],
    location: null,
  };
}
