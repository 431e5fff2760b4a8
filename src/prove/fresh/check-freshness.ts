// Whether answers follow the data: the routes are asked, rows change behind the apps' backs, and the routes are asked again. A patch
// that remembers what base reads anew still answers from before.
import { routeName } from '../../config/target-name.ts';
import type { AskedRequest, Exchange } from '../../measure/behaviour/answer.ts';
import { askAll } from '../../measure/behaviour/ask-all.ts';
import { compareAnswers } from '../../measure/behaviour/compare-answers.ts';
import { describeDifference } from '../../measure/behaviour/difference.ts';
import { readIgnoreRules } from '../../measure/behaviour/ignore-rules.ts';
import { judgeRequest } from '../../measure/behaviour/judge-request.ts';
import { ownDatabases } from '../../measure/behaviour/own-databases.ts';
import { PARTIES, type Party, type Visit } from '../../measure/behaviour/visit.ts';
import type { GaugeContext } from '../../measure/gauge.ts';
import { NotMeasurable } from '../../measure/stage.ts';
import { DatabaseError, type DatabaseCluster } from '../../ports/databases.ts';
import type { Check } from '../proof.ts';
import { changeRows } from './change-rows.ts';

/** Numbers of visits the behaviour gauge does not use: they name the copies. */
const VISITS = [91, 92] as const;
const MOST_REQUESTS = 40;
const PASSES = 2;

export async function checkFreshness(context: GaugeContext): Promise<Check> {
  const { stage, config } = context;
  const { cluster } = stage;
  if (cluster === null || cluster.plansOnly !== undefined || config.database === null)
    return absent('There is no database here whose rows could be changed between two requests.');
  const requests = requestsOf(context);
  if (requests.length === 0) return absent('No route is configured that only reads.');
  try {
    return await compareFreshness(context, cluster, requests);
  } catch (error) {
    if (error instanceof NotMeasurable || error instanceof DatabaseError)
      return absent(`Rows could not be changed between two requests: ${error.message}`);
    throw error;
  }
}

async function compareFreshness(
  context: GaugeContext,
  cluster: DatabaseCluster,
  requests: readonly AskedRequest[],
): Promise<Check> {
  const rules = readIgnoreRules(context.config.behaviour.ignore);
  const visits: Visit[] = [];
  let moved = 0;
  for (const number of VISITS) {
    const seen = await visitTwice(context, { cluster, requests, number });
    if (seen === null) return absent("The app's database cannot be copied, so no row is changed in it.");
    visits.push(seen.after);
    moved = seen.moved;
    // Fresh processes and fresh copies must say it again.
    const stale = requests.flatMap((request) => {
      const [difference] = judgeRequest(request, visits, rules)?.differences ?? [];
      return difference === undefined ? [] : [{ request, difference }];
    });
    const [first] = stale;
    if (first === undefined) break;
    if (visits.length < VISITS.length) continue;
    const { request, difference } = first;
    return {
      check: 'answers stay fresh',
      result: 'fails',
      detail: `After rows changed in the database, ${request.method} ${request.path} answers otherwise than without the patch: ${describeDifference(difference)}.`,
    };
  }
  if (moved === 0) return absent('No answer shows any of the rows that were changed.');
  return {
    check: 'answers stay fresh',
    result: 'holds',
    detail: `Rows were changed between two requests, and all answers follow the data as before (${moved} of ${requests.length} showed the change).`,
  };
}

interface Seen {
  /** The answers after the rows were changed. */
  readonly after: Visit;
  /** Requests whose answer on base shows the change. */
  readonly moved: number;
}

interface VisitRequest {
  readonly cluster: DatabaseCluster;
  readonly requests: readonly AskedRequest[];
  readonly number: number;
}

/** Null where the apps share a database. */
async function visitTwice(context: GaugeContext, visit: VisitRequest): Promise<Seen | null> {
  const { stage, world, config } = context;
  const { cluster, requests, number } = visit;
  await using stack = new AsyncDisposableStack();
  const { options } = stack.use(await ownDatabases(context, number));
  const names = PARTIES.flatMap((party) => {
    const url = options[party]?.environment?.[config.database?.url_env ?? ''];
    return url === undefined ? [] : [new URL(url).pathname.slice(1)];
  });
  const [base, ...others] = names;
  if (base === undefined || names.length < PARTIES.length) return null;
  const origins = new Map<Party, string>();
  for (const party of PARTIES) {
    const app = stack.use(await stage[party === 'head' ? 'head' : 'base'].startApp(options[party]));
    origins.set(party, app.origin);
  }
  const ask = () => askAll(world, requests, origins);
  const before: (readonly Exchange<Party>[])[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) before.push(await ask());
  await changeRows(cluster, [base, ...others]);
  const exchanges = new Map<AskedRequest, Exchange<Party>[]>();
  for (let pass = 0; pass < PASSES; pass += 1)
    for (const exchange of await ask())
      exchanges.set(exchange.request, [...(exchanges.get(exchange.request) ?? []), exchange]);
  const moved = (before.at(-1) ?? []).filter(({ request, answers }) => {
    const [after] = exchanges.get(request) ?? [];
    return compareAnswers(answers.get('base') ?? null, after?.answers.get('base') ?? null).length > 0;
  }).length;
  return { after: { exchanges, death: null }, moved };
}

function requestsOf({ config, gate }: GaugeContext): readonly AskedRequest[] {
  return config.targets.routes
    .filter((route) => route.method === 'GET' && gate.targets.includes(routeName(route)))
    .flatMap(({ method, path, variants, headers, body }) =>
      [...new Set([path, ...variants])].map((one) => ({ method, path: one, headers, body })),
    )
    .slice(0, MOST_REQUESTS);
}

function absent(detail: string): Check {
  return { check: 'answers stay fresh', result: 'absent', detail };
}
